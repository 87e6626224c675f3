import { describe, expect, it } from "vitest";
import { isColumnTypeText } from "../../../src/operation/column-types.ts";
import {
  cutName,
  identifier,
  literal,
  readLiteral,
  sequenceName,
} from "../../../src/dialect/postgres/literals.ts";
import { formatType, parseType } from "../../../src/dialect/postgres/types.ts";

describe("PostgreSQL's types", () => {
  it.each([
    ["int4", "integer"],
    ["INT", "integer"],
    ["int8", "bigint"],
    ["character varying(50)", "varchar(50)"],
    ["varchar(10)[]", "varchar(10)[]"],
    ["integer array", "integer[]"],
    ["integer[3][]", "integer[]"],
    ["char", "char(1)"],
    ["bpchar", "bpchar"],
    ["bit", "bit(1)"],
    ["varbit(8)", "bit varying(8)"],
    ["decimal(10,2)", "numeric(10,2)"],
    ["numeric(10)", "numeric(10,0)"],
    ["numeric", "numeric"],
    ["float", "double precision"],
    ["float(10)", "real"],
    ["timestamptz(3)", "timestamp(3) with time zone"],
    ["timestamp(6) without time zone", "timestamp"],
    ["time with time zone", "time with time zone"],
    ["time(2)", "time(2)"],
    ["interval(3)", "interval(3)"],
    ["interval day to second(3)", "interval day to second(3)"],
    ["geometry(point, 4326)", "geometry(Point,4326)"],
    ["vector(3)", "vector(3)"],
    ["citext", "citext"],
    ["tstzmultirange", "tstzmultirange"],
  ])("reads %s as %s", (text, canonical) => {
    const type = parseType(text);
    expect(formatType(type)).toBe(canonical);
    expect(parseType(canonical)).toEqual(type);
    if (canonical !== "bpchar") expect(isColumnTypeText("postgres", canonical)).toBe(true);
  });

  it.each([
    ["my_domain", { name: "my_domain", userDefined: true }, '"my_domain"'],
    ["App.Mood", { schema: "app", name: "mood", userDefined: true }, '"app"."mood"'],
    [
      '"App"."a ""b"" (c)"[]',
      { schema: "App", name: 'a "b" (c)', userDefined: true, array: true },
      undefined,
    ],
    ["ext(3)", { name: "ext", userDefined: true, length: 3 }, '"ext"(3)'],
  ])("reads the own type %s", (text, type, formatted) => {
    expect(parseType(text)).toEqual(type);
    expect(formatType(type)).toBe(formatted ?? text);
  });

  it.each([
    "",
    "serial",
    "varchar(",
    "varchar(1,2)",
    "integer(5)",
    "timestamp with zone",
    "a b",
    'x"; DROP TABLE t',
  ])("refuses %j", (text) => {
    expect(() => parseType(text)).toThrow(expect.objectContaining({ code: "E_COLUMN_TYPE" }) as Error);
  });
});

describe("PostgreSQL's literals", () => {
  it.each([
    ["it's", "'it''s'"],
    ["a\\'b", String.raw`E'a\\''b'`],
    [5, "5"],
    [-1.5, "-1.5"],
    [true, "true"],
    ["", "''"],
  ])("writes %j as %s, and reads it", (value, sql) => {
    expect(literal(value)).toBe(sql);
    expect(readLiteral(sql)).toBe(value);
  });

  it.each([
    ["'x'::character varying", "x"],
    ["('sad'::app.mood)", "sad"],
    ["'{a,b}'::\"My Type\"[]", "{a,b}"],
    ["'-5'::integer", -5],
    ["(0)::numeric", 0],
    ["'9007199254740993'::bigint", undefined],
    ["'2020-01-01 00:00:00'::timestamp without time zone", "2020-01-01 00:00:00"],
    ["'x'::text || 'y'::text", undefined],
    ["('now'::text)::date", undefined],
    ["now()", undefined],
    ["CURRENT_DATE", undefined],
    ["'x' COLLATE \"C\"", undefined],
    ["'x'::text COLLATE \"C\"", undefined],
    ["B'101'::\"bit\"", undefined],
    ["NULL", undefined],
  ])("reads %s as %j", (sql, value) => {
    expect(readLiteral(sql)).toBe(value);
  });
});

describe("PostgreSQL's names", () => {
  it("quotes and cuts them", () => {
    expect(identifier('a"b')).toBe('"a""b"');
    expect(cutName("ä".repeat(40))).toBe("ä".repeat(31));
    expect(cutName("a".repeat(63))).toBe("a".repeat(63));
    expect(sequenceName("reader", "id")).toBe("reader_id_seq");
    expect(sequenceName("t".repeat(70), "id")).toBe(`${"t".repeat(56)}_id_seq`);
  });
});
