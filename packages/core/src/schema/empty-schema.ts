import type { Schema, Table } from "./schema.ts";

/** A schema with nothing in it, to fill by spreading. */
export const emptySchema: Schema = Object.freeze({
  schemas: [],
  extensions: [],
  enums: [],
  sequences: [],
  tables: [],
  views: [],
});

/** A table with a name and nothing in it, to fill by spreading. */
export function emptyTable(name: string, schema?: string): Table {
  return {
    ...(schema === undefined ? {} : { schema }),
    name,
    columns: [],
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
    options: {},
  };
}
