import type { InsertedRows, InsertOptions } from "../bulk-insert.ts";
import type { DialectName } from "../column-types.ts";

export interface InsertOperations<D extends DialectName> {
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
   * await op.bulkInsert("book", [
   *   { id: 3, title: "Dune", pages: 412 },
   *   { id: 4, title: "It's late", pages: 96 },
   * ]);
   */
  bulkInsert<const C extends string>(
    table: string,
    rows: InsertedRows<NoInfer<C>>,
    options?: InsertOptions<D, C>,
  ): Promise<void>;
}
