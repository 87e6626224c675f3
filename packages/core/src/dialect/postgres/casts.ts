import type { ColumnType } from "../../schema/schema.ts";
import { identifier } from "./literals.ts";
import { formatType } from "./types.ts";

/**
 * The old value of a column as a value of another type, for `USING`; everything can go through its text. Undefined where
 * the server converts by itself.
 *
 * A cast to a length cuts what is longer and says nothing; the server's own conversion refuses it
 * (https://www.postgresql.org/docs/current/datatype-character.html). So the length is left to that one.
 */
export function castSql(column: string, from: ColumnType | undefined, to: ColumnType): string | undefined {
  const value = identifier(column);
  const target = formatType(withoutLength(to));
  if (to.array && !from?.array && from !== undefined) {
    return `CASE WHEN ${value} IS NOT NULL THEN ARRAY[${value}]::text[]::${target} END`;
  }
  if (from !== undefined && convertsItself(from, to)) return undefined;
  const element = from?.array && !to.array ? `(${value})[1]` : value;
  const throughText = from !== undefined && !hasCast(from, to) ? `::text${to.array ? "[]" : ""}` : "";
  return `${element}${throughText}::${target}`;
}

function convertsItself(from: ColumnType, to: ColumnType): boolean {
  if (from.userDefined || to.userDefined || (from.array ?? false) !== (to.array ?? false)) return false;
  return from.name === to.name || (textual.test(from.name) && textual.test(to.name));
}

/** `char` alone is `char(1)`; what has no length is called `bpchar`. */
function withoutLength(type: ColumnType): ColumnType {
  if (!/^(varchar|char)$/.test(type.name)) return type;
  const { length: _length, ...rest } = type;
  return type.name === "char" ? { ...rest, name: "bpchar" } : rest;
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
