import type { Query } from "../dialect.ts";

/**
 * The name of the lock: at most 64 characters, and server-wide, so the database is part of it.
 * https://dev.mysql.com/doc/refman/9.4/en/locking-functions.html
 */
const lockName = "CONCAT('limbeck:', SHA1(CONCAT(COALESCE(DATABASE(), ''), '/', ?)))";

/** The lock belongs to the session: it goes when the connection does. */
export async function tryLock(query: Query, key: string): Promise<boolean> {
  const [row] = await query(`SELECT GET_LOCK(${lockName}, 0) AS \`taken\``, [key]);
  return Number(row?.taken) === 1;
}

export async function unlock(query: Query, key: string): Promise<void> {
  await query(`SELECT RELEASE_LOCK(${lockName})`, [key]);
}

export async function lockHolder(query: Query, key: string): Promise<string | undefined> {
  const [used] = await query(`SELECT IS_USED_LOCK(${lockName}) AS \`id\``, [key]);
  if (used?.id === undefined || used.id === null) return undefined;
  const id = String(used.id);
  // Without the privilege PROCESS only one's own sessions are shown.
  const [row] = await query(
    "SELECT USER AS `user`, HOST AS `host`, TIME AS `seconds`, COMMAND AS `command` " +
      "FROM information_schema.PROCESSLIST WHERE ID = ?",
    [id],
  );
  if (row === undefined) return `connection ${id}`;
  return `connection ${id} of ${String(row.user)} from ${String(row.host)}, ${String(row.command)} for ${String(row.seconds)} s`;
}
