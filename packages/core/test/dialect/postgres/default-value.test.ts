import { expect, it } from "vitest";
import { defaultValue } from "../../../src/dialect/postgres/default-value.ts";
import { parseType } from "../../../src/dialect/postgres/types.ts";

it.each([
  ["'Praha'::character varying", "varchar(80)", "Praha"],
  ["'en'::bpchar", "char(2)", "en"],
  ["'-1'::integer", "integer", -1],
  ["'{}'::text[]", "text[]", "{}"],
  ["'{}'::jsonb", "jsonb", "{}"],
  ["'m'::shirt_size", '"shirt_size"', "m"],
  ["'x'::app.\"Size\"", 'app."Size"', "x"],
  ["18", "integer", 18],
  ["true", "boolean", true],
])("takes %s of a column of %s for a value", (expression, type, value) => {
  expect(defaultValue(expression, parseType(type))).toBe(value);
});

it.each([
  // The database keeps the cast that was written: without it there would be another one.
  ["'Praha'::text", "varchar(80)"],
  ["'Praha'::character varying(3)", "varchar(80)"],
  ["'-1'::integer", "bigint"],
  ["'m'::other.shirt_size", '"shirt_size"'],
  ["'{}'::text[]", "text"],
  ["now()", "timestamp"],
])("leaves %s of a column of %s as it is", (expression, type) => {
  expect(defaultValue(expression, parseType(type))).toBeUndefined();
});

it("knows no cast for its own without the type of the column", () => {
  expect(defaultValue("'a'::text", undefined)).toBeUndefined();
  expect(defaultValue("'a'", undefined)).toBe("a");
});
