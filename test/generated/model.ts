/** What the generator makes: a model of entities as plain data, which prints well when a pair fails. */
export interface Model {
  readonly tables: Readonly<Record<string, TableModel>>;
  /** Whether `t0` and `t1` have a junction table, if both are there. */
  readonly junction: boolean;
  /** A view over `t0`, if that is there. */
  readonly view: ViewModel | null;
}

export interface TableModel {
  /** The kind of the column `id`, by its name in the list of kinds. */
  readonly id: string;
  /** Whether column `a` is a part of the primary key as well, where it can be. */
  readonly keyWithA: boolean;
  readonly columns: Readonly<Record<string, ColumnModel>>;
  readonly references: Readonly<Record<string, ReferenceModel>>;
  readonly uniques: readonly KeyModel[];
  readonly indexes: readonly IndexModel[];
  readonly checks: readonly CheckModel[];
  /** Column `g`, computed from column `a` if that is a number. */
  readonly generated: GeneratedModel | null;
  readonly comment: string | null;
}

export interface ColumnModel {
  /** By its name in the list of kinds of the database. */
  readonly kind: string;
  readonly nullable: boolean;
  /** Which of the defaults of the kind, from 0; null for none. */
  readonly default: number | null;
  readonly comment: string | null;
}

/** A many-to-one relation, whose column has the type of the other table's `id`. */
export interface ReferenceModel {
  readonly to: string;
  readonly nullable: boolean;
  readonly onDelete: "NO ACTION" | "CASCADE" | "SET NULL" | "RESTRICT";
  readonly unique: boolean;
  /** Given name of the foreign key. */
  readonly named: boolean;
  readonly deferrable: boolean;
}

export interface KeyModel {
  readonly columns: readonly string[];
  readonly named: boolean;
}

export interface IndexModel extends KeyModel {
  readonly unique: boolean;
  /** Which of the conditions of its first column, from 0; null for an index of all rows. */
  readonly partial: number | null;
}

export interface CheckModel {
  /** Which of the conditions, from 0. */
  readonly condition: number;
  readonly column: string;
  readonly named: boolean;
}

export interface GeneratedModel {
  /** Which of the expressions, from 0. */
  readonly expression: number;
  readonly stored: boolean;
}

export interface ViewModel {
  /** Which of the queries, from 0. */
  readonly query: number;
  /** A column that it reads beside `id`, if the table has it. */
  readonly column: string;
}

/** Two states of the same entities. */
export interface Pair {
  readonly before: Model;
  readonly after: Model;
  /** Whether the tables have rows; then no table goes away, and types change to those that can hold the values. */
  readonly rows: boolean;
}
