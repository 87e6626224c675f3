import { autogenerate } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../../databases/index.ts";
import type { Case, Entities } from "../case.ts";
import { conformance } from "../conformance.ts";
import { runOperations } from "../run-operations.ts";
import { type Columns, type Rest, table, text, whole } from "./table.ts";

const stored = (asExpression: string, type: object = whole) =>
  ({ ...type, asExpression, generatedType: "STORED" }) as Columns[string];
const computed = (g: Columns[string] | undefined, columns: object = {}, rest: Rest = {}) =>
  table(
    { a: whole, b: { ...text, nullable: true }, ...(g && { g }), ...columns } as unknown as Columns,
    rest,
  );
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 5, 'x')`];

const cases: readonly Case[] = [
  {
    row: "generated column",
    before: computed(stored("a * 2")),
    after: {
      "another expression": computed(stored("a * 3 + 1")),
      "of several columns, with functions": computed(stored("coalesce(length(b), 0) + abs(a)")),
      "another type": computed(stored("a * 2", { type: "bigint" })),
      "another type and expression": computed(stored("upper(b)", { ...text, nullable: true })),
      "over a column whose type changes": computed(stored("a * 2", { type: "bigint" }), {
        a: { type: "bigint" },
      }),
      "over another column, its own gone": table({
        b: { ...text, nullable: true },
        c: { ...whole, nullable: true },
        g: stored("c * 2", { ...whole, nullable: true }),
      } as Columns),
      "to plain": computed(whole),
      "to plain, of another type": computed({ ...text, nullable: true }),
      none: computed(undefined),
      "a comment": computed({ ...stored("a * 2"), comment: "doubled" } as Columns[string]),
      "an index on it": computed(stored("a * 2"), {}, { indices: [{ columns: ["g"] }] }),
    },
    seed,
  },
  {
    row: "plain column that becomes a generated one",
    before: computed({ ...whole, default: 1 }),
    after: {
      generated: computed(stored("a + 1")),
      "generated, optional": computed(stored("a + 1", { ...whole, nullable: true })),
    },
    seed,
  },
  {
    row: "generated columns with a key, an index, a check and a unique on them",
    before: computed(
      stored("lower(b)", { ...text, nullable: true, collation: "C" }),
      { h: stored("a % 10") },
      {
        indices: [{ name: "{p}ix", columns: ["g", "h"] }],
        uniques: [{ columns: ["h"] }],
        checks: [{ name: "{p}ck", expression: "h < 100" }],
      },
    ),
    after: {
      "another expression": computed(
        stored("upper(b)", { ...text, nullable: true, collation: "C" }),
        { h: stored("a % 20") },
        {
          indices: [{ name: "{p}ix", columns: ["g", "h"] }],
          uniques: [{ columns: ["h"] }],
          checks: [{ name: "{p}ck", expression: "h < 100" }],
        },
      ),
    },
    seed,
  },
  {
    row: "generated column, virtual",
    before: table({ a: whole, g: { ...whole, asExpression: "a * 2", generatedType: "VIRTUAL" } }),
    impossible: /VIRTUAL/,
  },
];

conformance({ title: "generated columns", database: "postgres", cases });

// TypeORM compares generated columns and views with what it noted of them in a table of its own.
describe.runIf(databaseNames.includes("postgres"))("TypeORM's notes of generated columns and views", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase("postgres", "notes");
  });
  afterAll(() => database?.drop());

  const source = (entities: Entities, metadataTableName?: string) =>
    new DataSource({
      ...database.options,
      ...(metadataTableName && { metadataTableName }),
      entities,
    } as unknown as DataSourceOptions);

  it.each([undefined, "notes_of_typeorm"])("leave nothing to do for it (table: %s)", async (notes) => {
    const model = (expression: string, query: string): Entities => [
      ...computed(stored(expression))("n_"),
      ...table({}, {
        name: "n_v",
        tableName: "n_v",
        type: "view",
        expression: query,
        columns: { id: { type: Number } },
      } as Rest)("n_"),
    ];
    const states = [
      model("a * 2", "SELECT id FROM n_t"),
      model("a*3", "select id from n_t where a > 1"),
      model("a * 2", "SELECT id FROM n_t"),
    ];
    for (const entities of states) {
      const { upgradeOps } = await autogenerate(source(entities, notes));
      expect(upgradeOps).not.toEqual([]);
      await runOperations(source(entities, notes), upgradeOps);
      const own = await source(entities, notes).initialize();
      const { upQueries } = await own.driver.createSchemaBuilder().log();
      await own.destroy();
      expect(upQueries).toEqual([]);
    }
    await database.script(`DROP TABLE n_t CASCADE; DROP TABLE ${notes ?? "typeorm_metadata"}`);
  });
});
