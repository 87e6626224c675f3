import type { TestDatabase } from "../databases/index.ts";

const queries: Record<TestDatabase["name"], string> = {
  sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  postgres:
    "SELECT tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  mysql:
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'",
  mariadb:
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'",
};

/** The tables of a database as its own catalog tells, sorted. */
export async function tableNames(database: TestDatabase): Promise<string[]> {
  const rows = await database.query(queries[database.name]);
  return rows.map((row) => String(row.name)).sort();
}
