import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { autogenerate, Migrator } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { dump } from "../databases/dump.ts";
import { createDatabase, type TestDatabase } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { runOperations } from "../conformance/run-operations.ts";
import { manyTables } from "../support/many-tables.ts";
import { openProject, type Project } from "./project.ts";

const away = { database: "other.db" };
const text = (length: number) => ({ name: { type: "varchar", length, unique: true } }) as const;
const twice = {
  twice: { type: "integer", nullable: true, asExpression: "id * 2", generatedType: "STORED" },
} as const;
const reader = (length = 20) => entity("reader", { ...text(length), ...twice }, away);
const withTypeorm = async <T>({ options }: TestDatabase, use: (source: DataSource) => Promise<T>) => {
  const entities = [reader()];
  const source = await new DataSource({ ...options, entities } as unknown as DataSourceOptions).initialize();
  try {
    return await use(source);
  } finally {
    await source.destroy();
  }
};
const typeormSql = async ({ driver }: DataSource) =>
  (await driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
const files = databasesWith((can) => can.schemas && can.alterByRebuild);

describe.each(files)("entities with a table in another file on %s", (name) => {
  let project: Project;
  const others: TestDatabase[] = [];
  beforeEach(async () => {
    project = await openProject(name, "files");
    await project.database.createBeside("other");
  });
  afterEach(async () => {
    await Promise.all([project.close(), ...others.splice(0).map((database) => database.drop())]);
  });
  const folder = () => dirname(String(project.database.options.database));
  const tables = async (database = project.database) =>
    (
      await database.query(
        `SELECT name FROM "other.db".sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1`,
      )
    ).map((row) => row.name);

  it("their revision calls the file as they do, and no name in it is one of this machine", async () => {
    const { source } = await project.revise([reader()], "readers");
    expect(source).toContain(`{ schema: "other.db" }`);
    expect(source).not.toMatch(/[0-9a-f]{40}/);
    expect(source).not.toContain(folder());
    await project.migrator([reader()]).upgrade();
    await project.migrator([reader()]).check();
    expect(await tables()).toEqual(["reader"]);
    const synchronised = await createDatabase(name, "files_sync");
    others.push(synchronised);
    await withTypeorm(synchronised, (source) => source.synchronize());
    // TypeORM 0.3 finds no table in another file, and would make it again and again.
    expect(await withTypeorm(project.database, typeormSql)).toEqual(
      await withTypeorm(synchronised, typeormSql),
    );
    await project.migrator([reader()]).downgrade("base");
    expect(await tables()).toEqual([]);
    expect(await project.database.query("SELECT * FROM typeorm_metadata")).toEqual([]);
  });

  it("the history runs on a fresh database when the last of them is gone, and its table can be dropped", async () => {
    await project.revise([reader()], "readers");
    await project.migrator([reader()]).upgrade();
    await project.revise([reader(40)], "longer");
    await project.migrator([reader(40)]).upgrade();
    await project.database.query(`INSERT INTO "other.db".reader (name) VALUES ('Ada')`);

    const fresh = await createDatabase(name, "files_fresh");
    others.push(fresh);
    await fresh.createBeside("other");
    const migrator = new Migrator({
      dataSource: new DataSource({ ...fresh.options, entities: [] } as unknown as DataSourceOptions),
      directory: project.directory,
      load: (file) => import(/* @vite-ignore */ file),
    });
    expect(await migrator.upgrade()).toHaveLength(2);
    expect(await tables(fresh)).toEqual(["reader"]);
    expect(await fresh.query("SELECT name, value FROM typeorm_metadata")).toEqual(
      await project.database.query("SELECT name, value FROM typeorm_metadata"),
    );
    await migrator.downgrade("base");
    expect(await tables(fresh)).toEqual([]);

    expect(await project.migrator([]).downgrade("-1")).toHaveLength(1);
    expect(await project.database.query(`SELECT name, twice FROM "other.db".reader`)).toEqual([
      { name: "Ada", twice: 2 },
    ]);
  });

  it("what nobody declares there is told, and dropped on demand only", async () => {
    await project.database.query(`CREATE TABLE "other.db".mine (id integer)`);
    const script = await project.compare([reader()]);
    expect(script.unmanaged).toEqual([{ type: "table", schema: "other.db", name: "mine" }]);
    expect((await project.compare([])).unmanaged, "a file that no entity names").toEqual([]);
    const { unmanaged } = await project.compare([], { includeSchemas: ["other.db"] });
    expect(unmanaged).toEqual([{ type: "table", schema: "other.db", name: "mine" }]);
    const { upgradeOps } = await project.compare([], {
      includeSchemas: ["other.db"],
      dropUnknownTables: true,
    });
    expect(upgradeOps).toMatchObject([{ kind: "dropTable", table: { schema: "other.db", name: "mine" } }]);
  });

  it("a file that is not there is not made by looking for it", async () => {
    const { isEmpty } = await project.compare([], { includeSchemas: ["missing.db"] });
    expect([isEmpty, existsSync(join(folder(), "missing.db"))]).toEqual([true, false]);
  });

  it("costs the same number of queries, however many tables are in the file", async () => {
    const queriesOf = async (count: number) => {
      let queries = 0;
      const nothing = () => undefined;
      const logger = {
        logQuery: () => queries++,
        ...{ logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing },
        log: nothing,
      };
      const source = () =>
        new DataSource({
          ...project.database.options,
          entities: manyTables(name, count, { schemas: ["other.db"] }),
          ...{ logging: true, logger },
        } as unknown as DataSourceOptions);
      await runOperations(source(), (await autogenerate(source())).upgradeOps);
      queries = 0;
      expect((await autogenerate(source())).upgradeOps).toEqual([]);
      return queries;
    };
    expect(await queriesOf(100)).toBe(await queriesOf(10));
  });

  it("a script attaches the file by the name that the revisions have, and the client runs it", async () => {
    await project.revise([reader()], "readers");
    await project.migrator([reader()]).upgrade();
    await project.revise([reader(40)], "longer");
    await project.migrator([reader(40)]).upgrade();
    const sql = await project.migrator([reader(40)]).upgrade("head", { sql: true });
    expect(sql).toMatch(/^ATTACH 'other.db' AS "other.db";\n/);

    const fresh = await createDatabase(name, "files_script");
    others.push(fresh);
    await fresh.createBeside("other");
    await runThroughClient(fresh, sql);
    const made = (database: TestDatabase) =>
      database.query(`SELECT name, sql FROM "other.db".sqlite_schema ORDER BY name`);
    expect(await made(fresh)).toEqual(await made(project.database));
    expect(await dump(fresh)).toEqual(await dump(project.database));
  });

  it("a dry run tells the statements of the run, with what attaches the file", async () => {
    await project.revise([reader()], "readers");
    const { sql } = await project.migrator([reader()]).upgrade("head", { dryRun: true });
    expect(sql).toContain(`ATTACH '${join(folder(), "other.db")}' AS `);
    expect(await tables()).toEqual([]);
    await runThroughClient(project.database, sql);
    expect(await tables()).toEqual(["reader"]);
    await project.migrator([reader()]).check();
  });

  it("the DataSource's own database may be in memory", async () => {
    const path = join(folder(), "other.db");
    const dataSource = await new DataSource({
      ...project.database.options,
      database: ":memory:",
      entities: [entity("note"), entity("reader", text(20), { database: path })],
    } as unknown as DataSourceOptions).initialize();
    try {
      const { directory } = project;
      await writeRevision(await autogenerate(dataSource), { directory, message: "both" });
      const migrator = new Migrator({
        dataSource,
        directory,
        load: (file) => import(/* @vite-ignore */ file),
      });
      await migrator.upgrade();
      await migrator.check();
    } finally {
      await dataSource.destroy();
    }
    expect(await tables()).toEqual(["reader"]);
  });
});
