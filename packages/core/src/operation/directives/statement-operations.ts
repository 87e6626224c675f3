import type { BoundSql, Sql } from "../sql.ts";

export interface StatementOperations {
  /**
   * Runs a statement written by hand. A text runs as it stands: `:name`, `?`, `$1` and `%` mean in it what they mean to the
   * database. In sql`…`, values are bound; a script has them as literals.
   *
   * @param parameters for the placeholders of the driver in a text (PostgreSQL `$1`, else `?`); a script can't have them.
   * @throws {OperationError} `E_VALUE` for a value that the database can't hold.
   * @example
   * await op.execute("UPDATE book SET title = 'What? 12:30' WHERE id = 1");
   */
  execute(statement: string | Sql | BoundSql, parameters?: readonly unknown[]): Promise<void>;
  /**
   * Runs a query after everything before it. In a script or a dry run there is nothing to ask: it finds no rows.
   *
   * @param statement as in `execute`.
   * @returns its rows.
   * @throws {OperationError} `E_VALUE` for a value that the database can't hold.
   * @example
   * const [row] = await op.query<{ books: number | string }>("SELECT count(*) AS books FROM book");
   * if (Number(row?.books) > 0) await op.execute("UPDATE book SET pages = 1 WHERE id = 1");
   */
  query<T = Record<string, unknown>>(
    statement: string | Sql | BoundSql,
    parameters?: readonly unknown[],
  ): Promise<T[]>;
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
   * await op.execute("UPDATE book SET pages = 1 WHERE id = 1");
   * await op.autocommitBlock(() => op.execute("UPDATE book SET pages = 2 WHERE id = 1"));
   */
  autocommitBlock<T = void>(use: () => Promise<T>): Promise<T>;
}
