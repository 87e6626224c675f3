import { EntitySchema, Index, ViewColumn, ViewEntity } from "typeorm";
import { describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

const text = { type: "varchar", length: 50 } as const;
const reader = entity("reader", { name: text });
const view = (tableName: string, expression: string, more: object = {}) =>
  new EntitySchema({ name: tableName, tableName, type: "view", expression, columns: {}, ...more });
const seed = ["INSERT INTO reader (name) VALUES ('Ada')"];

describe.each(databaseNames)("views on %s", (name) => {
  const scene = useScene(name, "views");
  const first = (part: string) => view("a_first", `SELECT id, ${part} AS name FROM reader`);
  const second = view("b_second", "SELECT id, name FROM a_first");
  const third = view("c_third", "SELECT id, name FROM b_second");

  it("typeorm#8100, #8186, #8240, #8261: a view changes under the views that read it, none of which says so", async () => {
    await expectChange(scene, {
      before: [reader, first("upper(name)"), second, third],
      after: [reader, first("lower(name)"), second, third],
      seed,
      read: "SELECT id, name FROM c_third",
      rows: [{ id: 1, name: "ada" }],
    });
  });

  it("typeorm#8240: views that read each other are created in an order that works, whatever their names", async () => {
    const model = [
      view("a_last", "SELECT id FROM b_middle"),
      view("b_middle", "SELECT id FROM c_first"),
      view("c_first", "SELECT id FROM reader"),
      reader,
    ];
    await scene.upgrade(model);
    await scene.query(seed[0]!);
    expect(await scene.query("SELECT id FROM a_last")).toEqual([{ id: 1 }]);
    if (name !== "sqlite") await expect(scene.fresh(model)).rejects.toThrow();
  });

  it("the type of a column changes under a view", () =>
    expectChange(scene, {
      before: [reader, first("name")],
      after: [entity("reader", { name: { ...text, length: 80 } }), first("name")],
      seed,
      read: "SELECT id, name FROM a_first",
    }));

  it("a view that an entity declared once goes with its entity; one made by hand stays", async () => {
    await scene.synchronise([reader, first("name")]);
    await scene.query("CREATE VIEW by_hand AS SELECT id FROM reader");
    expect(await scene.typeormSql([reader])).toEqual([]);
    await scene.upgrade([reader]);
    await scene.query("SELECT id FROM by_hand");
    await expect(scene.query("SELECT id FROM a_first")).rejects.toThrow();
  });

  it("a view that somebody altered by hand is seen and put right", async () => {
    const model = [reader, first("concat(name, '!')")];
    await scene.synchronise(model);
    await scene.query("DROP VIEW a_first");
    await scene.query("CREATE VIEW a_first AS SELECT id, name FROM reader");
    await scene.query(seed[0]!);
    expect(await scene.typeormSql(model)).toEqual([]);
    await scene.upgrade(model);
    expect(await scene.query("SELECT name FROM a_first")).toEqual([{ name: "Ada!" }]);
  });

  it("a view that is there without a row in typeorm_metadata is adopted", async () => {
    const model = [reader, first("name")];
    await scene.synchronise(model);
    await scene.query("DELETE FROM typeorm_metadata");
    expect((await scene.typeormSql(model)).join()).toMatch(/CREATE VIEW/);
    await scene.upgrade(model);
    await scene.query("SELECT name FROM a_first");
  });

  it("typeorm#7586: three views change at once", () => {
    const views = (part: string) =>
      ["v1", "v2", "v3"].map((one) => view(one, `SELECT ${part} AS x FROM reader`));
    return expectChange(scene, {
      before: [reader, ...views("upper(name)")],
      after: [reader, ...views("lower(name)")],
      seed,
      read: "SELECT v1.x AS a, v2.x AS b, v3.x AS c FROM v1, v2, v3",
      rows: [{ a: "ada", b: "ada", c: "ada" }],
    });
  });
});

describe.each(databasesWith((can) => can.materializedViews))("materialized views on %s", (name) => {
  const scene = useScene(name, "materialized");
  const query = "SELECT id, name FROM reader";
  const materialized = (more: object = {}) => {
    class AFirst {}
    ViewEntity({ name: "a_first", expression: query, materialized: true, ...more })(AFirst);
    return AFirst;
  };

  it("typeorm#6626: one is no difference, nor is its index", async () => {
    class Names {}
    ViewColumn()(Names.prototype, "id");
    Index("ix_names_id", { unique: true })(Names.prototype, "id");
    ViewEntity({ name: "names", expression: query, materialized: true })(Names);
    const model = [reader, Names];
    await scene.synchronise(model);
    await scene.expectSilence(model);
    await scene.database.script("DROP MATERIALIZED VIEW names; DROP TABLE reader, typeorm_metadata");
    await scene.upgrade(model);
    await scene.query(seed[0]!);
    await scene.query("REFRESH MATERIALIZED VIEW CONCURRENTLY names");
    expect(await scene.query("SELECT id FROM names")).toEqual([{ id: 1 }]);
  });

  it("a view becomes a materialized one with the same query", () =>
    expectChange(scene, {
      before: [reader, view("a_first", query)],
      after: [reader, materialized()],
      typeorm: "nothing",
    }));

  it("a change under a materialized view keeps its index", async () => {
    class Names {}
    ViewColumn()(Names.prototype, "id");
    Index("ix_names_id")(Names.prototype, "id");
    ViewEntity({ name: "names", expression: query, materialized: true })(Names);
    await expectChange(scene, {
      before: [reader, Names],
      after: [entity("reader", { name: { ...text, length: 80 } }), Names],
      seed,
      read: "SELECT id, name FROM reader",
    });
  });
});
