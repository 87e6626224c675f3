import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import type { Alignment } from "../../../src/dialect/dialect.ts";
import type { Column, Schema, Table, View } from "../../../src/schema/schema.ts";
import { type Bench, createBench, tableOf } from "./harness.ts";

describe.runIf(databaseNames.includes("postgres"))("PostgreSQL's align", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await createBench("pg_align");
    await bench.query(`
      CREATE SCHEMA app;
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TYPE app.mood AS ENUM ('low', 'high');
      CREATE FUNCTION app.price() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      CREATE TABLE t (
        a integer DEFAULT 1 + 1,
        b varchar(20) DEFAULT 'x',
        c timestamptz DEFAULT now() + '1 day',
        m mood DEFAULT 'sad',
        o app.mood DEFAULT 'low',
        p integer DEFAULT app.price(),
        g integer GENERATED ALWAYS AS (a * 2) STORED,
        CONSTRAINT one CHECK (a IN (1, 2)),
        CONSTRAINT two CHECK (m <> 'ok'),
        CONSTRAINT no_overlap EXCLUDE USING btree (a WITH =) WHERE (b LIKE 'x%')
      );
      CREATE INDEX ix ON t (lower(b), (a + 1)) WHERE a > 5 AND b <> '';
      CREATE VIEW v AS SELECT * FROM t WHERE a BETWEEN 1 AND 2;
      CREATE VIEW w AS SELECT a FROM v;
      CREATE MATERIALIZED VIEW mv AS SELECT a, b FROM t;
      CREATE INDEX mv_ix ON mv (a) WHERE b != 'x';
    `);
  });

  afterEach(async () => {
    const left = await bench.query(
      `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname ~ '^pg_temp'
       UNION ALL SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname ~ '^pg_temp'`,
    );
    expect(left).toEqual([]);
  });

  afterAll(() => bench.database.drop());

  async function align(
    change: (found: Schema) => Schema,
  ): Promise<Alignment & { wanted: Schema; before: Schema }> {
    const before = await bench.reflect(["app"]);
    const wanted = change(before);
    return { ...(await bench.dialect.align(bench.query, before, wanted)), wanted, before };
  }

  const withTable = (schema: Schema, change: (table: Table) => Table): Schema => ({
    ...schema,
    tables: schema.tables.map((table) => (table.name === "t" ? change(table) : table)),
  });
  const withColumn = (schema: Schema, name: string, change: Partial<Column>): Schema =>
    withTable(schema, (table) => ({
      ...table,
      columns: table.columns.map((column) => (column.name === name ? { ...column, ...change } : column)),
    }));
  const withView = (schema: Schema, name: string, change: Partial<View>): Schema => ({
    ...schema,
    views: schema.views.map((view) => (view.name === name ? { ...view, ...change } : view)),
  });

  const defaults: readonly [column: string, same: string, other: string][] = [
    ["a", "(1+1)", "2"],
    ["a", "1  +  1", "1 + 2"],
    ["b", "'x'", "'X'"],
    ["b", "'x'::varchar", "'x '"],
    ["c", "now() + interval '1 day'", "now() - interval '1 day'"],
    ["m", "'sad'", "'ok'"],
    ["o", "'low'", "'high'"],
    ["p", '"app"."price"()', "2"],
  ];

  it.each(defaults)("takes %s DEFAULT %s for the same, and not %s", async (column, same, other) => {
    const equal = await align((found) => withColumn(found, column, { default: same }));
    expect(equal.found).toEqual(equal.wanted);
    expect(equal.warnings).toEqual([]);
    const different = await align((found) => withColumn(found, column, { default: other }));
    expect(different.found).toEqual(different.before);
    expect(different.warnings).toEqual([]);
  });

  it("aligns checks, exclusions, generated columns, indexes and views in one go", async () => {
    const result = await align((found) =>
      withView(
        withView(
          withTable(found, (table) => ({
            ...table,
            columns: table.columns.map((column) =>
              column.name === "g" ? { ...column, generated: { expression: '"a"*2', stored: true } } : column,
            ),
            checks: [
              { name: "one", expression: '"a" = ANY (ARRAY[1, 2])' },
              { name: "two", expression: "m != 'ok'" },
            ],
            exclusions: [{ name: "no_overlap", expression: `USING btree ("a" WITH =) WHERE (b ~~ 'x%')` }],
            indexes: [
              {
                name: "ix",
                parts: [{ expression: 'LOWER("b")' }, { expression: "a+1" }],
                unique: false,
                where: "((a > 5)) AND b != ''",
              },
            ],
          })),
          "v",
          { definition: "select * from public.t where a between 1 and 2;" },
        ),
        "mv",
        {
          definition: 'SELECT "t"."a", t.b FROM "t"',
          indexes: [{ name: "mv_ix", parts: [{ column: "a" }], unique: false, where: `"b" <> 'x'` }],
        },
      ),
    );
    expect(result.warnings).toEqual([]);
    expect(result.found).toEqual(result.wanted);
  });

  it("knows the wording that a dump and its restoration leave", async () => {
    // As pg_dump writes them: the texts of the catalogs, which PostgreSQL then writes in another way again.
    await bench.query(`
      CREATE TABLE dumped (a varchar(20), CONSTRAINT ck CHECK (a IN ('x', 'y')),
        g text GENERATED ALWAYS AS (CASE WHEN a IN ('x', 'y') THEN 'in' END) STORED,
        CONSTRAINT ex EXCLUDE USING btree (a WITH =) WHERE (a IN ('x', 'y')));
      CREATE INDEX dumped_ix ON dumped (a) WHERE a IN ('x', 'y');
      CREATE VIEW dumped_v AS SELECT a FROM dumped WHERE a IN ('x', 'y');
    `);
    const own = await bench.reflect();
    const texts = (schema: Schema) => {
      const table = schema.tables.find(({ name }) => name === "dumped")!;
      const view = schema.views.find(({ name }) => name === "dumped_v")!;
      return { table, view };
    };
    const { table, view } = texts(own);
    await bench.query(`
      DROP TABLE dumped CASCADE;
      CREATE TABLE dumped (a varchar(20), CONSTRAINT ck CHECK (${table.checks[0]!.expression}),
        g text GENERATED ALWAYS AS (${table.columns[1]!.generated!.expression}) STORED,
        CONSTRAINT ex EXCLUDE ${table.exclusions[0]!.expression});
      CREATE INDEX dumped_ix ON dumped (a) WHERE ${table.indexes[0]!.where!};
      CREATE VIEW dumped_v AS ${view.definition};
    `);
    const restored = await bench.reflect();
    expect(texts(restored)).not.toEqual(texts(own));
    const condition = "a IN ('x', 'y')";
    const wanted: Schema = {
      ...restored,
      tables: restored.tables.map((one) =>
        one.name !== "dumped"
          ? one
          : {
              ...one,
              columns: one.columns.map((column) =>
                column.generated === undefined
                  ? column
                  : {
                      ...column,
                      generated: { expression: `CASE WHEN ${condition} THEN 'in' END`, stored: true },
                    },
              ),
              checks: [{ name: "ck", expression: condition }],
              exclusions: [{ name: "ex", expression: `USING btree (a WITH =) WHERE (${condition})` }],
              indexes: [{ ...one.indexes[0]!, where: condition }],
            },
      ),
      views: restored.views.map((one) =>
        one.name === "dumped_v" ? { ...one, definition: `SELECT a FROM dumped WHERE ${condition}` } : one,
      ),
    };
    const { found, warnings } = await bench.dialect.align(bench.query, restored, wanted);
    expect(warnings).toEqual([]);
    expect(found).toEqual(wanted);
    await bench.query("DROP TABLE dumped CASCADE");
  });

  it("tells different conditions apart", async () => {
    const result = await align((found) =>
      withView(
        withTable(found, (table) => ({
          ...table,
          columns: table.columns.map((column) =>
            column.name === "g" ? { ...column, generated: { expression: "a * 3", stored: true } } : column,
          ),
          checks: [
            { name: "one", expression: "a IN (1, 3)" },
            { name: "two", expression: "m <> 'OK'::text::mood" },
          ],
          exclusions: [{ name: "no_overlap", expression: "USING btree (a WITH =)" }],
          indexes: [{ name: "ix", parts: [{ expression: "upper(b)" }], unique: false }],
        })),
        "v",
        { definition: "SELECT a FROM t" },
      ),
    );
    expect(result.warnings).toEqual([]);
    expect(result.found).toEqual(result.before);
  });

  it("knows labels and columns that are not there yet", async () => {
    const result = await align((found) => ({
      ...withView(
        withTable(found, (table) => ({
          ...table,
          columns: [
            ...table.columns.map((column) =>
              column.name === "m" ? { ...column, default: "'new'" } : column,
            ),
            { name: "z", type: { name: "fresh", userDefined: true }, nullable: true },
          ],
          checks: [
            { name: "one", expression: "z = 'f' OR a IN (1, 2)" },
            { name: "two", expression: "m <> 'ok'" },
          ],
        })),
        "v",
        { definition: "SELECT z, u.n FROM t, u" },
      ),
      enums: [
        { name: "mood", values: ["sad", "ok", "new"] },
        { name: "fresh", values: ["f"] },
      ],
      tables: [
        ...withTable(found, (table) => ({
          ...table,
          columns: [
            ...table.columns.map((column) =>
              column.name === "m" ? { ...column, default: "'new'" } : column,
            ),
            { name: "z", type: { name: "fresh", userDefined: true }, nullable: true },
          ],
          checks: [
            { name: "one", expression: "z = 'f' OR a IN (1, 2)" },
            { name: "two", expression: "m <> 'ok'" },
          ],
        })).tables,
        {
          ...tableOf(found, "t"),
          name: "u",
          columns: [{ name: "n", type: { name: "integer" }, nullable: true }],
        },
      ],
    }));
    expect(result.warnings).toEqual([]);
    const table = tableOf(result.found, "t");
    expect(table.columns.find(({ name }) => name === "m")?.default).toBe("'sad'::mood");
    expect(table.checks.map(({ expression }) => expression)).toEqual(["a = ANY (ARRAY[1, 2])", "m <> 'ok'"]);
  });

  it("says what PostgreSQL refuses, and decides the rest", async () => {
    const result = await align((found) =>
      withColumn(withColumn(found, "a", { default: "no_such_function()" }), "b", { default: "lower('X')" }),
    );
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0]).toMatch(/default of t\.a \(no_such_function\(\)\).*does not exist/s);
    expect(tableOf(result.found, "t").columns[0]?.default).toBe("(1 + 1)");
  });

  it("works inside a transaction, and leaves it as it was", async () => {
    await bench.query("BEGIN");
    await bench.query("ALTER TABLE t ADD COLUMN inside integer DEFAULT 1 + 2");
    const result = await align((found) => withColumn(found, "inside", { default: "(1+2)" }));
    expect(result.found).toEqual(result.wanted);
    await bench.query("ROLLBACK");
    expect(tableOf(await bench.reflect(), "t").columns.some(({ name }) => name === "inside")).toBe(false);
  });

  it("keeps hostile texts inside their quotes", async () => {
    const hostile = `'$limbeck$; DROP TABLE t; --'' \\'`;
    const result = await align((found) => withColumn(found, "b", { default: `${hostile} || ''` }));
    expect(result.warnings).toEqual([]);
    expect(tableOf(await bench.reflect(), "t").name).toBe("t");
  });

  it("asks nothing where no text differs", async () => {
    const schema = await bench.reflect(["app"]);
    const asked: string[] = [];
    await bench.dialect.align(
      async (sql) => {
        asked.push(sql);
        return [];
      },
      schema,
      schema,
    );
    expect(asked).toEqual([]);
  });
});
