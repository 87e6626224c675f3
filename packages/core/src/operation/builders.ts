import type { Deferrable, Identity, ReferentialAction } from "../schema/schema.ts";
import type { ColumnTypeText, CustomType, DialectName } from "./column-types.ts";
import type { ExactOptionsOf } from "./directives/options-of.ts";
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
  /** A value, which becomes a literal, or SQL. */
  readonly default?: DefaultValue;
  /** The database computes the value: SQL, and whether it is kept (`stored`). */
  readonly generated?: GeneratedOptions;
  /** Default: that of the database, the table or the type. */
  readonly collation?: string;
}

interface Commented {
  /** The comment that the database keeps. */
  readonly comment?: string;
}

export interface MysqlColumnOptions extends CommonColumnOptions, Commented {
  /** How the database numbers the rows. */
  readonly identity?: "auto increment";
  /** SQL after ON UPDATE: the value of a row that changes. */
  readonly onUpdate?: Sql;
  /** Character set. Default: that of the table. */
  readonly charset?: string;
}

export interface PostgresColumnOptions extends CommonColumnOptions, Commented {
  /** How the database numbers the rows. */
  readonly identity?: "always" | "by default" | "serial";
}

export interface MariadbColumnOptions extends MysqlColumnOptions {
  /** A check that belongs to the column, beside those of the table. */
  readonly check?: Sql;
}

export interface SqliteColumnOptions extends CommonColumnOptions {
  /** How the database numbers the rows. */
  readonly identity?: "auto increment";
}

export interface ColumnOptionsByDialect {
  readonly postgres: PostgresColumnOptions;
  readonly mysql: MysqlColumnOptions;
  readonly mariadb: MariadbColumnOptions;
  readonly sqlite: SqliteColumnOptions;
}

/** What a column of the database `D` can have beside its type. */
export type ColumnOptions<D extends DialectName> = ExactOptionsOf<ColumnOptionsByDialect, D>;

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
>(name: string, type: T, options?: O): ColumnPart<NoInfer<T>, NoInfer<O>> {
  return { part: "column", name, type, options: options ?? ({} as O) };
}

interface Named {
  /** Absent or `null`: by the naming convention, and without one by the database. */
  readonly name?: Name;
}

interface Deferred {
  /** Checked at the end of the transaction, if it is deferred. Default: after each statement. */
  readonly deferrable?: Deferrable;
}

/** What the constraints have that an index enforces, on PostgreSQL; no other database has more. Likewise below. */
export interface AnyKeyOptions extends Named, Deferred {
  /** Columns that the index holds beside those of the key. */
  readonly include?: readonly string[];
}

export interface KeyOptionsByDialect {
  readonly postgres: AnyKeyOptions;
  readonly mysql: Named;
  readonly mariadb: Named;
  readonly sqlite: Named;
}

export type KeyOptions<D extends DialectName> = ExactOptionsOf<KeyOptionsByDialect, D>;

/** A key with its options as literal types, so that `Operations<D>` can refuse what `D` has not got; likewise below. */
export interface PrimaryKeyPart<O = AnyKeyOptions> {
  readonly part: "primary key";
  readonly columns: readonly string[];
  readonly options: O;
}

/** The primary key of a table: `primaryKey(["id"], { name: op.f("pk_account") })`. */
export function primaryKey<const O extends AnyKeyOptions = Record<never, never>>(
  columns: readonly string[],
  options?: O,
): PrimaryKeyPart<NoInfer<O>> {
  return { part: "primary key", columns, options: options ?? ({} as O) };
}

export interface AnyUniqueOptions extends AnyKeyOptions {
  /** PostgreSQL 15 and later: NULLs count as equal. */
  readonly nullsNotDistinct?: boolean;
}

export interface UniqueOptionsByDialect {
  readonly postgres: AnyUniqueOptions;
  readonly mysql: Named;
  readonly mariadb: Named;
  readonly sqlite: Named;
}

export type UniqueOptions<D extends DialectName> = ExactOptionsOf<UniqueOptionsByDialect, D>;

export interface UniquePart<O = AnyUniqueOptions> {
  readonly part: "unique";
  readonly columns: readonly string[];
  readonly options: O;
}

/** A unique constraint: `unique(["code", "edition"], { name: op.f("uq_item_code_edition") })`. */
export function unique<const O extends AnyUniqueOptions = Record<never, never>>(
  columns: readonly string[],
  options?: O,
): UniquePart<NoInfer<O>> {
  return { part: "unique", columns, options: options ?? ({} as O) };
}

interface PostgresEnforcement {
  /** The rows that are there are not checked, until `op.validateConstraint()` does. */
  readonly notValid?: boolean;
  /** PostgreSQL 18 and later: no row is checked. */
  readonly notEnforced?: boolean;
}

