import type { ColumnOf } from "../builders.ts";
import type { DialectName } from "../column-types.ts";
import type { CommonOperations, OperationsByDialect } from "../operations.ts";
import type { IsSeveral, OptionsOf, InSchema } from "./options-of.ts";

/** The directives whose first parameter is the table, and those where it follows a name. */
interface TableParameter {
  readonly first:
    | "alterTableOptions"
    | "createTableComment"
    | "dropTableComment"
    | "dropColumn"
    | "alterColumn"
    | "renameColumn"
    | "backfill"
    | "renameConstraint"
    | "renameIndex";
  readonly second:
    | "createPrimaryKey"
    | "createUniqueConstraint"
    | "createCheckConstraint"
    | "createForeignKey"
    | "createExcludeConstraint"
    | "dropConstraint"
    | "createIndex"
    | "dropIndex";
}

type WithoutFirst<F> = F extends (table: string, ...rest: infer R) => Promise<void>
  ? (...parameters: R) => Promise<void>
  : never;
type WithoutSecond<F> = F extends (name: infer N, table: string, ...rest: infer R) => Promise<void>
  ? (name: N, ...parameters: R) => Promise<void>
  : never;

type OfOneTable<O> = {
  readonly [K in keyof O & TableParameter["first"]]: WithoutFirst<O[K]>;
} & {
  readonly [K in keyof O & TableParameter["second"]]: WithoutSecond<O[K]>;
};

/** Where a new column stands among the others; without it, at the end. */
interface ColumnPlace {
  readonly insertBefore?: string;
  readonly insertAfter?: string;
}

interface ColumnPlaceByDialect {
  readonly postgres: object;
  readonly mysql: ColumnPlace;
  readonly mariadb: ColumnPlace;
  readonly sqlite: ColumnPlace;
}

/** The changes of one table: the directives of `op` without their parameter `table`. */
export type BatchOperations<D extends DialectName> = OfOneTable<
  IsSeveral<D> extends true ? CommonOperations<D> : OperationsByDialect[D]
> & {
  /** Adds a column; on MySQL, MariaDB and SQLite also between others. */
  addColumn(column: ColumnOf<D>, options?: OptionsOf<ColumnPlaceByDialect, D>): Promise<void>;
};

interface BatchOptionsByDialect {
  readonly postgres: InSchema;
  readonly mysql: InSchema;
  readonly mariadb: InSchema;
  readonly sqlite: InSchema & {
    /**
     * Whether the table is built anew: where a change needs it (`auto`), in any case, or never; then a change that needs it is
     * an error. Default `auto`.
     */
    readonly recreate?: "auto" | "always" | "never";
  };
}

/** How changes of a table of the database `D` are made together. */
export type BatchOptions<D extends DialectName> = OptionsOf<BatchOptionsByDialect, D>;

/** The options of all databases. */
export interface AnyBatchOptions {
  readonly schema?: string;
  readonly recreate?: "auto" | "always" | "never";
}

export interface TableBatchOperations<D extends DialectName> {
  /**
   * Changes a table in one go: on SQLite the table is built anew once, whatever the changes are; on MySQL and MariaDB
   * neighbours become one `ALTER TABLE` with several clauses, so that the rows are copied once and all of it happens or
   * nothing; on PostgreSQL the statements follow each other.
   *
   * On SQLite changes of a table are grouped within a revision anyway; say it here where nothing may come between them, or
   * where a column has a place among the others.
   *
   * @param use makes the changes; they run when it has ended. `op` itself is not to be called in it.
   * @throws {OperationError} `E_BATCH` for a call of `op` in it, or of `batch` after it; `E_UNSUPPORTED_OPERATION` for a change
   * that needs a rebuild where `recreate` is `never`.
   * @example
   * await op.batchAlterTable("book", async (batch) => {
   *   await batch.addColumn(column("isbn", "varchar(13)", { nullable: true }));
   *   await batch.alterColumn("title", { type: "varchar(200)" });
   *   await batch.createUniqueConstraint(op.f("uq_book_title"), ["title"]);
   * });
   */
  batchAlterTable(
    table: string,
    use: (batch: BatchOperations<D>) => Promise<void> | void,
    options?: BatchOptions<D>,
  ): Promise<void>;
}
