import { createHash } from "node:crypto";
import type { Query } from "../dialect.ts";

/**
 * The name of the lock: at most 64 characters, and the same on the whole server, so the database is part of it.
 * https://dev.mysql.com/doc/refman/9.4/en/locking-functions.html
 */
async function lockName(query: Query, key: string): Promise<string> {
  const [row] = await query("SELECT DATABASE() AS `schema`");
  const hash = createHash("sha256")
    .update(JSON.stringify([row?.schema ?? null, key]))
    .digest("hex");
  return `limbeck:${hash.slice(0, 40)}`;
}

/** The lock belongs to the session: it goes when the connection does. */
export async function tryLock(query: Query, key: string): Promise<boolean> {
  const [row] = await query("SELECT GET_LOCK(?, 0) AS `taken`", [await lockName(query, key)]);
  return Number(row?.taken) === 1;
}

export async function unlock(query: Query, key: string): Promise<void> {
  await query("SELECT RELEASE_LOCK(?)", [await lockName(query, key)]);
}

export async function lockHolder(query: Query, key: string): Promise<string | undefined> {
  const [used] = await query("SELECT IS_USED_LOCK(?) AS `id`", [await lockName(query, key)]);
  if (used?.id === undefined || used.id === null) return undefined;
  const id = String(used.id);
  // Without the privilege PROCESS only one's own sessions are shown.
  const [row] = await query(
    "SELECT USER AS `user`, HOST AS `host`, TIME AS `seconds`, COMMAND AS `command` " +
      "FROM information_schema.PROCESSLIST WHERE ID = ?",
    [id],
  );
  if (row === undefined) return `connection ${id}`;
  const { user, host, command, seconds } = row;
  return `connection ${id} of ${String(user)} from ${String(host)}, ${String(command)} for ${String(seconds)} s`;
}
