import type { EnumType, IndexKind, ObjectName, Sequence, TableOptions } from "../schema/schema.ts";
import type {
  ColumnOf,
  ColumnOptions,
  CheckOptions,
  ConstraintOptions,
  KeyOptions,
  ConstraintOf,
  DefaultValue,
  FinalName,
  ForeignKeyOptions,
  Name,
  NoName,
  TablePart,
  UniqueOptions,
  Unaltered,
} from "./builders.ts";
import type { InsertedRows, InsertOptions } from "./bulk-insert.ts";
import type { ColumnTypeText, CustomType, DialectName } from "./column-types.ts";
import type { ConstraintType } from "./operation.ts";
import type { BackfillValue } from "./fill-in.ts";
import type { Sql } from "./sql.ts";

/** Where an object lies; absent: the default schema (MySQL: the database of the connection). */
export interface InSchema {
  readonly schema?: string;
}

/** A part of an index where a column's name does not say it all. */
export interface IndexPartInput {
  readonly column?: string;
  readonly expression?: Sql;
  readonly descending?: boolean;
  readonly nulls?: "first" | "last";
  readonly operatorClass?: string;
  readonly collation?: string;
  /** MySQL, MariaDB: characters or bytes of a prefix. */
  readonly length?: number;
}

interface CommonIndexOptions extends InSchema {
  readonly unique?: boolean;
}

interface MysqlIndexOptions extends CommonIndexOptions {
  readonly kind?: IndexKind;
  readonly parser?: string;
}

interface IndexOptionsByDialect {
  readonly postgres: CommonIndexOptions & {
    readonly where?: Sql;
    /** Access method; default btree. */
    readonly method?: string;
    readonly include?: readonly string[];
    readonly nullsNotDistinct?: boolean;
    /**
     * Built while others go on writing, outside of the transaction: what ran before in the revision is committed first,
     * as in {@link Operations.autocommitBlock}. An index that a failed build left behind is dropped first.
     * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
     */
    readonly concurrently?: boolean;
  };
  readonly mysql: MysqlIndexOptions;
  readonly mariadb: MysqlIndexOptions;
  readonly sqlite: CommonIndexOptions & { readonly where?: Sql };
}

export type IndexOptions<D extends DialectName> = IndexOptionsByDialect[D];

interface DropIndexOptionsByDialect {
  readonly postgres: InSchema & {
    /** Dropped while others go on writing, outside of the transaction, as in {@link Operations.autocommitBlock}. */
    readonly concurrently?: boolean;
  };
  readonly mysql: InSchema;
  readonly mariadb: InSchema;
  readonly sqlite: InSchema;
}

export type DropIndexOptions<D extends DialectName> = DropIndexOptionsByDialect[D];

interface MysqlTableOptions extends InSchema {
  readonly comment?: string;
  readonly engine?: string;
  readonly charset?: string;
  readonly collation?: string;
}

interface TableOptionsByDialect {
  readonly postgres: InSchema & { readonly comment?: string };
  readonly mysql: MysqlTableOptions;
  readonly mariadb: MysqlTableOptions;
  readonly sqlite: InSchema & { readonly withoutRowid?: boolean; readonly strict?: boolean };
}

export type CreateTableOptions<D extends DialectName> = TableOptionsByDialect[D];

/** The facets of a column to change: what is absent stays, `null` takes away. */
export type AlterColumnOptions<D extends DialectName> = InSchema & {
  readonly [K in Exclude<keyof ColumnOptions<D>, Unaltered>]?: ColumnOptions<D>[K] | null;
} & {
  readonly type?: ColumnTypeText<D> | CustomType;
  readonly nullable?: boolean;
  readonly default?: DefaultValue;
  /** SQL that computes the new value from the old row, where the database can't convert by itself. */
  readonly using?: Sql;
};

