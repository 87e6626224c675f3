import { describe, expect, it } from "vitest";
import { applyOperations } from "../../src/operation/apply.ts";
import type { Operation, OperationKind } from "../../src/operation/operation.ts";
import { reverse } from "../../src/operation/reverse.ts";
import { emptySchema, emptyTable } from "../../src/schema/empty-schema.ts";
import type { Column, Schema, Table, View } from "../../src/schema/schema.ts";

const column = (name: string, rest: Partial<Column> = {}): Column => ({
  name,
  type: { name: "integer" },
  nullable: false,
  ...rest,
});
const t: Table = {
  ...emptyTable("t"),
  columns: [column("id"), column("n", { default: "1", comment: "before" })],
  primaryKey: { name: "pk_t", columns: ["id"] },
  checks: [{ name: "ck", expression: "n > 0" }, { expression: "n < 9" }],
  indexes: [{ name: "ix", parts: [{ column: "n" }], unique: true }],
  comment: "t",
  options: { engine: "InnoDB" },
};
const view: View = { name: "v", definition: "select 1", materialized: false, indexes: [], dependsOn: [] };
const start: Schema = {
  ...emptySchema,
  schemas: ["app"],
  extensions: ["citext"],
  enums: [{ name: "mood", values: ["sad", "ok"] }],
  sequences: [{ name: "seq" }],
  tables: [t],
  views: [view],
};
const newTable = { ...emptyTable("u"), columns: [column("id")] };

type OnRows = "backfill" | "bulkInsert" | "execute" | "refreshMaterializedView" | "validateConstraint";

// One of each kind, on the schema above. Those that are about rows, and what can't be taken back, are tested below.
const samples: { readonly [K in Exclude<OperationKind, OnRows | "addEnumValue" | "custom">]: Operation } = {
  createSchema: { kind: "createSchema", name: "other" },
  dropSchema: { kind: "dropSchema", name: "app" },
  createExtension: { kind: "createExtension", name: "hstore" },
  dropExtension: { kind: "dropExtension", name: "citext" },
  createEnum: { kind: "createEnum", enum: { name: "size", values: ["s"] } },
  dropEnum: { kind: "dropEnum", enum: { name: "mood" }, existing: start.enums[0]! },
  alterEnum: {
    kind: "alterEnum",
    enum: { name: "mood" },
    values: ["ok"],
    existing: ["sad", "ok"],
    usedBy: [],
  },
  renameEnumValue: { kind: "renameEnumValue", enum: { name: "mood" }, value: "ok", newValue: "fine" },
  createSequence: { kind: "createSequence", sequence: { name: "seq2", start: "5" } },
  dropSequence: { kind: "dropSequence", sequence: { name: "seq" }, existing: { name: "seq" } },
  createTable: { kind: "createTable", table: newTable },
  dropTable: { kind: "dropTable", table: { name: "t" }, existing: t },
  renameTable: { kind: "renameTable", table: { name: "t" }, newName: "t2" },
  createTableComment: { kind: "createTableComment", table: { name: "t" }, comment: "new", existing: "t" },
  dropTableComment: { kind: "dropTableComment", table: { name: "t" }, existing: "t" },
  alterTableOptions: {
    kind: "alterTableOptions",
    table: { name: "t" },
    options: { engine: "MyISAM" },
    existing: { engine: "InnoDB" },
  },
  addColumn: { kind: "addColumn", table: { name: "t" }, column: column("m") },
  dropColumn: { kind: "dropColumn", table: { name: "t" }, column: "n", existing: t.columns[1]! },
  alterColumn: {
    kind: "alterColumn",
    table: { name: "t" },
    column: "n",
    change: { type: { name: "bigint" }, nullable: true, default: null, comment: "after", collation: "C" },
    existing: t.columns[1]!,
  },
  renameColumn: { kind: "renameColumn", table: { name: "t" }, column: "n", newName: "m" },
  createConstraint: {
    kind: "createConstraint",
    table: { name: "t" },
    constraint: { type: "unique", name: "uq", columns: ["n"] },
  },
  dropConstraint: {
    kind: "dropConstraint",
    table: { name: "t" },
    type: "check",
    existing: { type: "check", expression: "n < 9" },
  },
  renameConstraint: {
    kind: "renameConstraint",
    table: { name: "t" },
    type: "check",
    name: "ck",
    newName: "ck2",
  },
  createIndex: {
    kind: "createIndex",
    table: { name: "t" },
    index: { name: "ix2", parts: [{ column: "id" }], unique: false },
  },
  dropIndex: { kind: "dropIndex", table: { name: "t" }, name: "ix", existing: t.indexes[0]! },
  renameIndex: { kind: "renameIndex", table: { name: "t" }, name: "ix", newName: "ix2" },
  batchAlterTable: {
    kind: "batchAlterTable",
    table: { name: "t" },
    operations: [
      { kind: "addColumn", table: { name: "t" }, column: column("m") },
      { kind: "renameColumn", table: { name: "t" }, column: "m", newName: "k" },
      { kind: "dropIndex", table: { name: "t" }, name: "ix", existing: t.indexes[0]! },
    ],
    recreate: "always",
  },
  createView: { kind: "createView", view: { ...view, name: "w" } },
  dropView: { kind: "dropView", view: { name: "v" }, materialized: false, existing: view },
  replaceView: { kind: "replaceView", view: { ...view, definition: "select 2" }, existing: view },
};

