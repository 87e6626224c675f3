import type { Query } from "../dialect.ts";
import { identifier } from "./literals.ts";

/** With the character set and the collation that new tables take from the database. */
export async function createScratch(query: Query, name: string): Promise<string> {
  const [like] = await query(
    "SELECT @@character_set_database AS `charset`, @@collation_database AS `collation`",
  );
  const { charset, collation } = like as { charset: string; collation: string };
  await query(`CREATE DATABASE ${identifier(name)} CHARACTER SET ${charset} COLLATE ${collation}`);
  return name;
}

export async function dropScratch(query: Query, name: string): Promise<void> {
  await query(`DROP DATABASE IF EXISTS ${identifier(name)}`);
}