export interface AlterEnumOptions extends InSchema {
  /** The labels before. */
  readonly from: readonly string[];
  /** The labels after. */
  readonly to: readonly string[];
  /** Columns of the type; needed where a label goes away or moves. */
  readonly usedBy?: readonly {
    readonly table: string;
    readonly schema?: string;
    readonly column: string;
    readonly array?: boolean;
    /** Its default once the type has its new labels. */
    readonly default?: Sql;
    readonly existingDefault?: Sql;
  }[];
  /** Replace the type even if labels only come in, so that they can be used in the same transaction. */
  readonly replace?: boolean;
}

export interface ViewOptions extends InSchema {
  readonly materialized?: boolean;
  /** False for a view that no entity declares: TypeORM is not told of it. Default true. */
  readonly managed?: boolean;
  /** The text that TypeORM keeps for the view, where it is not the query. */
  readonly declared?: string;
}

/**
 * What a revision can do to the database `D`: every method records an operation and runs it.
 *
 * A name that is `null`, or a constraint in `createTable` that has none, is named by the naming convention of the
 * configuration or of the DataSource; a plain text by one that has `%(constraint_name)s`. A name inside `op.f()` is used as
 * it stands. Columns are NOT NULL unless `nullable` is true.
 */
export interface Operations<D extends DialectName = DialectName> {
  /** Marks a name as final, so that no naming convention touches it; `op.f(null)` is for what has none. */
  f(name: string): FinalName;
  f(name: null): NoName;
  /** A value as an SQL literal of the database. */
  inlineLiteral(value: string | number | bigint | boolean | null): Sql;

  /** Creates a table. What the table has beside columns and constraints are operations of their own. */
  createTable(name: string, parts: readonly TablePart<D>[], options?: CreateTableOptions<D>): Promise<void>;
  dropTable(name: string, options?: InSchema): Promise<void>;
  renameTable(name: string, newName: string, options?: InSchema): Promise<void>;
  createTableComment(table: string, comment: string, options?: InSchema): Promise<void>;
  dropTableComment(table: string, options?: InSchema): Promise<void>;
  alterTableOptions(table: string, options: TableOptions & InSchema): Promise<void>;

  addColumn(table: string, column: ColumnOf<D>, options?: InSchema): Promise<void>;
  dropColumn(table: string, column: string, options?: InSchema): Promise<void>;
  /** Changes a column and keeps its values; what is not mentioned stays as it is. */
  alterColumn(table: string, column: string, change: AlterColumnOptions<D>): Promise<void>;
  renameColumn(table: string, column: string, newName: string, options?: InSchema): Promise<void>;

  createPrimaryKey(
    name: Name,
    table: string,
    columns: readonly string[],
    options?: Omit<KeyOptions, "name"> & InSchema,
  ): Promise<void>;
  createUniqueConstraint(
    name: Name,
    table: string,
    columns: readonly string[],
    options?: Omit<UniqueOptions, "name"> & InSchema,
  ): Promise<void>;
  createCheckConstraint(
    name: Name,
    table: string,
    condition: Sql,
    options?: Omit<CheckOptions, "name"> & InSchema,
  ): Promise<void>;
  createForeignKey(
    name: Name,
    table: string,
    referencedTable: string,
    columns: readonly string[],
    referencedColumns: readonly string[],
    options?: Omit<ForeignKeyOptions, "name"> & InSchema,
  ): Promise<void>;
  /** PostgreSQL: `expression` is what follows EXCLUDE. */
  createExcludeConstraint(
    name: Name,
    table: string,
    expression: Sql,
    options?: Omit<ConstraintOptions, "name"> & InSchema,
  ): Promise<void>;
  /** Drops a constraint by name; one without a name is told by `existing`, its definition. */
  dropConstraint(
    name: Name,
    table: string,
    type: ConstraintType,
    options?: InSchema & { readonly existing?: ConstraintOf<D> },
  ): Promise<void>;
  renameConstraint(
    table: string,
    type: ConstraintType,
    name: string | FinalName,
    newName: string | FinalName,
    options?: InSchema,
  ): Promise<void>;

