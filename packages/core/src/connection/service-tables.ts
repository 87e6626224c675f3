import type { DataSource } from "typeorm";
import type { ObjectName, Schema } from "../schema/schema.ts";

/**
 * The names of TypeORM's own tables, which are never part of a difference: its metadata table, its migrations
 * table, the query cache.
 */
export function serviceTableNames(dataSource: DataSource): readonly string[] {
  const { metadataTableName, migrationsTableName, cache } = dataSource.options;
  const cacheTable = typeof cache === "object" ? cache.tableName : undefined;
  return [
    metadataTableName ?? "typeorm_metadata",
    migrationsTableName ?? "migrations",
    cacheTable ?? "query-result-cache",
  ];
}

/** The found schema without service tables; one that an entity declares as its own table stays. */
export function withoutServiceTables(
  found: Schema,
  wanted: Schema,
  serviceTables: readonly ObjectName[],
): Schema {
  const declared = new Set(wanted.tables.map(({ name }) => name));
  const hidden = new Set(serviceTables.map(({ name }) => name).filter((name) => !declared.has(name)));
  return { ...found, tables: found.tables.filter(({ name }) => !hidden.has(name)) };
}
