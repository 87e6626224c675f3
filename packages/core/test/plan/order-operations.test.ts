import { describe, expect, it } from "vitest";
import type { Operation } from "../../src/operation/operation.ts";
import { reverseAll } from "../../src/operation/reverse.ts";
import { describe as describeOperation } from "../../src/operation/describe.ts";
import { orderOperations } from "../../src/plan/order-operations.ts";
import { emptyTable } from "../../src/schema/empty-schema.ts";
import type { ForeignKey, Index, Table } from "../../src/schema/schema.ts";

const foreignKey = (name: string, referenced: string): ForeignKey => ({
  name,
  columns: [`${referenced}_id`],
  referencedTable: { name: referenced },
  referencedColumns: ["id"],
  onDelete: "no action",
  onUpdate: "no action",
});
const index = (name: string): Index => ({ name, parts: [{ column: "id" }], unique: false });
const table = (name: string, ...references: string[]): Table => ({
  ...emptyTable(name),
  foreignKeys: references.map((referenced) => foreignKey(`fk_${name}_${referenced}`, referenced)),
});
const create = (created: Table): Operation => ({ kind: "createTable", table: created });
const lines = (operations: readonly Operation[]) => operations.map(describeOperation);

describe("orderOperations", () => {
  it("creates tables after those they reference, with their indexes beside them", () => {
    const operations: Operation[] = [
      create(table("line", "order")),
      { kind: "createIndex", table: { name: "line" }, index: index("ix_line") },
      create(table("order", "customer")),
      create(table("customer")),
      { kind: "createIndex", table: { name: "customer" }, index: index("ix_customer") },
    ];
    expect(lines(orderOperations(operations, { forwardReferences: false }))).toEqual([
      "create table customer",
      "create index ix_customer on customer",
      "create table order",
      "create table line",
      "create index ix_line on line",
    ]);
  });

  it("cuts a cycle into a foreign key of its own, and keeps self-references inline", () => {
    const operations = [create(table("a", "b", "a")), create(table("b", "c")), create(table("c", "a"))];
    const ordered = orderOperations(operations, { forwardReferences: false });
    expect(lines(ordered)).toEqual([
      "create table c",
      "create table b",
      "create table a",
      "create foreign key fk_c_a on c",
    ]);
    const [c, , a] = ordered as Extract<Operation, { kind: "createTable" }>[];
    expect(c!.table.foreignKeys).toEqual([]);
    expect(a!.table.foreignKeys.map(({ name }) => name)).toEqual(["fk_a_b", "fk_a_a"]);
  });

  it("leaves cycles alone where a foreign key may come before its table", () => {
    const operations = [create(table("a", "b")), create(table("b", "a"))];
    const ordered = orderOperations(operations, { forwardReferences: true });
    expect(lines(ordered)).toEqual(["create table b", "create table a"]);
    expect(
      ordered.every(
        (operation) => operation.kind === "createTable" && operation.table.foreignKeys.length === 1,
      ),
    ).toBe(true);
  });

  it("drops tables before those they reference, the cycle's foreign key first", () => {
    const drop = (dropped: Table): Operation => ({
      kind: "dropTable",
      table: { name: dropped.name },
      existing: dropped,
    });
    const operations = [drop(table("a", "b")), drop(table("b", "a")), drop(table("c", "a"))];
    const ordered = orderOperations(operations, { forwardReferences: false });
    expect(lines(ordered)).toEqual([
      "drop foreign key fk_b_a on b",
      "drop table c",
      "drop table a",
      "drop table b",
    ]);
  });

  it("orders facets of existing tables so that what others stand on comes first", () => {
    const column = { name: "owner_id", type: { name: "integer" }, nullable: false };
    const operations: Operation[] = [
      { kind: "dropEnum", enum: { name: "old" } },
      { kind: "dropColumn", table: { name: "a" }, column: "gone", existing: column },
      {
        kind: "createConstraint",
        table: { name: "a" },
        constraint: { type: "foreign key", ...foreignKey("fk", "b") },
      },
      {
        kind: "createConstraint",
        table: { name: "b" },
        constraint: { type: "unique", name: "uq", columns: ["id"] },
      },
      { kind: "createIndex", table: { name: "a" }, index: index("ix") },
      { kind: "addColumn", table: { name: "a" }, column },
      { kind: "createEnum", enum: { name: "new", values: ["x"] } },
      { kind: "dropIndex", table: { name: "a" }, name: "ix_old", existing: index("ix_old") },
      { kind: "dropConstraint", table: { name: "b" }, type: "unique", name: "uq_old" },
      { kind: "dropConstraint", table: { name: "a" }, type: "foreign key", name: "fk_old" },
    ];
    const expected = [
      "create enum new (x)",
      "drop foreign key fk_old on a",
      "drop unique uq_old on b",
      "create unique uq on b",
      "drop index ix_old on a",
      "add column a.owner_id",
      "create index ix on a",
      "drop column a.gone",
      "create foreign key fk on a",
      "drop enum old",
    ];
    expect(lines(orderOperations(operations, { forwardReferences: false }))).toEqual(expected);
    expect(lines(orderOperations([...operations].reverse(), { forwardReferences: false }))).toEqual(expected);
  });

  it("gives a list whose reversed inverses undo it in a runnable order", () => {
    const operations: Operation[] = [
      create(table("a", "b")),
      create(table("b", "a")),
      { kind: "createIndex", table: { name: "a" }, index: index("ix_a") },
    ];
    const downgrade = reverseAll(orderOperations(operations, { forwardReferences: false }));
    expect(lines(downgrade)).toEqual([
      "drop foreign key fk_b_a on b",
      "drop index ix_a on a",
      "drop table a",
      "drop table b",
    ]);
  });
});
