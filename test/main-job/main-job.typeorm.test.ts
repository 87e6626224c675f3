import { rm } from "node:fs/promises";
import { autogenerate, Migrator, reflect, type Schema } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions, type EntitySchema } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { compileErrors } from "../support/compile-errors.ts";
import { lintErrors } from "../support/lint-errors.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { tableNames } from "../support/table-names.ts";
import { firstModel, secondModel, vocabulary } from "./model.ts";

type Entities = readonly (Function | EntitySchema)[];

const load = (file: string) => import(/* @vite-ignore */ file);

describe.each(databaseNames)("the main job on %s", (name) => {
  let database: TestDatabase;
  let other: TestDatabase;
  let directory: string;
  const q = vocabulary[name].quote;

  beforeEach(async () => {
    [database, other, directory] = await Promise.all([
      createDatabase(name, "main_job"),
      createDatabase(name, "main_job_other"),
      revisionDirectory(),
    ]);
  });

  afterEach(async () => {
    await Promise.all([database.drop(), other.drop(), rm(directory, { recursive: true, force: true })]);
  });

  const dataSource = (entities: Entities, on = database) =>
    new DataSource({ ...on.options, entities } as unknown as DataSourceOptions);

  const migrator = (entities: Entities, on = database) =>
    new Migrator({ dataSource: dataSource(entities, on), directory, load });

  async function revise(entities: Entities, message: string): Promise<string> {
    const script = await migrator(entities).autogenerate();
    expect(script.warnings).toEqual([]);
    const { path, revision, source } = await writeRevision(script, { directory, message });
    expect(compileErrors(path), source).toEqual([]);
    expect(lintErrors(path), source).toEqual([]);
    return revision;
  }

  async function synchronise(entities: Entities, on: TestDatabase): Promise<void> {
    const source = await dataSource(entities, on).initialize();
    await source.synchronize();
    await source.destroy();
  }

  /** What TypeORM would still do. */
  async function remaining(entities: Entities, on: TestDatabase): Promise<string[]> {
    const source = await dataSource(entities, on).initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    return upQueries.map(({ query }) => query.replaceAll(String(on.options.database), "database"));
  }

  const structure = async (on = database) => comparable(await reflect(dataSource([], on)));

  it("creates: revision, upgrade, silent check, downgrade", async () => {
    const entities = firstModel(name);
    const revision = await revise(entities, "library");
    const applied = await migrator(entities).upgrade();
    expect(applied.map((step) => step.revision)).toEqual([revision]);
    await migrator(entities).check();

    await synchronise(entities, other);
    const own = new Set(await remaining(entities, other));
    expect((await remaining(entities, database)).filter((query) => !own.has(query))).toEqual([]);

    await migrator(entities).downgrade("base");
    expect((await tableNames(database)).filter((table) => table !== "typeorm_metadata")).toEqual([
      "limbeck_version",
    ]);
    await migrator(entities).upgrade();
    await migrator(entities).check();
  });

  it("adopts: nothing differs on a database made by synchronize(), but for checks that it leaves out", async () => {
    const entities = firstModel(name);
    await synchronise(entities, database);
    const script = await autogenerate(dataSource(entities));
    const declared = script.upgradeOps.filter(
      (operation) => !(operation.kind === "createConstraint" && operation.constraint.type === "check"),
    );
    expect(declared).toEqual([]);
    // TypeORM creates no checks on MySQL and MariaDB (typeorm#4148).
    const leavesChecksOut = name === "mysql" || name === "mariadb";
    expect(script.upgradeOps).toHaveLength(leavesChecksOut ? 1 : 0);
  });

  it("evolves: from one model to the next with rows in the tables, and back", async () => {
    const first = firstModel(name);
    const second = secondModel(name);
    await revise(first, "library");
    await migrator(first).upgrade();
    const start = await structure();
    await database.query(
      `INSERT INTO ${q("reader")} (${["name", "email", "age", "kind", "updatedAt", "createdAt", "version"].map(q).join(", ")})
       VALUES ('Ada', 'ada@example.org', 36, 'child', '2024-05-06 07:08:09', '2024-05-06 07:08:09', 1)`,
    );
    await database.query(
      `INSERT INTO ${q("item")} (${["type", "code", "title", "width", "height"].map(q).join(", ")}) VALUES ('Book', 'b1', 'Notes', 3, 4)`,
    );
    await database.query(
      `INSERT INTO ${q("copy")} (${["barcode", "shelf", "itemId", "holderId"].map(q).join(", ")}) VALUES ('x', 1, 1, 1)`,
    );

    await revise(second, "some months later");
    await migrator(second).upgrade();
    await migrator(second).check();
    const rows = await database.query(
      `SELECT ${["name", "email", "age", "kind", "language"].map(q).join(", ")} FROM ${q("reader")}`,
    );
    expect(rows.map((row) => ({ ...row, age: Number(row.age) }))).toEqual([
      { name: "Ada", email: "ada@example.org", age: 36, kind: "child", language: "en" },
    ]);
    const [item] = await database.query(`SELECT ${q("area")} FROM ${q("item")}`);
    expect(Number(item!.area)).toBe(5 * 6);
    expect(await database.query(`SELECT ${q("holderId")} FROM ${q("copy")}`)).toEqual([{ holderId: 1 }]);
    const adults = await database.query(`SELECT ${q("name")} FROM ${q("adult_reader")}`);
    expect(adults).toEqual([{ name: "Ada" }]);

    // The same structure as a database that never knew the first model, but for the tables that nobody declares any more.
    await synchronise(second, other);
    const leftovers = ["branch", "employee"];
    const evolved = (await structure()).tables.filter((table) => !leftovers.includes(table.name));
    const fresh = await autogenerate(dataSource(second, other));
    expect(fresh.upgradeOps.every((operation) => operation.kind === "createConstraint")).toBe(true);
    expect(evolved.map((table) => table.name)).toEqual(
      (await structure(other)).tables.map((table) => table.name),
    );

    await migrator(second).downgrade("-1");
    expect(await structure()).toEqual(start);
    expect((await autogenerate(dataSource(first))).upgradeOps).toEqual([]);
    const back = await database.query(
      `SELECT ${["name", "email", "age", "kind"].map(q).join(", ")} FROM ${q("reader")}`,
    );
    expect(back.map((row) => ({ ...row, age: Number(row.age) }))).toEqual([
      { name: "Ada", email: "ada@example.org", age: 36, kind: "child" },
    ]);
  });
});

/** A reflected schema without what the order of creation decides, and without service tables. */
function comparable(schema: Schema): Schema {
  const byName = <T extends { readonly name?: string }>(items: readonly T[]) =>
    [...items].sort((a, b) =>
      JSON.stringify([a.name ?? "", a]).localeCompare(JSON.stringify([b.name ?? "", b])),
    );
  return {
    ...schema,
    enums: byName(schema.enums),
    views: byName(schema.views),
    tables: byName(schema.tables)
      .filter(({ name }) => name !== "typeorm_metadata" && name !== "limbeck_version")
      .map((table) => ({
        ...table,
        columns: byName(table.columns),
        uniques: byName(table.uniques),
        checks: byName(table.checks),
        foreignKeys: byName(table.foreignKeys),
        indexes: byName(table.indexes),
      })),
  };
}
