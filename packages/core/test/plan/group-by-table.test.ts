import { expect, it } from "vitest";
import { describe as describeOperation } from "../../src/operation/describe.ts";
import type { AlterEnum, Operation } from "../../src/operation/operation.ts";
import { groupByTable } from "../../src/plan/group-by-table.ts";

const index = (name: string) => ({ name, parts: [{ column: "id" }], unique: false });
const dropIndex = (table: string, name: string): Operation => ({
  kind: "dropIndex",
  table: { name: table },
  name,
});
const createIndex = (table: string, name: string): Operation => ({
  kind: "createIndex",
  table: { name: table },
  index: index(name),
});
const addColumn = (table: string, name: string): Operation => ({
  kind: "addColumn",
  table: { name: table },
  column: { name, type: { name: "text" }, nullable: true },
});
const lines = (operations: readonly Operation[]) => groupByTable(operations).map(describeOperation);

it("puts together what happens to a table, between the foreign keys that go and those that come", () => {
  const key = { type: "foreign key", name: "fk", columns: ["x"], referencedColumns: ["id"] } as const;
  const operations: Operation[] = [
    { kind: "dropConstraint", table: { name: "b" }, type: "foreign key", name: "fk_old" },
    dropIndex("a", "ix_a"),
    dropIndex("b", "ix_b"),
    addColumn("a", "x"),
    addColumn("b", "x"),
    createIndex("a", "ix_new"),
    {
      kind: "createConstraint",
      table: { name: "a" },
      constraint: { ...key, referencedTable: { name: "b" }, onDelete: "no action", onUpdate: "no action" },
    },
    { kind: "dropColumn", table: { name: "a" }, column: "y" },
    { kind: "dropTable", table: { name: "c" } },
  ];
  expect(lines(operations)).toEqual([
    "drop foreign key fk_old on b",
    "drop index ix_a on a",
    "add column a.x",
    "create index ix_new on a",
    "drop column a.y",
    "drop index ix_b on b",
    "add column b.x",
    "create foreign key fk on a",
    "drop table c",
  ]);
});

it("leaves the order where a table gets the name that another one gives up", () => {
  const operations = [
    dropIndex("a", "ix"),
    dropIndex("b", "ix_b"),
    createIndex("b", "IX"),
    createIndex("a", "ix_a"),
  ];
  expect(groupByTable(operations)).toEqual(operations);
  // In its own table the one goes before the other anyway.
  const own = [
    dropIndex("a", "ix"),
    dropIndex("b", "ix_b"),
    createIndex("a", "ix"),
    createIndex("b", "ix_b"),
  ];
  expect(lines(own)).toEqual([
    "drop index ix on a",
    "create index ix on a",
    "drop index ix_b on b",
    "create index ix_b on b",
  ]);
});

it("leaves the order where an enum type is replaced", () => {
  const replaced: AlterEnum = {
    kind: "alterEnum",
    enum: { name: "e" },
    values: ["a"],
    existing: ["a", "b"],
    usedBy: [],
  };
  const operations = [dropIndex("a", "ix_a"), dropIndex("b", "ix_b"), replaced, createIndex("a", "ix_a2")];
  expect(groupByTable(operations)).toEqual(operations);
});
