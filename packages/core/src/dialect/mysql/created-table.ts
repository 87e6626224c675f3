import { nameKey } from "../../schema/object-name.ts";
import type { ObjectName } from "../../schema/schema.ts";
import type { Query } from "../dialect.ts";
import { showCreate } from "./catalog-queries.ts";
import { type CreateTableParts, createTableParts } from "./create-table-parts.ts";

/** The parts of a table as SHOW CREATE TABLE tells them; each table is asked for once. */
export type CreatedTable = (table: ObjectName) => Promise<CreateTableParts>;

export function createdTables(query: Query): CreatedTable {
  const known = new Map<string, Promise<CreateTableParts>>();
  return (table) => {
    const key = nameKey(table);
    const parts =
      known.get(key) ??
      query(showCreate("TABLE", table)).then(([row]) => createTableParts(String(row?.["Create Table"])));
    known.set(key, parts);
    return parts;
  };
}
