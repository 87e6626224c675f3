import type { Query, Statement } from "../dialect.ts";

// A session in the mode NO_BACKSLASH_ESCAPES takes a backslash for itself; the catalogs tell all texts with escapes, in
// whatever mode they were written: https://dev.mysql.com/doc/refman/9.4/en/sql-mode.html#sqlmode_no_backslash_escapes

const leave =
  "SET @limbeck_sql_mode = @@SESSION.sql_mode, " +
  "SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', '')";
const restore =
  "SET SESSION sql_mode = IFNULL(@limbeck_sql_mode, @@SESSION.sql_mode), @limbeck_sql_mode = NULL";

/** The statements, with that mode left around those that have a backslash; what somebody wrote by hand is theirs. */
export function readWithEscapes(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement): Statement[] => {
    const { sql, operation } = statement;
    if (!sql.includes("\\") || operation?.kind === "execute") return [statement];
    const cause = operation === undefined ? {} : { operation };
    return [{ sql: leave, ...cause }, statement, { sql: restore, ...cause, restores: true }];
  });
}

/** Asks with that mode left around what has a backslash. */
export function queryWithEscapes(query: Query): Query {
  return async (sql, parameters) => {
    if (!sql.includes("\\")) return query(sql, parameters);
    await query(leave);
    try {
      return await query(sql, parameters);
    } finally {
      await query(restore);
    }
  };
}
