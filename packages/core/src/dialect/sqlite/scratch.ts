import type { Query } from "../dialect.ts";

/** In memory, where it goes with its connection: https://www.sqlite.org/inmemorydb.html */
export async function createScratch(_query: Query, _name: string): Promise<string> {
  return ":memory:";
}

export async function dropScratch(_query: Query, _name: string): Promise<void> {
  // It went with its connection.
}
