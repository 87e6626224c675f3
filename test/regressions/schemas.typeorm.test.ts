import type { EntitySchema } from "typeorm";
import { afterEach, describe, expect, it } from "vitest";
import type { Declared } from "../conformance/case.ts";
import { runOperations } from "../conformance/run-operations.ts";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { useScene } from "./scene.ts";

const text = { type: "varchar", length: 20 } as const;

describe.each(databasesWith((can) => can.tableQualifier === "schema"))("schemas of %s", (name) => {
  const scene = useScene(name, "schemas");
  const tables = async () => {
    const rows = await scene.query(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
    );
    return rows.map((row) => row.name);
  };

  it("typeorm#4187, #10186: the schema of an entity is created before its table", async () => {
    const model = [entity("post", { title: text }, { schema: "blog" }), entity("reader")];
    await expect(scene.synchronise(model)).rejects.toThrow(/schema "blog" does not exist/);
    const { downgradeOps } = await scene.upgrade(model);
    expect(await tables()).toEqual(["blog.post", "public.reader"]);
    expect(await scene.typeormSql(model)).toEqual([]);
    await runOperations(scene.dataSource(model), downgradeOps);
    expect(await tables()).toEqual([]);
  });

  it("typeorm#4187: the schema of a view is created as well", async () => {
    const model = [
      entity("post", { title: text }),
      entity(
        "titles",
        {},
        { schema: "views", type: "view", expression: "SELECT title FROM post", columns: {} },
      ),
    ];
    await scene.upgrade(model);
    await scene.query("SELECT title FROM views.titles");
  });

  it("typeorm#5382, #9372: the schema of the DataSource is created", async () => {
    const model: Declared = {
      entities: [entity("post", { title: text })],
      options: { schema: "app" } as object,
    };
    await expect(scene.synchronise(model)).rejects.toThrow(/app/);
    await scene.upgrade(model);
    expect(await tables()).toEqual(["app.post"]);
    expect(await scene.typeormSql(model)).toEqual([]);
  });

  it("typeorm#5960: keys between tables of a schema that the DataSource names are no difference", async () => {
    await scene.query("CREATE SCHEMA app");
    const model: Declared = {
      entities: [
        entity("reader"),
        entity("loan", {}, { relations: { reader: { type: "many-to-one", target: "reader" } } }),
      ],
      options: { schema: "app" } as object,
    };
    await scene.synchronise(model);
    await scene.expectSilence(model);
  });

  it("typeorm#1758, #2245: the default schema under its own name is no difference", async () => {
    const model: Declared = {
      entities: [entity("post", { title: text })],
      options: { schema: "public" } as object,
    };
    await scene.synchronise({ entities: model.entities });
    await scene.expectSilence(model);
    await scene.expectSilence([entity("post", { title: text }, { schema: "public" })]);
  });

  it("tables of one name in two schemas keep their keys and indexes apart", async () => {
    const model = (length: number): EntitySchema[] =>
      ["one", "two"].map((schema) =>
        entity(
          "post",
          { title: { ...text, length: schema === "one" ? length : 20 } },
          {
            name: `${schema}post`,
            schema,
            uniques: [{ name: "uq_title", columns: ["title"] }],
            indices: [{ name: "ix_title", columns: ["title"] }],
          },
        ),
      );
    await scene.upgrade(model(20));
    expect(await scene.typeormSql(model(20))).toEqual([]);
    const { upgradeOps } = await scene.upgrade(model(30));
    expect(upgradeOps).toHaveLength(1);
  });
});

describe.each(databaseNames.filter((name) => name === "mysql" || name === "mariadb"))(
  "databases of %s",
  (name) => {
    const scene = useScene(name, "databases");
    const other = `limbeck_other_${name}_${process.pid}`;
    afterEach(() => scene.query(`DROP DATABASE IF EXISTS ${other}`));

    it("typeorm#4187: the database of an entity is created before its table", async () => {
      const model = [entity("post", { title: text }, { database: other }), entity("reader")];
      await scene.upgrade(model);
      await scene.query(`INSERT INTO ${other}.post (title) VALUES ('x')`);
      expect(await scene.typeormSql(model)).toEqual([]);
    });
  },
);
