import type { ColumnType } from "../../schema/schema.ts";

export type Affinity = "integer" | "text" | "blob" | "real" | "numeric";

/** What SQLite makes of the values of a type: https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
export function affinity({ name }: ColumnType): Affinity {
  if (/int/i.test(name)) return "integer";
  if (/char|clob|text/i.test(name)) return "text";
  if (/blob/i.test(name) || name === "") return "blob";
  return /real|floa|doub/i.test(name) ? "real" : "numeric";
}

/** A text goes into a column of any numeric affinity as a number, if it is one: `'007'` as 7, twenty digits as fifteen. */
export function keptAs(type: ColumnType): "text" | "number" | undefined {
  const kind = affinity(type);
  if (kind === "blob") return undefined;
  return kind === "text" ? "text" : "number";
}