  /** Creates an index on a table or materialized view; a part is a column's name, or an {@link IndexPartInput}. */
  createIndex(
    name: string | FinalName | null,
    table: string,
    parts: readonly (string | IndexPartInput)[],
    options?: IndexOptions<D>,
  ): Promise<void>;
  dropIndex(name: string | FinalName, table: string, options?: DropIndexOptions<D>): Promise<void>;
  renameIndex(
    table: string,
    name: string | FinalName,
    newName: string | FinalName,
    options?: InSchema,
  ): Promise<void>;

  createEnum(name: string, values: EnumType["values"], options?: InSchema): Promise<void>;
  dropEnum(name: string, options?: InSchema): Promise<void>;
  alterEnum(name: string, options: AlterEnumOptions): Promise<void>;
  createSequence(name: string, options?: Omit<Sequence, keyof ObjectName> & InSchema): Promise<void>;
  dropSequence(name: string, options?: InSchema): Promise<void>;
  createView(name: string, query: Sql, options?: ViewOptions): Promise<void>;
  dropView(name: string, options?: InSchema & { readonly materialized?: boolean }): Promise<void>;
  replaceView(name: string, query: Sql, options?: ViewOptions): Promise<void>;
  createSchema(name: string): Promise<void>;
  dropSchema(name: string): Promise<void>;
  createExtension(name: string): Promise<void>;
  dropExtension(name: string): Promise<void>;

  /**
   * Gives a value to the rows that have NULL in a column, before it becomes NOT NULL.
   *
   * @example
   * await op.backfill("reader", "language", "en");
   * await op.backfill("reader", "joined_at", sql`created_at`);
   */
  backfill(table: string, column: string, value: BackfillValue, options?: InSchema): Promise<void>;
  /**
   * Adds rows, any number of them: an array, or whatever can be iterated, also asynchronously. Rows are taken as they are
   * needed, at most those of one statement at a time, so that a file of millions needs no more memory than a short one.
   *
   * A column for which a row has no value gets its default. Values are those of {@link RowValue}; ``sql`now()` `` is computed
   * by the database. Numbers given to a column that the database numbers do not move its sequence on (PostgreSQL).
   *
   * @param rows objects by the names of columns.
   * @throws {OperationError} `E_VALUE` for a value that can't be written, `E_OBJECT_UNKNOWN` for a column that is not there.
   * @example
   * await op.bulkInsert("country", [
   *   { code: "at", name: "Austria", languages: ["de"] },
   *   { code: "ch", name: "Switzerland", languages: ["de", "fr", "it", "rm"] },
   * ]);
   */
  bulkInsert<const C extends string>(
    table: string,
    rows: InsertedRows<NoInfer<C>>,
    options?: InsertOptions<D, C>,
  ): Promise<void>;
  /** Runs a statement written by hand. */
  execute(statement: string | Sql, parameters?: readonly unknown[]): Promise<void>;
  /**
   * Runs what can't be part of a transaction: what ran before is committed, then `use` runs statement by statement, and
   * after it a new transaction begins. When it fails, what was committed stays, and the version table still says that the
   * revision has not run: let it be able to run again, or stand in a revision of its own.
   *
   * Where DDL commits by itself anyway (MySQL, MariaDB), and on SQLite, whose transaction is what keeps other migrators
   * out, `use` runs as it is.
   *
   * @returns what `use` returns.
   * @example
   * await op.autocommitBlock(async () => {
   *   await op.execute("ALTER TYPE mood ADD VALUE 'calm'");
   * });
   */
  autocommitBlock<T = void>(use: () => Promise<T>): Promise<T>;
  /** Runs a query after everything before it, and returns its rows. */
  query<T = Record<string, unknown>>(statement: string | Sql, parameters?: readonly unknown[]): Promise<T[]>;
}
