import type { Query } from "../dialect.ts";

/**
 * SQLite has no lock that outlives a transaction. The first write of a transaction locks the whole database, and
 * the version table is written and read again there, so that two migrators can't both run a revision.
 */
export async function tryLock(_query: Query, _key: string): Promise<boolean> {
  return true;
}

export async function unlock(_query: Query, _key: string): Promise<void> {
  // Nothing is held.
}

export async function lockHolder(_query: Query, _key: string): Promise<string | undefined> {
  return undefined;
}
