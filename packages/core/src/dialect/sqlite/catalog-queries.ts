import { identifier, qualified } from "./literals.ts";

/**
 * All tables, indexes, triggers and views of an open file with the text that made them.
 *
 * SQLite keeps exactly that text, and edits it when a column or table is renamed or a column added, so that it tells
 * more than the PRAGMAs do: names of constraints, checks, collations, deferral.
 * https://www.sqlite.org/schematab.html
 */
export function schemaObjects(file: string): string {
  return `
  SELECT type, name, tbl_name AS "table", sql
  FROM ${qualified({ schema: file, name: "sqlite_schema" })}
  WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL
  ORDER BY rowid`;
}

/** The service table of TypeORM with the texts of views and generated columns as declared. */
export function metadataRows(table: string): string {
  return `SELECT type, "table", name, value FROM ${identifier(table)}`;
}
