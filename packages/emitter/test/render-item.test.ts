import { describe, expect, it, vi } from "vitest";
import { assumedDialect, type MigrationScript, type Operation } from "@limbeck/core";
import { type RenderItem, renderRevision } from "../src/index.ts";

const column = (name: string, type: string, more: object = {}) => ({
  name,
  type: { name: type },
  nullable: false,
  ...more,
});
const upgradeOps: readonly Operation[] = [
  {
    kind: "createTable",
    table: {
      name: "book",
      columns: [column("id", "integer"), column("price", "money", { default: "'0'::money" })],
      primaryKey: { name: "pk_book", columns: ["id"] },
      uniques: [],
      checks: [{ name: "positive", expression: "price > 0" }],
      exclusions: [],
      foreignKeys: [],
      indexes: [],
      options: {},
    },
  },
  {
    kind: "alterColumn",
    table: { name: "shop" },
    column: "rent",
    change: { type: { name: "money" }, default: "'1'" },
  },
  { kind: "createExtension", name: "citext" },
];
const script: MigrationScript = {
  isEmpty: false,
  upgradeOps,
  downgradeOps: [],
  warnings: [],
  unmanaged: [],
  dialect: assumedDialect("postgres"),
  toSql: () => [],
};
const header = {
  revision: "aaaa1111",
  downRevision: null,
  message: "books",
  createDate: new Date("2026-11-23T05:00:00Z"),
};
const render = (renderItem: RenderItem, more: object = {}) =>
  renderRevision(script, header, { renderItem, ...more });

describe("renderItem", () => {
  it("is asked about each type, default, column, constraint and operation; undefined changes nothing", async () => {
    const renderItem = vi.fn<RenderItem>(() => undefined);
    expect(await render(renderItem)).toBe(await renderRevision(script, header));
    const asked = renderItem.mock.calls.map(([item, { dialect }]) => `${dialect} ${item.kind}`);
    expect(asked).toEqual(
      [
        ...["operation", "column", "type", "column", "default", "type", "constraint", "constraint"],
        ...["operation", "type", "default", "operation"],
      ].map((kind) => `postgres ${kind}`),
    );
    expect(renderItem).toHaveBeenCalledWith(
      { kind: "type", type: { name: "money" }, text: "money" },
      { dialect: "postgres" },
    );
  });

  it("Alembic's render_item: a type of the project's own, with its import", async () => {
    const source = await render((item) =>
      item.kind === "type" && item.text === "money"
        ? { code: "price(12, 2)", imports: { "../src/types.js": ["price"], "@acme/db": "shop as store" } }
        : undefined,
    );
    expect(source).toContain(`import { check, column, primaryKey, sql, type Operations } from "@limbeck/core";
import { price } from "../src/types.js";
import { shop as store } from "@acme/db";
`);
    expect(source).toContain("column(\"price\", price(12, 2), { default: sql`'0'::money` }),");
    expect(source).toContain('await op.alterColumn("shop", "rent", { type: price(12, 2), default: "1" });');
  });

  it("prints columns, constraints, defaults and whole operations, in CommonJS as well", async () => {
    const source = await render(
      (item) => {
        if (item.kind === "column" && item.column.name === "id")
          return { code: "id()", imports: { "./ids.cjs": "id" } };
        if (item.kind === "constraint" && item.constraint.type === "check") return "positive(`price`)";
        if (item.kind === "default") return "nothing";
        if (item.kind !== "operation" || item.operation.kind !== "createExtension") return undefined;
        return { code: "await add(op, 'citext')", imports: { "../db/extensions.cjs": ["install as add"] } };
      },
      { extension: "cjs" },
    );
    expect(source).toContain(`const { column, primaryKey } = require("@limbeck/core");
const { install: add } = require("../db/extensions.cjs");
const { id } = require("./ids.cjs");
`);
    expect(source).toContain("    id(),\n");
    expect(source).toContain("    positive(`price`),\n");
    expect(source).toContain("{ default: nothing }");
    expect(source).toContain("  await add(op, 'citext');\n");
  });

  it.each<[RenderItem, string]>([
    [() => "a; b", 'the operation createTable: it returned "a; b", which is no expression'],
    [() => "a), (b", "no expression"],
    [() => "", "no expression"],
    [() => 5 as never, "it returned 5, which is no expression"],
    [() => ({ code: "a", imports: { x: ["a b"] } }), '"a b" is no name to import from "x"'],
    [
      () => ({ code: "a", imports: { x: ["sql"] } }),
      'sql can\'t be imported from "x": @limbeck/core has that name. Write "sql as …"',
    ],
    [() => ({ code: "a", imports: { x: ["a as upgrade"] } }), "upgrade can't be imported"],
    [
      () => ({ code: "a", imports: { x: ["a"], y: ["b as a"] } }),
      'a can\'t be imported from "y": x has that name. Write "b as …"',
    ],
    [
      () => {
        throw new Error("out of ink");
      },
      "renderItem can't print the operation createTable: out of ink. Nothing was written.",
    ],
  ])("refuses %s", async (renderItem, message) => {
    await expect(render(renderItem)).rejects.toMatchObject({
      code: "E_RENDER_ITEM",
      message: expect.stringContaining(message) as string,
    });
  });
});
