import type { TablePart } from "../builders.ts";
import type { DialectName } from "../column-types.ts";
import type { IfExists, IfNotExists, InSchema, OptionsOf } from "./options-of.ts";

export interface PostgresTableOptions extends InSchema {
  /** The comment that the database keeps. */
  readonly comment?: string;
}

export interface MysqlTableOptions extends InSchema {
  /** The comment that the database keeps. */
  readonly comment?: string;
  /** Storage engine. Default InnoDB. */
  readonly engine?: string;
  /** Character set of new columns. Default: that of the database. */
  readonly charset?: string;
  /** Collation of new columns. Default: that of the character set. */
  readonly collation?: string;
}

export interface SqliteTableOptions extends InSchema {
  /** https://www.sqlite.org/withoutrowid.html */
  readonly withoutRowid?: boolean;
  /** https://www.sqlite.org/stricttables.html */
  readonly strict?: boolean;
}

interface TableOptionsByDialect {
  readonly postgres: PostgresTableOptions;
  readonly mysql: MysqlTableOptions;
  readonly mariadb: MysqlTableOptions;
  readonly sqlite: SqliteTableOptions;
}

/** What a table of the database `D` can have beside columns and constraints. */
export type CreateTableOptions<D extends DialectName> = OptionsOf<TableOptionsByDialect, D>;

interface TableOptionChangesByDialect {
  readonly postgres: InSchema;
  readonly mysql: Omit<MysqlTableOptions, "comment">;
  readonly mariadb: Omit<MysqlTableOptions, "comment">;
  readonly sqlite: SqliteTableOptions;
}

/** What of a table of the database `D` can be changed: what is absent stays. */
export type TableOptionChanges<D extends DialectName> = OptionsOf<TableOptionChangesByDialect, D>;

export interface TableOperations<D extends DialectName> {
  /**
   * Creates a table with its columns and constraints; its indexes are calls of their own.
   *
   * @param name the table.
   * @param parts columns and constraints: `column()`, `primaryKey()`, `unique()`, `check()`, `foreignKey()`, and on
   * PostgreSQL `exclude()`.
   * @throws {OperationError} `E_COLUMN_TYPE` for a type that can't be read.
   * @example
   * await op.createTable("shelf", [
   *   column("id", "bigint"),
   *   column("code", "varchar(20)", { default: "A" }),
   *   primaryKey(["id"], { name: op.f("pk_shelf") }),
   * ]);
   */
  createTable(
    name: string,
    parts: readonly TablePart<D>[],
    options?: CreateTableOptions<D> & IfNotExists,
  ): Promise<void>;
  /**
   * Drops a table with all its rows and indexes.
   *
   * @example
   * await op.dropTable("notice");
   */
  dropTable(name: string, options?: InSchema & IfExists): Promise<void>;
  /**
   * Renames a table; its indexes and constraints keep their names.
   *
   * @example
   * await op.renameTable("notice", "board");
   */
  renameTable(name: string, newName: string, options?: InSchema): Promise<void>;
}

export interface TableCommentOperations {
  /**
   * Gives a table a comment, in place of the one that it has.
   *
   * @example
   * await op.createTableComment("book", "what's lent");
   */
  createTableComment(table: string, comment: string, options?: InSchema): Promise<void>;
  /**
   * Takes the comment of a table away.
   *
   * @example
   * await op.dropTableComment("reader");
   */
  dropTableComment(table: string, options?: InSchema): Promise<void>;
}

export interface AlterTableOperations<D extends DialectName> {
  /**
   * Changes the options of a table and keeps its rows; what is not mentioned stays. MySQL and MariaDB: engine, and what new
   * columns have as character set and collation. SQLite: `STRICT` and `WITHOUT ROWID`, by building the table anew.
   *
   * @example
   * await op.alterTableOptions("notice", {
   *   engine: "MyISAM",
   *   charset: "latin1",
   *   collation: "latin1_bin",
   * });
   */
  alterTableOptions(table: string, options: TableOptionChanges<D>): Promise<void>;
}
