import type { Sql } from "../sql.ts";

export interface StatementOperations {
  /**
   * Runs a statement written by hand.
   *
   * @example
   * await op.execute("UPDATE account SET language = 'en' WHERE language IS NULL");
   */
  execute(statement: string | Sql, parameters?: readonly unknown[]): Promise<void>;
  /**
   * Runs a query after everything before it.
   *
   * @returns its rows.
   * @example
   * const rows = await op.query<{ id: number }>("SELECT id FROM account");
   */
  query<T = Record<string, unknown>>(statement: string | Sql, parameters?: readonly unknown[]): Promise<T[]>;
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
   *   await op.execute("VACUUM account");
   * });
   */
  autocommitBlock<T = void>(use: () => Promise<T>): Promise<T>;
}
