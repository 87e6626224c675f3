import type { IndexKind } from "../../schema/schema.ts";
import type { FinalName } from "../builders.ts";
import type { DialectName } from "../column-types.ts";
import type { Sql } from "../sql.ts";
import type { IfExists, IfNotExists, InSchema, OptionsOf } from "./options-of.ts";

interface PartColumn {
  readonly column?: string;
  readonly descending?: boolean;
}

export interface PostgresIndexPart extends PartColumn {
  readonly expression?: Sql;
  readonly nulls?: "first" | "last";
  /** https://www.postgresql.org/docs/current/indexes-opclass.html */
  readonly operatorClass?: string;
  readonly collation?: string;
}

export interface MariadbIndexPart extends PartColumn {
  /** Characters (of a text) or bytes (of a blob) of a prefix. */
  readonly length?: number;
}

export interface MysqlIndexPart extends MariadbIndexPart {
  readonly expression?: Sql;
}

export interface SqliteIndexPart extends PartColumn {
  readonly expression?: Sql;
  readonly collation?: string;
}

interface IndexPartByDialect {
  readonly postgres: PostgresIndexPart;
  readonly mysql: MysqlIndexPart;
  readonly mariadb: MariadbIndexPart;
  readonly sqlite: SqliteIndexPart;
}

/** A part of an index of the database `D`, where a column's name does not say it all. */
export type IndexPartInput<D extends DialectName> = OptionsOf<IndexPartByDialect, D>;

export interface PostgresIndexOptions extends InSchema {
  /** No two rows may be equal in all parts. */
  readonly unique?: boolean;
  /** The rows that the index is about. */
  readonly where?: Sql;
  /** Access method. Default btree. */
  readonly method?: string;
  /** Columns that the index holds beside its parts. */
  readonly include?: readonly string[];
  /** PostgreSQL 15 and later: NULLs count as equal. */
  readonly nullsNotDistinct?: boolean;
  /**
   * Built while others go on writing, outside of the transaction: what ran before in the revision is committed first, as
   * in `op.autocommitBlock()`. An index that a failed build left behind is dropped first.
   * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
   */
  readonly concurrently?: boolean;
}

export interface MysqlIndexOptions extends InSchema {
  /** No two rows may be equal in all parts. */
  readonly unique?: boolean;
  /** An index for searching texts, or places. */
  readonly kind?: IndexKind;
  /** Parser of a fulltext index, e.g. `ngram`. */
  readonly parser?: string;
}

export interface SqliteIndexOptions extends InSchema {
  /** No two rows may be equal in all parts. */
  readonly unique?: boolean;
  /** The rows that the index is about. */
  readonly where?: Sql;
}

interface IndexOptionsByDialect {
  readonly postgres: PostgresIndexOptions;
  readonly mysql: MysqlIndexOptions;
  readonly mariadb: MysqlIndexOptions;
  readonly sqlite: SqliteIndexOptions;
}

export type IndexOptions<D extends DialectName> = OptionsOf<IndexOptionsByDialect, D>;

interface DropIndexOptionsByDialect {
  readonly postgres: InSchema & {
    /** Dropped while others go on writing, outside of the transaction, as in `op.autocommitBlock()`. */
    readonly concurrently?: boolean;
  };
  readonly mysql: InSchema;
  readonly mariadb: InSchema;
  readonly sqlite: InSchema;
}

export type DropIndexOptions<D extends DialectName> = OptionsOf<DropIndexOptionsByDialect, D>;

export interface IndexOperations<D extends DialectName> {
  /**
   * Creates an index on a table or materialized view.
   *
   * @param name `null`: by the naming convention.
   * @param parts the names of columns, or objects where there is more to say: an expression, the order, a prefix.
   * @throws {OperationError} `E_NAMING_CONVENTION` where nothing gives it a name.
   * @example
   * await op.createIndex(op.f("ix_loan_due"), "loan", [
   *   { column: "due", descending: true },
   *   "reader_id",
   * ]);
   */
  createIndex(
    name: string | FinalName | null,
    table: string,
    parts: readonly (string | IndexPartInput<D>)[],
    options?: IndexOptions<D> & IfNotExists,
  ): Promise<void>;
  /**
   * Drops an index.
   *
   * @example
   * await op.dropIndex(op.f("ix_book_title"), "book");
   */
  dropIndex(name: string | FinalName, table: string, options?: DropIndexOptions<D> & IfExists): Promise<void>;
  /**
   * Renames an index. SQLite makes it anew for it.
   *
   * @example
   * await op.renameIndex("book", op.f("ix_book_title"), op.f("ix_book_heading"));
   */
  renameIndex(
    table: string,
    name: string | FinalName,
    newName: string | FinalName,
    options?: InSchema,
  ): Promise<void>;
}
