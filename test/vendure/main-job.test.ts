import { readFile, rm } from "node:fs/promises";
import { autogenerate, Migrator } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { compileErrors } from "../support/compile-errors.ts";
import { lintErrors } from "../support/lint-errors.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { tableNames } from "../support/table-names.ts";
import { shopDataSource } from "./model.ts";

// The data model of a real shop that nobody here wrote: 103 tables in TypeORM's count.
describe.each(databaseNames)("Vendure's model on %s", (name) => {
  let database: TestDatabase;
  let synchronised: TestDatabase;
  let directory: string;

  beforeAll(async () => {
    database = await createDatabase(name, "vendure");
    synchronised = await createDatabase(name, "vendure_sync");
    directory = await revisionDirectory();
  });

  afterAll(async () => {
    await database?.drop();
    await synchronised?.drop();
    await rm(directory, { recursive: true, force: true });
  });

  /** What TypeORM would still do to a database, without the database's own name in it. */
  async function remainingQueries(of: TestDatabase): Promise<string[]> {
    const dataSource = await shopDataSource(of.options);
    await dataSource.initialize();
    try {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      return upQueries.map(({ query }) => query.replaceAll(String(of.options.database), "database"));
    } finally {
      await dataSource.destroy();
    }
  }

  it("goes from an empty database to the model and back", async () => {
    const start = performance.now();
    const dataSource = await shopDataSource(database.options);
    const script = await autogenerate(dataSource);
    const generated = performance.now();
    const { path, source } = await writeRevision(script, { directory, message: "shop" });
    expect(await readFile(path, "utf8")).toBe(source);
    const written = performance.now();
    expect(compileErrors(path)).toEqual([]);
    expect(lintErrors(path)).toEqual([]);

    const load = (file: string) => import(/* @vite-ignore */ file);
    const migrator = new Migrator({ dataSource, directory, load });
    const before = performance.now();
    expect(await migrator.upgrade()).toHaveLength(1);
    const upgraded = performance.now();
    await expect(migrator.check()).resolves.toBeUndefined();
    const checked = performance.now();

    const tables = (await tableNames(database)).filter((table) => table !== "limbeck_version");
    expect(tables.length).toBeGreaterThan(80);

    const reference = await shopDataSource(synchronised.options);
    await reference.initialize();
    await reference.synchronize();
    await reference.destroy();
    // The same tables as TypeORM makes, and nothing that TypeORM would not also do to its own work.
    const service = ["typeorm_metadata"];
    expect(tables.filter((table) => !service.includes(table))).toEqual(
      (await tableNames(synchronised)).filter((table) => !service.includes(table)),
    );
    const own = new Set(await remainingQueries(synchronised));
    expect((await remainingQueries(database)).filter((query) => !own.has(query))).toEqual([]);

    const down = performance.now();
    await migrator.downgrade("base");
    const downgraded = performance.now();
    expect((await tableNames(database)).filter((table) => !service.includes(table))).toEqual([
      "limbeck_version",
    ]);

    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
    console.info(
      `Vendure on ${name}: ${tables.length} tables, ${script.upgradeOps.length} operations, ` +
        `${source.split("\n").length} lines; seconds: autogenerate ${seconds(start, generated)}, ` +
        `write ${seconds(generated, written)}, upgrade ${seconds(before, upgraded)}, ` +
        `check ${seconds(upgraded, checked)}, downgrade ${seconds(down, downgraded)}`,
    );
  });

  it("finds nothing on a database made by TypeORM's synchronize()", async () => {
    const dataSource = await shopDataSource(synchronised.options);
    await dataSource.initialize();
    await dataSource.synchronize();
    try {
      const script = await autogenerate(dataSource);
      expect(script.toSql("upgrade")).toEqual([]);
      expect(script.warnings).toEqual([]);
      expect(script.isEmpty).toBe(true);
      expect(dataSource.isInitialized).toBe(true);
    } finally {
      await dataSource.destroy();
    }
  });
});
