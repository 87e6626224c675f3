import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, bench, servers, withoutChecks } from "./support.ts";

type Columns = Record<string, EntitySchemaColumnOptions>;

function entity(name: string, columns: Columns, more: Partial<EntitySchemaOptions<unknown>> = {}) {
  return new EntitySchema({
    name,
    columns: { id: { type: "int", primary: true, generated: true }, ...columns },
    ...more,
  } as EntitySchemaOptions<unknown>);
}

describe.each(servers)("alignment on %s", (name) => {
  let here: Bench;
  const isMysql = name === "mysql";

  beforeEach(async () => {
    here = await bench(name, "align");
  });

  afterEach(() => here.close());

  const text = (value: string) => (isMysql ? `(${value})` : value);

  const columns = (): Columns => ({
    tinyint: { type: "tinyint", default: 3 },
    smallint: { type: "smallint", unsigned: true, default: 0 },
    mediumint: { type: "mediumint", default: -5 },
    int: { type: "integer", default: "7" },
    bigint: { type: "bigint", default: 0, comment: 'it\'s a \\ "number"' },
    sum: { type: "int", default: () => (isMysql ? "(1+1)" : "(1 + 1)") },
    bool: { type: "bool", default: true },
    boolean: { type: Boolean, default: false },
    decimal: { type: "decimal", default: 0 },
    numeric: { type: "numeric", precision: 12, scale: 4, default: 1.5 },
    dec: { type: "dec", precision: 8, scale: 2, default: "0.10" },
    float: { type: "float", default: 2 },
    floatDigits: { type: "float", precision: 7, scale: 3, default: 2.5 },
    double: { type: "double precision", default: () => "1e20" },
    real: { type: "real", nullable: true },
    bit: { type: "bit", default: () => "b'1'" },
    date: { type: "date", default: "2020-01-01" },
    today: { type: "date", default: () => (isMysql ? "(CURRENT_DATE)" : "CURRENT_DATE") },
    datetime: { type: "datetime", default: () => "NOW()" },
    digits: { type: "datetime", precision: 3, default: () => "now(3)", onUpdate: "CURRENT_TIMESTAMP(3)" },
    plain: { type: Date, nullable: true },
    timestamp: { type: "timestamp", precision: 6, default: () => "LOCALTIMESTAMP(6)" },
    created: { type: "datetime", createDate: true },
    updated: { type: "datetime", updateDate: true },
    deleted: { type: "datetime", deleteDate: true },
    version: { type: Number, version: true },
    time: { type: "time", precision: 2, nullable: true },
    year: { type: "year", default: 2020 },
    char: { type: "char", length: 36, default: () => "(uuid())" },
    nchar: { type: "nchar", length: 4 },
    varchar: { type: String, default: "a % b" },
    quoted: { type: "varchar", default: "it''s" },
    empty: { type: "nvarchar", length: 20, default: "" },
    word: { type: "varchar", default: "CURRENT_TIMESTAMP" },
    nothing: { type: "varchar", nullable: true, default: () => "NULL" },
    function: { type: "varchar", default: () => "(concat('x', '\\\\', 'it''s', \"y\"))" },
    latin: { type: "varchar", length: 10, charset: "latin1" },
    binary: { type: "varchar", length: 10, collation: "utf8mb4_bin" },
    same: { type: "varchar", length: 10, charset: "utf8mb4" },
    old: { type: "varchar", length: 10, charset: "utf8", collation: "utf8_general_ci" },
    blob: { type: "blob", nullable: true },
    body: { type: "text", default: () => text("'abc'") },
    tinytext: { type: "tinytext", nullable: true },
    longtext: { type: "longtext", collation: "utf8mb4_bin" },
    enum: { type: "enum", enum: ["a", "it's", 'b "x"', "c,d"], default: "a" },
    numbers: { type: "simple-enum", enum: [1, 2], default: 2 },
    set: { type: "set" as never, enum: ["x", "y"], default: ["x", "y"] as never },
    bytes: { type: "binary", length: 16, nullable: true },
    varbytes: { type: "varbinary", nullable: true },
    json: { type: "json", nullable: true },
    document: { type: "json", default: () => "('{\"a\": [1]}')" },
    list: { type: "simple-array", nullable: true },
    object: { type: "simple-json", nullable: true },
    point: { type: "point", nullable: true },
    geometry: { type: "geometrycollection", nullable: true },
    uuid: { type: "uuid", nullable: true },
    doubled: { type: "int", asExpression: "`int` * 2 + `id2`", generatedType: "VIRTUAL" },
    kept: {
      type: "varchar",
      asExpression: "concat(`varchar`, 'it''s', \"x\")",
      generatedType: "STORED",
      nullable: true,
    },
    id2: { type: "int" },
  });

  it("finds nothing on what TypeORM made, and nothing on what it makes itself", async () => {
    const entities = [
      entity("every", columns(), {
        indices: [{ columns: ["int", "varchar"] }, { columns: ["body"], fulltext: true }],
        uniques: [{ columns: ["smallint", "mediumint"] }],
      }),
    ];
    await here.synchronise(entities);
    expect(await here.differences(entities)).toEqual({ operations: [], warnings: [] });

    await here.run({ kind: "dropTable", table: { name: "every" } });
    const { operations } = await here.differences(entities);
    await here.run(...operations);
    expect(await here.differences(entities)).toEqual({ operations: [], warnings: [] });
  });

  it("sees every default, expression and check that changed", async () => {
    const model = (changed: boolean) => [
      entity(
        "t",
        {
          number: { type: "int", default: changed ? 2 : 1 },
          words: { type: "varchar", default: changed ? "a  b" : "a b" },
          upper: { type: "varchar", default: changed ? "A" : "a" },
          time: {
            type: "datetime",
            precision: 6,
            default: () => (changed ? "CURRENT_TIMESTAMP(6)" : "'2020-01-01'"),
          },
          computed: { type: "int", default: () => (changed ? "(1 + 2 * 3)" : "((1 + 2) * 3)") },
          area: {
            type: "int",
            asExpression: changed ? "`number` - (1 - 2)" : "`number` - 1 - 2",
            generatedType: "VIRTUAL",
            nullable: true,
          },
        },
        {
          checks: [
            { name: "same", expression: "`number` between 1 and 5 and `upper` <> 'x'" },
            {
              name: "other",
              expression: changed
                ? "`number` > 0 or (`number` < 9 and `number` <> 3)"
                : "(`number` > 0 or `number` < 9) and `number` <> 3",
            },
          ],
        },
      ),
    ];
    await here.run(...(await here.differences(model(false))).operations);
    expect(await here.differences(model(false))).toEqual({ operations: [], warnings: [] });
    const { operations, warnings } = await here.differences(model(true));
    expect(warnings).toEqual([]);
    expect(
      operations
        .map((operation) =>
          operation.kind === "alterColumn"
            ? `${operation.column}: ${Object.keys(operation.change).join()}`
            : `${operation.kind} ${"name" in operation ? operation.name : ""}`,
        )
        .sort(),
    ).toEqual([
      "area: generated",
      "computed: default",
      "createConstraint ",
      "dropConstraint other",
      "number: default",
      "time: default",
      "upper: default",
      "words: default",
    ]);
    await here.run(...operations);
    expect(await here.differences(model(true))).toEqual({ operations: [], warnings: [] });
  });

  it("asks for each expression by itself when one is refused, and leaves nothing behind", async () => {
    const model = (second: string) => [
      entity("t", {
        a: { type: "int", default: () => "(1+1)" },
        b: { type: "int", default: () => second },
        c: { type: "int", default: () => "(3+3)" },
      }),
    ];
    await here.synchronise(model("(2+2)"));
    const { operations, warnings } = await here.differences(model("no_such_function()"));
    expect(operations).toMatchObject([
      { kind: "alterColumn", column: "b", change: { default: "no_such_function()" } },
    ]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("the default of t.b");
    await expect(here.query("SELECT 1 FROM limbeck_probe")).rejects.toThrow();
  });

  it("follows views through what the server makes of them", async () => {
    const view = (expression: string, views = "v") =>
      new EntitySchema({
        name: views,
        type: "view",
        expression,
        columns: { id: { type: "int" } },
      } as EntitySchemaOptions<unknown>);
    const t = () =>
      entity("t", { n: { type: "int" }, word: { type: "varchar" }, other: { type: "int", nullable: true } });
    const expressions = [
      "SELECT id, n FROM t WHERE n > 5",
      "select `t`.`id` AS `id`, t.n as m from t t where (n >= 1 and (word = 'it''s'))",
      "SELECT a.id, count(*) AS c FROM t a INNER JOIN t b ON b.id = a.other WHERE a.n != 3 GROUP BY a.id ORDER BY a.id ASC",
      "SELECT * FROM t",
      "SELECT id, CASE WHEN n IN (1, 2) THEN 'x' ELSE \"y\" END AS kind, NOW() AS at FROM t WHERE word LIKE 'a%'",
      "SELECT id, (SELECT max(n) FROM t x WHERE x.id <> t.id) AS best FROM t UNION ALL SELECT 1, 2",
    ];
    const entities = [t(), ...expressions.map((expression, at) => view(expression, `v${at}`))];
    await here.synchronise(entities);
    expect(await here.differences(entities)).toEqual({ operations: [], warnings: [] });

    // Without TypeORM's rows: tokens alone, where the server did not rewrite too much.
    await here.query("DELETE FROM typeorm_metadata");
    const { operations } = await here.differences(entities);
    const remade = operations.flatMap((operation) =>
      operation.kind === "createView" ? [operation.view.name] : [],
    );
    expect(remade.filter((one) => one !== "v3" && one !== "v4" && one !== "v5")).toEqual([]);

    // Changed by the entity, and by hand behind its back.
    await here.run(...operations);
    expect(await here.differences(entities)).toEqual({ operations: [], warnings: [] });
    await here.run(...(await here.differences([t(), view(expressions[0]!)])).operations);
    const changed = await here.differences([t(), view("SELECT id, n FROM t WHERE n > 6")]);
    expect(changed.operations.map(({ kind }) => kind)).toEqual(["dropView", "createView"]);
    await here.run(
      ...(await here.differences([t(), view("SELECT id FROM t WHERE word = 'left'", "w")])).operations,
    );
    await here.query("CREATE OR REPLACE VIEW w AS SELECT id FROM t WHERE word = 'right'");
    expect(
      (await here.differences([t(), view("SELECT id FROM t WHERE word = 'left'", "w")])).operations,
    ).toHaveLength(2);
  });

  it("takes any name and any text for what it is", async () => {
    const hostile = "a`b'c\"d\\e ${f} */ -- ?";
    const entities = [
      entity(
        "hostile",
        {
          odd: {
            type: "varchar",
            name: "x'y\"z ${n}",
            default: "line\nbreak ${x} */ `q`",
            comment: "a\\b 'c' \"d\"\n*/ ${e}",
          },
          labels: { type: "enum", enum: ["a'b", 'c"d', "e,f", "(g)", "${h}", "*/"], default: "${h}" },
          upper: { type: "int", name: "SELECT" },
          area: { type: "int", asExpression: "`SELECT` + 1", generatedType: "STORED" },
        },
        { tableName: "table ${x} */ 'q'", indices: [{ name: "index '\"*/ ${i}", columns: ["upper"] }] },
      ),
    ];
    const { operations } = await here.differences(entities);
    await here.run(...operations);
    expect(await here.differences(entities)).toEqual({ operations: [], warnings: [] });

    const column = {
      name: hostile,
      type: here.dialect.parseType("varchar(20)"),
      nullable: true,
      comment: hostile,
      default: here.dialect.literal(hostile.slice(0, 20)),
    };
    const before = await here.table("table ${x} */ 'q'");
    const table = { name: before.name };
    await here.run(
      { kind: "addColumn", table, column },
      { kind: "createIndex", table, index: { name: hostile, parts: [{ column: hostile }], unique: false } },
      { kind: "createTableComment", table, comment: hostile },
    );
    const after = await here.table(before.name);
    expect(after.columns.at(-1)).toEqual(column);
    expect(after.indexes.find((index) => index.name === hostile)!.parts).toEqual([{ column: hostile }]);
    expect(after.comment).toBe(hostile);
    await here.run(
      { kind: "renameColumn", table, column: hostile, newName: `${hostile}2` },
      { kind: "dropColumn", table, column: `${hostile}2` },
    );
    expect((await here.table(before.name)).columns).toEqual(before.columns);
  });

  it("needs the same number of queries whatever the number of tables", async () => {
    const count = async () => {
      let queries = 0;
      await here.dialect.reflect((sql, parameters) => {
        queries++;
        return here.query(sql, parameters);
      });
      return queries;
    };
    const model = (tables: number) =>
      Array.from({ length: tables }, (_, at) =>
        entity(`t${at}`, { n: { type: "int", asExpression: "1 + 1", generatedType: "VIRTUAL" } }),
      );
    await here.synchronise(model(1));
    const one = await count();
    await here.synchronise(model(30));
    expect(await count()).toBe(one);
    expect(withoutChecks((await here.differences(model(30))).operations)).toEqual([]);
  });
});
