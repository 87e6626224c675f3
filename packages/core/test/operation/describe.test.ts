import { expect, it } from "vitest";
import { assumedDialect, type Column, type ColumnChange, describe, describeFor } from "../../src/index.ts";

const name: Column = { name: "name", type: { name: "varchar", length: 50 }, nullable: false, default: "'?'" };
const describeForMysql = describeFor(assumedDialect("mysql"));

it.each<[ColumnChange, string]>([
  [{ type: { name: "varchar", length: 80 } }, "type varchar(50) -> varchar(80)"],
  [{ nullable: true }, "nullable"],
  [{ nullable: false, default: null }, "not null, default '?' -> none"],
  [{ type: { name: "int", unsigned: true }, comment: "x" }, "type varchar(50) -> int unsigned, comment"],
])("a changed column is described with what it was: %j", (change, text) => {
  const operation = { kind: "alterColumn", table: { name: "reader" }, column: "name", change } as const;
  expect(describeForMysql({ ...operation, existing: name })).toBe(`change column reader.name: ${text}`);
  const after = text.replace(/(\S+) -> /, "");
  expect(describeForMysql(operation)).toBe(`change column reader.name: ${after}`);
  expect(describe(operation)).toBe(`change column reader.name: ${after.replace(/type [^,]*/, "type")}`);
});
