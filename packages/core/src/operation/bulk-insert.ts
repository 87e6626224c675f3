import type { ColumnType, ObjectName } from "../schema/schema.ts";
import type { ColumnTypeText, CustomType, DialectName } from "./column-types.ts";
import type { InSchema, OptionsOf } from "./directives/options-of.ts";
import type { Sql } from "./sql.ts";

/** A value of a row in a {@link BulkInsert}, as plain data. */
export type InsertedValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | { readonly sql: string }
  /** An array or an object, as JSON text. */
  | { readonly json: string };

/** Adds rows to a table, with one statement; it has no inverse. */
export interface BulkInsert {
  readonly kind: "bulkInsert";
  readonly warning?: string;
  readonly table: ObjectName;
  readonly columns: readonly string[];
  /** The values of each row, in the order of the columns. */
  readonly rows: readonly (readonly InsertedValue[])[];
  /** Types of columns, where the revision tells them. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /** PostgreSQL: the numbers of the rows are taken although the column is GENERATED ALWAYS AS IDENTITY. */
  readonly overriding?: "system value";
}

/**
 * What a column of a row can be given. `undefined` is as good as no value: the column gets its default.
 *
 * An array or an object becomes JSON, or an array where the column is one; a string goes as it stands, into a json column,
 * too. A `Date` is written as TypeORM writes it.
 */
export type RowValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | Uint8Array
  | Sql
  | readonly unknown[]
  | object;

/** A row by the names of its columns. */
export type InsertedRow<C extends string = string> = { readonly [K in C]?: RowValue };

/** Rows, also those that are made or read while they are inserted. */
export type InsertedRows<C extends string = string> =
  Iterable<InsertedRow<C>> | AsyncIterable<InsertedRow<C>>;

interface CommonInsertOptions<D extends DialectName, C extends string> {
  /**
   * The columns that rows have values for, and their types. A row with a column that is not among them is refused; in a
   * script without a database, arrays need the type where no revision has created the table.
   */
  readonly columns?: { readonly [K in C]: ColumnTypeText<D> | CustomType };
}

interface Overriding {
  /**
   * Takes the numbers of the rows where the column is GENERATED ALWAYS AS IDENTITY.
   * https://www.postgresql.org/docs/current/sql-insert.html#SQL-INSERT-PARAMS-INSERTING
   */
  readonly overriding?: "system value";
}

interface InsertOptionsByDialect {
  readonly postgres: Overriding & InSchema;
  readonly mysql: InSchema;
  readonly mariadb: InSchema;
  readonly sqlite: InSchema;
}

/** How rows are inserted into the database `D`. */
export type InsertOptions<D extends DialectName, C extends string = string> = OptionsOf<
  InsertOptionsByDialect,
  D
> &
  CommonInsertOptions<D, C>;

/** The options of all databases. */
export interface AnyInsertOptions {
  readonly schema?: string;
  readonly columns?: Readonly<Record<string, string | CustomType>>;
  readonly overriding?: "system value";
}
