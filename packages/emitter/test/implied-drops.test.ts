import type { Operation } from "@limbeck/core";
import { expect, it } from "vitest";
import { withoutImpliedDrops } from "../src/implied-drops.ts";

const dropIndex = (table: string): Operation => ({
  kind: "dropIndex",
  table: { name: table },
  name: `ix_${table}`,
});
const dropKey = (table: string): Operation => ({
  kind: "dropConstraint",
  table: { name: table },
  type: "foreign key",
  name: `fk_${table}`,
});
const dropTable = (name: string): Operation => ({ kind: "dropTable", table: { name } });

it("leaves out the indexes and foreign keys that go with their table", () => {
  const operations = [
    dropKey("a"),
    dropIndex("a"),
    dropTable("a"),
    dropIndex("b"),
    dropTable("b"),
    dropIndex("c"),
  ];
  expect(withoutImpliedDrops(operations)).toEqual([dropTable("a"), dropTable("b"), dropIndex("c")]);
});

it("leaves out the indexes of a materialized view that goes", () => {
  const dropView: Operation = { kind: "dropView", view: { name: "v" }, materialized: true };
  expect(withoutImpliedDrops([dropIndex("v"), dropView])).toEqual([dropView]);
});

it("keeps the foreign key that stands in the way of another table", () => {
  const operations = [dropKey("a"), dropTable("b"), dropTable("a")];
  expect(withoutImpliedDrops(operations)).toEqual(operations);
});

it("keeps what a table of the same name in another schema does not take along", () => {
  const other: Operation = { kind: "dropTable", table: { schema: "s", name: "a" } };
  expect(withoutImpliedDrops([dropIndex("a"), other])).toEqual([dropIndex("a"), other]);
});
