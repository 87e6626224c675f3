import * as core from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import {
  type DataSourceOptions,
  DefaultNamingStrategy,
  EntitySchema,
  Index,
  ViewColumn,
  ViewEntity,
} from "typeorm";
import { describe, expect, it } from "vitest";
import { openProject } from "../autogenerate/project.ts";
import { runOperations } from "../conformance/run-operations.ts";
import { databaseNames } from "../databases/index.ts";
import { structure, useScene } from "../regressions/scene.ts";
import { entity } from "../support/entity.ts";
import { revisionProject } from "../support/revision-project.ts";

const templates = {
  ix: "ix_%(table_name)s_%(column_0_N_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};
const convention = core.namingConvention({
  ...templates,
  ck: "ck_%(table_name)s_%(digits)s",
  tokens: { digits: ({ expression }) => expression!.replaceAll(/\D/g, "") },
});
const text = { type: "varchar", length: 80 } as const;
const long = "a_column_with_a_name_that_fills_a_whole_line_of_a_terminal";

const shelves = [
  entity("shelf", { code: text, place: { type: "int" } }, { uniques: [{ columns: ["code", "place"] }] }),
  entity(
    "book",
    { title: text, [long]: { type: "int" } },
    {
      indices: [{ columns: ["title"] }, { columns: [long] }],
      relations: {
        shelf: { type: "many-to-one", target: "shelf", joinColumn: true, onDelete: "CASCADE" },
        cover: { type: "one-to-one", target: "shelf", joinColumn: true, nullable: true },
      },
    },
  ),
];
const id = { ...text, primary: true } as const;
const rooms = [
  new EntitySchema({
    name: "room",
    columns: { id, code: text, [long]: text },
    uniques: [{ columns: ["code", long] }],
    indices: [{ columns: ["code"] }],
  }),
  new EntitySchema<{ id: string; room: unknown }>({
    name: "desk",
    columns: { id },
    relations: {
      room: { type: "one-to-one", target: "room", joinColumn: { name: "room_id" }, nullable: true },
    },
  }),
];
const checked = [entity("shelf", { place: { type: "int" } }, { checks: [{ expression: "place > 17" }] })];

describe.each(databaseNames)("a naming convention on %s", (name) => {
  const scene = useScene(name, "naming");
  const type = name === "sqlite" ? "better-sqlite3" : name;
  const { capabilities } = core.assumedDialect(type);
  const options = (given = convention) => ({
    namingStrategy: core.namingStrategy(
      given,
      new DefaultNamingStrategy(),
      type as DataSourceOptions["type"],
    ),
  });
  const conventional = (entities: typeof shelves) => ({ entities, options: options() });

  it("finds nothing in what TypeORM made with it", async () => {
    await scene.synchronise(conventional(shelves));
    await scene.expectSilence(conventional(shelves));
  });

  it("renames what TypeORM hashed, keeps every row, and goes back", async () => {
    await scene.synchronise(shelves);
    await scene.query("INSERT INTO shelf (code, place) VALUES ('a', 1)");
    const before = await structure(scene.database);
    const { upgradeOps, downgradeOps } = await scene.upgrade(conventional(shelves));
    const kinds = new Set(upgradeOps.map(({ kind }) => kind));
    expect(kinds).toContain(capabilities.renameIndex ? "renameIndex" : "createIndex");
    if (capabilities.renameConstraint) expect(kinds).not.toContain("dropConstraint");
    if (capabilities.renameIndex) expect(kinds).not.toContain("dropIndex");
    expect(await structure(scene.database)).toEqual(await scene.fresh(conventional(shelves)));
    await runOperations(scene.dataSource(shelves), downgradeOps);
    expect(await structure(scene.database)).toEqual(before);
    await scene.expectSilence(shelves);
    expect(await scene.query("SELECT code FROM shelf")).toEqual([{ code: "a" }]);
  });

  it("does so for checks, which TypeORM hashes by major", async () => {
    await scene.upgrade(checked);
    const { upgradeOps } = await scene.upgrade(conventional(checked));
    expect(JSON.stringify(upgradeOps)).toContain('"ck_shelf_17"');
    await scene.expectSilence(conventional(checked));
  });

  if (capabilities.materializedViews) {
    it("names the indexes of a materialized view", async () => {
      class Titles {
        title!: string;
      }
      ViewColumn()(Titles.prototype, "title");
      Index(["title"])(Titles);
      ViewEntity({ name: "titles", expression: "SELECT title FROM book", materialized: true })(Titles);
      const entities = [...shelves, Titles];
      await scene.synchronise({ entities });
      const given = await core.autogenerate(scene.dataSource(entities), { namingConvention: convention });
      const { upgradeOps } = await scene.upgrade({ entities, options: options() });
      expect(given.upgradeOps).toEqual(upgradeOps);
      expect(JSON.stringify(upgradeOps)).toContain('"newName":"ix_titles_title"');
    });
  }

  it("gives one name to one thing", async () => {
    const indexed = (...indices: { columns: string[] }[]) => [
      entity("shelf", { code: text, place: { type: "int" } }, { indices }),
    ];
    const twice = { entities: indexed({ columns: ["code"] }, { columns: ["code"] }), options: options() };
    expect(JSON.stringify((await scene.compare(twice)).upgradeOps).match(/ix_shelf_code/g)).toHaveLength(1);
    const byFirst = core.namingConvention({ ix: "ix_%(column_0_label)s" });
    const source = scene.dataSource(indexed({ columns: ["code"] }, { columns: ["code", "place"] }));
    await expect(core.autogenerate(source, { namingConvention: byFirst })).rejects.toMatchObject({
      code: "E_NAMING_CONVENTION",
      message: expect.stringContaining('get the name "ix_shelf_code"') as string,
    });
  });

  it("refuses a check that has nothing to put into %(constraint_name)s", async () => {
    const byName = core.namingConvention({ ck: "ck_%(table_name)s_%(constraint_name)s" });
    const refusal = { code: "E_NAMING_CONVENTION", message: expect.stringContaining("Name it") as string };
    const inEntity = { entities: checked, options: options(byName) };
    await expect(scene.compare(inEntity)).rejects.toMatchObject(refusal);
    const configured = core.autogenerate(scene.dataSource(checked), { namingConvention: byName });
    await expect(configured).rejects.toMatchObject(refusal);
  });

  it("means the same on the DataSource and in the options", async () => {
    await scene.synchronise(shelves);
    const given = await core.autogenerate(scene.dataSource(shelves), { namingConvention: convention });
    expect(given.upgradeOps).toEqual((await scene.compare(conventional(shelves))).upgradeOps);
    expect(given.upgradeOps.length).toBeGreaterThan(0);
  });

  it("names in revisions what the entities name alike", async () => {
    const project = await revisionProject(name, "naming_revisions");
    const migrator = (more: object) =>
      project.migrator({
        dataSource: project.dataSource({ entities: rooms, ...more }),
        attributes: { ...core },
      });
    try {
      await project.revision(
        "a1",
        null,
        `const { column, primaryKey, unique, foreignKey } = context.attributes;
        const columns = ["id", "code", "${long}"].map((name) => column(name, "varchar(80)"));
        await op.createTable("room", [...columns, primaryKey(["id"])]);
        await op.createUniqueConstraint(null, "room", ["code", "${long}"]);
        await op.createIndex(null, "room", ["code"]);
        await op.createTable("desk", [
          column("id", "varchar(80)"), column("room_id", "varchar(80)", { nullable: true }), primaryKey(["id"]),
          unique(["room_id"]), foreignKey(["room_id"], "room", ["id"]),
        ]);`,
        `await op.dropTable("desk"); await op.dropTable("room");`,
      );
      await migrator(options()).upgrade();
      const script = await migrator(options()).autogenerate();
      expect(script.upgradeOps).toEqual([]);
      await migrator(options()).downgrade("base");
      // The convention of the configuration serves a DataSource that has none.
      const configured = project.migrator({
        dataSource: project.dataSource({ entities: rooms }),
        attributes: { ...core },
        namingConvention: convention,
      });
      await configured.upgrade();
      await configured.check();
      expect(await configured.upgrade("base:head", { sql: true })).toContain("ix_room_code");
    } finally {
      await project.remove();
    }
  });

  it("comes late, and the revisions before it still run", async () => {
    const project = await openProject(name, "naming_late");
    const named = { namingConvention: core.namingConvention({ ...templates, ck: "ck_%(constraint_name)s" }) };
    const kind = { type: name === "sqlite" ? "simple-enum" : "enum", enum: ["old", "new"] } as const;
    const entities = [entity("author", { kind, name: { ...text, unique: true } }), ...shelves];
    const revise = async (message: string, options = {}) => {
      const script = await project.migrator(entities, options).autogenerate();
      return writeRevision(script, { directory: project.directory, message });
    };
    try {
      await revise("library");
      await project.migrator(entities).upgrade();
      const before = await structure(project.database);
      await revise("names", named);
      const conventional = project.migrator(entities, named);
      await conventional.upgrade();
      await conventional.check();
      const after = await structure(project.database);
      await conventional.downgrade("-1");
      expect(await structure(project.database)).toEqual(before);
      await conventional.downgrade("base");
      await conventional.upgrade();
      await conventional.check();
      expect(await structure(project.database)).toEqual(after);
    } finally {
      await project.close();
    }
  });
});
