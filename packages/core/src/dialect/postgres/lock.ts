import type { Query } from "../dialect.ts";

/** Advisory locks go by one number: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS */
const number = "pg_catalog.hashtextextended($1::text || '@' || pg_catalog.current_database(), 0)";

export async function tryLock(query: Query, key: string): Promise<boolean> {
  const [row] = await query(`SELECT pg_catalog.pg_try_advisory_lock(${number}) AS "locked"`, [key]);
  return row?.locked === true;
}

export async function unlock(query: Query, key: string): Promise<void> {
  await query(`SELECT pg_catalog.pg_advisory_unlock(${number})`, [key]);
}

/**
 * The other sides of `pg_locks`: a number of 64 bits is split into `classid` and `objid`, `objsubid` is 1.
 * https://www.postgresql.org/docs/current/view-pg-locks.html
 */
const holderQuery = `
SELECT l.pid, a.usename AS "user", a.application_name AS "application", host(a.client_addr) AS "address",
  to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "since"
FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid, (SELECT ${number} AS n) AS k
WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  AND l.classid::bigint = (k.n >> 32) & 4294967295 AND l.objid::bigint = k.n & 4294967295`;

export async function lockHolder(query: Query, key: string): Promise<string | undefined> {
  const [row] = await query(holderQuery, [key]);
  if (row === undefined) return undefined;
  const { pid, user, application, address, since } = row as Record<string, string | number | null>;
  return [
    `process ${pid}`,
    ...(user ? [`user "${user}"`] : []),
    ...(application ? [`application "${application}"`] : []),
    ...(address ? [`from ${address}`] : []),
    ...(since ? [`connected since ${since}`] : []),
  ].join(", ");
}
