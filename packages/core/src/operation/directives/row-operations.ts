import type { InsertedRows } from "../bulk-insert.ts";
import type { ColumnTypeText, CustomType, DialectName } from "../column-types.ts";
import type { InSchema, NoSchema, OptionsOf } from "./options-of.ts";

interface ColumnsOption<D extends DialectName, C extends string> {
  /**
   * The columns that rows have values for, and their types. A row with a column that is not among them is refused; in a
   * script without a database, arrays need the type where no revision has created the table.
   */
  readonly columns?: { readonly [K in C]: ColumnTypeText<D> | CustomType };
}

interface InsertOptionsByDialect<C extends string> {
  readonly postgres: InSchema &
    ColumnsOption<"postgres", C> & {
      /**
       * Takes the numbers of the rows where the column is GENERATED ALWAYS AS IDENTITY.
       * https://www.postgresql.org/docs/current/sql-insert.html#SQL-INSERT-PARAMS-INSERTING
       */
      readonly overriding?: "system value";
    };
  readonly mysql: InSchema & ColumnsOption<"mysql", C>;
  readonly mariadb: InSchema & ColumnsOption<"mariadb", C>;
  readonly sqlite: NoSchema & ColumnsOption<"sqlite", C>;
}

/** How rows are inserted into the database `D`. */
export type InsertOptions<D extends DialectName, C extends string = string> = OptionsOf<
  InsertOptionsByDialect<C>,
  D
>;

export interface RowOperations<D extends DialectName> {
  /**
   * Adds rows, any number of them: an array, or whatever can be iterated, also asynchronously. Rows are taken as they are
   * needed, at most those of one statement at a time, so that a file of millions needs no more memory than a short one.
   *
   * A column for which a row has no value gets its default. Arrays and objects become JSON, or arrays where the column is
   * one; a string goes as it stands; ``sql`now()` `` is computed by the database. Numbers given to a column that the
   * database numbers do not move its sequence on (PostgreSQL).
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
}