export interface AnyCheckOptions extends Named, PostgresEnforcement {
  /** Tables that inherit from this one are not checked. */
  readonly noInherit?: boolean;
}

export interface CheckOptionsByDialect {
  readonly postgres: AnyCheckOptions;
  readonly mysql: Named;
  readonly mariadb: Named;
  readonly sqlite: Named;
}

export type CheckOptions<D extends DialectName> = ExactOptionsOf<CheckOptionsByDialect, D>;

export interface CheckPart<O = AnyCheckOptions> {
  readonly part: "check";
  readonly expression: Sql;
  readonly options: O;
}

/** A check constraint: ``check(sql`age >= 0`, { name: op.f("ck_reader_age") })``. */
export function check<const O extends AnyCheckOptions = Record<never, never>>(
  expression: Sql,
  options?: O,
): CheckPart<NoInfer<O>> {
  return { part: "check", expression, options: options ?? ({} as O) };
}

/** A column or an expression, and the operator that must not be true of all elements of two rows. */
export type ExcludeElement = readonly [what: string | Sql, operator: string];

export interface ExcludeOptions extends Named, Deferred {
  /** Access method of its index. Default gist. Only where elements are listed. */
  readonly using?: string;
  /** The rows that it is about. Only where elements are listed. */
  readonly where?: Sql;
}

export interface ExcludePart {
  readonly part: "exclusion";
  /** As SQL: what follows the word EXCLUDE. */
  readonly elements: readonly ExcludeElement[] | Sql;
  readonly options: ExcludeOptions;
}

/**
 * An exclusion constraint (PostgreSQL): no two rows are true in all of its operators.
 *
 * @param elements columns or expressions with their operators; or SQL, what follows the word EXCLUDE.
 * @example
 * exclude([["room", "="], ["during", "&&"]], { name: op.f("xc_booking") });
 * exclude(sql`USING gist (room WITH =, during WITH &&)`);
 */
export function exclude(
  elements: readonly ExcludeElement[] | Sql,
  options: ExcludeOptions = {},
): ExcludePart {
  return { part: "exclusion", elements, options };
}

interface CommonForeignKeyOptions extends Named {
  /** Default `no action`. */
  readonly onDelete?: ReferentialAction;
  /** Default `no action`. */
  readonly onUpdate?: ReferentialAction;
}

interface InOtherSchema {
  /** Absent: the default schema (MySQL, MariaDB: the database of the connection). */
  readonly referencedSchema?: string;
}

export interface AnyForeignKeyOptions
  extends CommonForeignKeyOptions, Deferred, PostgresEnforcement, InOtherSchema {
  /** A key of several columns is NULL in all of them or in none. */
  readonly match?: "full";
  /** PostgreSQL 15 and later: the columns that `onDelete` sets (`set null`, `set default`). Default: all. */
  readonly onDeleteColumns?: readonly string[];
}

export interface ForeignKeyOptionsByDialect {
  readonly postgres: AnyForeignKeyOptions;
  readonly mysql: CommonForeignKeyOptions & InOtherSchema;
  readonly mariadb: CommonForeignKeyOptions & InOtherSchema;
  readonly sqlite: CommonForeignKeyOptions & Deferred;
}

export type ForeignKeyOptions<D extends DialectName = DialectName> = ExactOptionsOf<
  ForeignKeyOptionsByDialect,
  D
>;

export interface ForeignKeyPart<O = AnyForeignKeyOptions> {
  readonly part: "foreign key";
  readonly columns: readonly string[];
  readonly referencedTable: string;
  readonly referencedColumns: readonly string[];
  readonly options: O;
}

/** A foreign key: `foreignKey(["reader_id"], "reader", ["id"], { onDelete: "cascade" })`. */
export function foreignKey<const O extends AnyForeignKeyOptions = Record<never, never>>(
  columns: readonly string[],
  referencedTable: string,
  referencedColumns: readonly string[],
  options?: O,
): ForeignKeyPart<NoInfer<O>> {
  return {
    part: "foreign key",
    columns,
    referencedTable,
    referencedColumns,
    options: options ?? ({} as O),
  };
}

/** A constraint of a table. */
export type ConstraintPart = PrimaryKeyPart | UniquePart | CheckPart | ExcludePart | ForeignKeyPart;

/** A constraint that the database `D` can have. */
export type ConstraintOf<D extends DialectName> =
  | PrimaryKeyPart<KeyOptions<D>>
  | UniquePart<UniqueOptions<D>>
  | CheckPart<CheckOptions<D>>
  | ForeignKeyPart<ForeignKeyOptions<D>>
  | ([D] extends ["postgres"] ? ExcludePart : never);

/** What stands in `createTable` of the database `D`. */
export type TablePart<D extends DialectName> = ColumnOf<D> | ConstraintOf<D>;
