import type { Deferrable, Identity, ReferentialAction } from "../schema/schema.ts";
import type { ColumnTypeText, CustomType, DialectName } from "./column-types.ts";
import type { Sql } from "./sql.ts";

const finalName = Symbol.for("limbeck.name");

/** A name that no naming convention touches; made by `op.f()`. */
export interface FinalName {
  readonly name: string;
}

/** No name, whatever the naming convention says; made by `op.f(null)`. */
export interface NoName {
  readonly name: null;
}

/** `null`: left to the naming convention, and without one to the database. */
export type Name = string | FinalName | NoName | null;

/** Marks a name as final; `null` is for what has none. */
export function f(name: string): FinalName;
export function f(name: null): NoName;
export function f(name: string | null): FinalName | NoName;
export function f(name: string | null): FinalName | NoName {
  return Object.defineProperty({ name }, finalName, { value: true });
}

/** A value that the database writes as a literal, or SQL. */
export type DefaultValue = string | number | bigint | boolean | null | Sql;

export interface GeneratedOptions {
  readonly expression: Sql;
  /** False: computed whenever it is read. */
  readonly stored: boolean;
  /** The text that TypeORM keeps for the column, where it is not the expression. */
  readonly declared?: string;
}

interface CommonColumnOptions {
  /** Default false, as in TypeORM. */
  readonly nullable?: boolean;
  readonly default?: DefaultValue;
  readonly generated?: GeneratedOptions;
  readonly collation?: string;
}

interface Commented {
  readonly comment?: string;
}

interface MysqlColumnOptions extends CommonColumnOptions, Commented {
  readonly identity?: "auto increment";
  readonly onUpdate?: Sql;
  readonly charset?: string;
}

interface ColumnOptionsByDialect {
  readonly postgres: CommonColumnOptions &
    Commented & { readonly identity?: "always" | "by default" | "serial" };
  readonly mysql: MysqlColumnOptions;
  /** A check that belongs to the column, beside those of the table. */
  readonly mariadb: MysqlColumnOptions & { readonly check?: Sql };
  readonly sqlite: CommonColumnOptions & { readonly identity?: "auto increment" };
}

/** What a column of the database `D` can have beside its type. */
export type ColumnOptions<D extends DialectName> = ColumnOptionsByDialect[D];

/** All options of all databases; which of them a revision may use is for `Operations<D>` to say. */
export interface AnyColumnOptions extends CommonColumnOptions, Commented {
  readonly identity?: Identity;
  readonly onUpdate?: Sql;
  readonly charset?: string;
  readonly check?: Sql;
}

/** What of a column can't be altered by itself, or only be set. */
export type Unaltered = "nullable" | "check";

/** A column with its type and options as literal types, so that `Operations<D>` can refuse what `D` has not got. */
export interface ColumnPart<T = string | CustomType, O = AnyColumnOptions> {
  readonly part: "column";
  readonly name: string;
  readonly type: T;
  readonly options: O;
}

/** A column that the database `D` can have. */
export type ColumnOf<D extends DialectName> = ColumnPart<ColumnTypeText<D> | CustomType, ColumnOptions<D>>;

/**
 * A column of a table; NOT NULL unless `nullable` says otherwise.
 *
 * @example
 * column("name", "varchar(50)", { nullable: true });
 */
export function column<
  const T extends string | CustomType,
  const O extends AnyColumnOptions = Record<never, never>,
>(name: string, type: T, options?: O): ColumnPart<T, O> {
  return { part: "column", name, type, options: options ?? ({} as O) };
}

export interface ConstraintOptions {
  readonly name?: Name;
  readonly deferrable?: Deferrable;
}

/** What the constraints have that an index enforces. */
export interface KeyOptions extends ConstraintOptions {
  /** PostgreSQL: columns that the index holds beside those of the key. */
  readonly include?: readonly string[];
}

export interface PrimaryKeyPart {
  readonly part: "primary key";
  readonly columns: readonly string[];
  readonly options: KeyOptions;
}

/** The primary key of a table: `primaryKey(["id"], { name: op.f("pk_account") })`. */
export function primaryKey(columns: readonly string[], options: KeyOptions = {}): PrimaryKeyPart {
  return { part: "primary key", columns, options };
}

export interface UniqueOptions extends KeyOptions {
  /** PostgreSQL 15 and later: NULLs count as equal. */
  readonly nullsNotDistinct?: boolean;
}

export interface UniquePart {
  readonly part: "unique";
  readonly columns: readonly string[];
  readonly options: UniqueOptions;
}

/** A unique constraint: `unique(["code", "edition"], { name: op.f("uq_item_code_edition") })`. */
export function unique(columns: readonly string[], options: UniqueOptions = {}): UniquePart {
  return { part: "unique", columns, options };
}

export interface CheckOptions {
  readonly name?: Name;
  /** PostgreSQL: tables that inherit from this one are not checked. */
  readonly noInherit?: boolean;
  /** PostgreSQL: the rows that are there are not checked. */
  readonly notValid?: boolean;
  /** PostgreSQL 18 and later: no row is checked. */
  readonly notEnforced?: boolean;
}

export interface CheckPart {
  readonly part: "check";
  readonly expression: Sql;
  readonly options: CheckOptions;
}

/** A check constraint: ``check(sql`age >= 0`, { name: op.f("ck_reader_age") })``. */
export function check(expression: Sql, options: CheckOptions = {}): CheckPart {
  return { part: "check", expression, options };
}

export interface ExcludePart {
  readonly part: "exclusion";
  readonly expression: Sql;
  readonly options: ConstraintOptions;
}

/** An exclusion constraint (PostgreSQL): ``exclude(sql`USING gist (room WITH =, during WITH &&)`)``. */
export function exclude(expression: Sql, options: ConstraintOptions = {}): ExcludePart {
  return { part: "exclusion", expression, options };
}

export interface ForeignKeyOptions extends ConstraintOptions {
  /** Default `no action`. */
  readonly onDelete?: ReferentialAction;
  /** Default `no action`. */
  readonly onUpdate?: ReferentialAction;
  /** PostgreSQL: a key of several columns is NULL in all of them or in none. */
  readonly match?: "full";
  /** PostgreSQL 15 and later: the columns that `onDelete` sets (`set null`, `set default`). Default: all. */
  readonly onDeleteColumns?: readonly string[];
  /** PostgreSQL: the rows that are there are not checked. */
  readonly notValid?: boolean;
  /** PostgreSQL 18 and later: no row is checked. */
  readonly notEnforced?: boolean;
  readonly referencedSchema?: string;
}

export interface ForeignKeyPart {
  readonly part: "foreign key";
  readonly columns: readonly string[];
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
  readonly options: ForeignKeyOptions;
}

/** A foreign key: `foreignKey(["reader_id"], "reader", ["id"], { onDelete: "cascade" })`. */
export function foreignKey(
  columns: readonly string[],
  referencedTable: string,
  referencedColumns: readonly string[],
  options: ForeignKeyOptions = {},
): ForeignKeyPart {
  return { part: "foreign key", columns, referencedTable, referencedColumns, options };
}

/** A constraint of a table. */
export type ConstraintPart = PrimaryKeyPart | UniquePart | CheckPart | ExcludePart | ForeignKeyPart;

/** What the constraints of the database `D` are. */
export type ConstraintOf<D extends DialectName> = D extends "postgres"
  ? ConstraintPart
  : Exclude<ConstraintPart, ExcludePart>;

/** What stands in `createTable` of the database `D`. */
export type TablePart<D extends DialectName> = ColumnOf<D> | ConstraintOf<D>;
