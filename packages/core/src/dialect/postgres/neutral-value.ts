import { sameName } from "../../schema/object-name.ts";
import type { Column, EnumType, Table } from "../../schema/schema.ts";
import { literal } from "./literals.ts";

const values: readonly (readonly [type: RegExp, value: string])[] = [
  [/^(smallint|integer|bigint|numeric|real|double precision|money|oid)$/, "0"],
  [/^(varchar|char|text|citext|"char"|name|bytea|tsvector|ltree|hstore|bit varying)$/, "''"],
  [/^boolean$/, "false"],
  [/^(date|timestamp.*)$/, "'1970-01-01 00:00:00'"],
  [/^time( .*)?$/, "'00:00:00'"],
  [/^interval$/, "'0'"],
  [/^uuid$/, "'00000000-0000-0000-0000-000000000000'"],
  [/^jsonb?$/, "'{}'"],
  [/^(inet|cidr)$/, "'0.0.0.0'"],
  [/range$/, "'empty'"],
];

/** The value of a column that says least, for rows whose own is gone; undefined for types without one. */
export function neutralValue(
  { type }: Column,
  _table: Table,
  enums: readonly EnumType[],
): string | undefined {
  if (type.array) return "'{}'";
  const labels = type.userDefined ? enums.find((one) => sameName(one, type))?.values : undefined;
  if (labels?.[0] !== undefined) return literal(labels[0]);
  if (type.name.endsWith("multirange")) return "'{}'";
  if (/^bit$/.test(type.name)) return literal("0".repeat(type.length ?? 1));
  return values.find(([name]) => name.test(type.name))?.[1];
}
