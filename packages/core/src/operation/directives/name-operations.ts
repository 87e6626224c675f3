import type { FinalName, NoName } from "../builders.ts";
import type { RevisionContext } from "../revision-context.ts";
import type { Sql } from "../sql.ts";

/** What changes nothing: names and values for the calls that do. */
export interface NameOperations {
  /**
   * Marks a name as final, so that no naming convention touches it; `op.f(null)` is for what has none.
   *
   * @example
   * await op.createIndex(op.f("by_name"), "reader", ["name"]);
   */
  f(name: string): FinalName;
  f(name: null): NoName;
  /**
   * A value as an SQL literal of the database, to be put into sql`…`.
   *
   * @example
   * await op.execute(sql`UPDATE book SET title = ${op.inlineLiteral("It's \\ here")} WHERE id = ${1}`);
   */
  inlineLiteral(value: string | number | bigint | boolean | null): Sql;
  /**
   * What the revision runs in: database and version, direction, whether it is only recorded, what `-x` gave.
   *
   * @returns the same as the second parameter of `upgrade` and `downgrade`.
   * @example
   * const { direction } = op.getContext();
   * await op.execute(sql`UPDATE notice SET text = ${direction}`);
   */
  getContext(): RevisionContext;
}
