import type { TestDatabase } from "./index.ts";

/** Takes everything out of a database, by its own SQL. */
export async function empty(database: TestDatabase): Promise<void> {
  await { sqlite: emptySqlite, postgres: emptyPostgres, mysql: emptyMysql, mariadb: emptyMysql }[
    database.name
  ](database);
}

async function emptySqlite(database: TestDatabase): Promise<void> {
  const objects = await database.query(
    "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC",
  );
  const drops = objects.map(({ type, name }) => `DROP ${String(type)} "${String(name)}";`);
  await database.script(`PRAGMA foreign_keys = OFF; ${drops.join(" ")} PRAGMA foreign_keys = ON;`);
}

async function emptyPostgres(database: TestDatabase): Promise<void> {
  const schemas = await database.query(
    "SELECT nspname AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'",
  );
  const drops = schemas.map(({ name }) => `DROP SCHEMA "${String(name)}" CASCADE;`);
  await database.script(`${drops.join(" ")} CREATE SCHEMA public;`);
}

async function emptyMysql(database: TestDatabase): Promise<void> {
  const name = `\`${String(database.options.database)}\``;
  await database.script(`DROP DATABASE ${name}; CREATE DATABASE ${name} CHARACTER SET utf8mb4; USE ${name};`);
}
