import type { ColumnType } from "../../schema/schema.ts";
import { identifier } from "./literals.ts";
import { formatType } from "./types.ts";

/** The old value of a column as a value of another type; everything can go through its text. */
export function castSql(column: string, from: ColumnType | undefined, to: ColumnType): string {
  const value = identifier(column);
  if (to.array && !from?.array && from !== undefined) {
    return `CASE WHEN ${value} IS NOT NULL THEN ARRAY[${value}]::text[]::${formatType(to)} END`;
  }
  const element = from?.array && !to.array ? `(${value})[1]` : value;
  const throughText = from !== undefined && !hasCast(from, to) ? `::text${to.array ? "[]" : ""}` : "";
  return `${element}${throughText}::${formatType(to)}`;
}

const numbers = ["smallint", "integer", "bigint", "numeric", "real", "double precision"] as const;

/** The direct casts between types that are no texts: https://www.postgresql.org/docs/current/catalog-pg-cast.html */
export const casts: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...numbers.map((name): [string, readonly string[]] => [name, numbers]),
  ["smallint", [...numbers, "oid"]],
  ["integer", [...numbers, "oid", "boolean", "money", "bit"]],
  ["bigint", [...numbers, "oid", "money", "bit"]],
  ["numeric", [...numbers, "money"]],
  ["money", ["numeric"]],
  ["oid", ["integer", "bigint"]],
  ["boolean", ["integer"]],
  ["bit", ["bit varying", "integer", "bigint"]],
  ["bit varying", ["bit"]],
  ["date", ["timestamp", "timestamp with time zone"]],
  ["time", ["time with time zone", "interval"]],
  ["time with time zone", ["time"]],
  ["timestamp", ["date", "time", "timestamp with time zone"]],
  ["timestamp with time zone", ["date", "time", "time with time zone", "timestamp"]],
  ["interval", ["time"]],
  ["json", ["jsonb"]],
  ["jsonb", ["json", "boolean", ...numbers]],
  ["inet", ["cidr"]],
  ["cidr", ["inet"]],
  ["macaddr", ["macaddr8"]],
  ["macaddr8", ["macaddr"]],
  ["box", ["point", "lseg", "polygon", "circle"]],
  ["circle", ["point", "box", "polygon"]],
  ["lseg", ["point"]],
  ["path", ["polygon"]],
  ["point", ["box"]],
  ["polygon", ["point", "path", "box", "circle"]],
  ...["int4", "int8", "num", "ts", "tstz", "date"].map((name): [string, readonly string[]] => [
    `${name}range`,
    [`${name}multirange`],
  ]),
]);

const textual = /^(varchar|char|text|citext|name)$/;

/** True when there is a cast without a detour; a text can become anything, and anything a text. */
function hasCast(from: ColumnType, to: ColumnType): boolean {
  if (to.userDefined || from.userDefined) return false;
  if (from.name === to.name || textual.test(from.name) || textual.test(to.name)) return true;
  // Anything else that a server may know, such as the types of extensions, has a text at least.
  return casts.get(from.name)?.includes(to.name) ?? false;
}