describe("reverse", () => {
  it.each(Object.values(samples))("of $kind takes the schema back to where it was", (operation) => {
    const after = applyOperations(start, [operation]);
    expect(after).not.toEqual(start);
    const back = applyOperations(after, [reverse(operation)]);
    expect(sorted(back)).toEqual(sorted(start));
  });

  it.each(Object.values(samples))("of the reverse of $kind is the operation itself", (operation) => {
    const { warning: _warning, ...expected } = operation;
    expect(reverse(reverse(operation))).toEqual(expected);
  });

  it("refuses what does not say what was there before", () => {
    const lost: Operation[] = [
      { kind: "dropTable", table: { name: "t" } },
      { kind: "dropColumn", table: { name: "t" }, column: "n" },
      { kind: "alterColumn", table: { name: "t" }, column: "n", change: { nullable: true } },
      { kind: "backfill", table: { name: "t" }, column: "n", value: "1" },
      { kind: "execute", sql: "DELETE FROM t" },
      { kind: "execute", sql: { texts: ["DELETE FROM t WHERE a = ", ""], values: ["x"] } },
      { kind: "addEnumValue", enum: { name: "mood" }, value: "calm" },
      { kind: "validateConstraint", table: { name: "t" }, name: "ck" },
      { kind: "bulkInsert", table: { name: "t" }, columns: ["a"], rows: [[1]] },
    ];
    for (const operation of lost) {
      expect(() => reverse(operation)).toThrow(expect.objectContaining({ code: "E_IRREVERSIBLE" }));
    }
  });
});

describe("the inverse of a condition", () => {
  it("is the other one: what was only made where it was not there goes only where it is", () => {
    const added = reverse({
      kind: "addColumn",
      table: { name: "t" },
      column: column("m"),
      ifNotExists: true,
    });
    expect(added).toMatchObject({ kind: "dropColumn", ifExists: true });
    expect(reverse(added)).toMatchObject({ kind: "addColumn", ifNotExists: true });
  });
});

it("the inverse of a refresh is one: its rows are those of the tables", () => {
  const refresh: Operation = { kind: "refreshMaterializedView", view: { name: "m" } };
  expect(reverse(refresh)).toEqual(refresh);
});

/** Order within a list says nothing: what is dropped and created again comes last. */
function sorted(schema: Schema): unknown {
  const sort = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(sort).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, sort(inner)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  };
  return sort(schema);
}
