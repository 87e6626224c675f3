import { expect, it } from "vitest";
import { isNarrower } from "../../src/diff/narrowed-type.ts";
import { parseType as mysqlType } from "../../src/dialect/mysql/types.ts";
import { parseType as postgresType } from "../../src/dialect/postgres/types.ts";

it.each([
  ["varchar(60)", "varchar(20)"],
  ["varchar", "varchar(20)"],
  ["text", "varchar(20)"],
  ["text[]", "text"],
  ["numeric", "numeric(8,2)"],
  ["numeric(12,4)", "numeric(12,2)"],
  // Three digits before the point instead of four.
  ["numeric(6,2)", "numeric(6,3)"],
  ["numeric(6,2)", "integer"],
  ["double precision", "bigint"],
  ["timestamp", "timestamp(3)"],
  ["timestamp with time zone", "date"],
  // -2147483648 has eleven characters.
  ["integer", "varchar(10)"],
  ["uuid", "char(32)"],
])("PostgreSQL: %s has values that %s has no room for", (from, to) => {
  expect(isNarrower(postgresType(to), postgresType(from), 6)).toBe(true);
});

it.each([
  ["varchar(20)", "varchar(60)"],
  ["varchar(20)", "text"],
  ["varchar(20)", "varchar"],
  ["numeric(6,2)", "numeric(8,3)"],
  ["numeric(6,2)", "numeric"],
  ["timestamp(3)", "timestamp"],
  ["date", "timestamp"],
  ["integer", "varchar(11)"],
  ["bigint", "text"],
  ["integer", "numeric(10,2)"],
  // What PostgreSQL can't convert, it refuses: nothing is cut.
  ["bigint", "integer"],
  ["varchar(20)", "integer"],
])("PostgreSQL: what %s holds, %s holds as well, or the change is refused", (from, to) => {
  expect(isNarrower(postgresType(to), postgresType(from), 6)).toBe(false);
});

it("MySQL: a label that goes is one that rows may have", () => {
  const two = mysqlType("enum('a','b')");
  expect(isNarrower(mysqlType("enum('a','c')"), two, 0)).toBe(true);
  expect(isNarrower(mysqlType("enum('b','c','a')"), two, 0)).toBe(false);
});

it("MySQL: a time without a number has no fraction of a second", () => {
  const [whole, fine] = [mysqlType("datetime"), mysqlType("datetime(6)")];
  expect(isNarrower(whole, fine, 0)).toBe(true);
  expect(isNarrower(fine, whole, 0)).toBe(false);
});
