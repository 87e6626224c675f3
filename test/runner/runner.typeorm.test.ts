import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { autogenerate, Migrator, type ProgressEvent, reflect } from "@limbeck/core";
import { DataSource, type DataSourceOptions, EntitySchema } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { tableNames } from "../support/table-names.ts";

const Reader = new EntitySchema<{ id: number; name: string }>({
  name: "Reader",
  tableName: "reader",
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String, length: 40 } },
});

const load = (file: string) => import(/* @vite-ignore */ file);

describe.each(databaseNames)("the runner on %s", (name) => {
  let database: TestDatabase;
  let directory: string;
  beforeEach(async () => {
    database = await createDatabase(name, "runner");
    directory = await mkdtemp(join(tmpdir(), "limbeck-runner-"));
  });
  afterEach(async () => {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  const dataSource = (entities: readonly unknown[] = [], more: object = {}) =>
    new DataSource({ ...database.options, ...more, entities } as DataSourceOptions);
  const migrator = (more: object = {}) =>
    new Migrator({ dataSource: dataSource(), directory, load, ...more });
  const revision = (id: string, down: string | null, upgrade: string, downgrade = "") =>
    writeFile(
      join(directory, `${id}.mjs`),
      `/** ${id} */
       export const revision = "${id}";
       export const downRevision = ${JSON.stringify(down)};
       export async function upgrade(op, context) { ${upgrade} }
       export async function downgrade(op, context) { ${downgrade} }\n`,
    );
  const rows = async () => (await migrator().current()).heads;

  it("lets two migrators at once run every revision once", async () => {
    await revision("aaaa1111", null, `await op.execute("CREATE TABLE once (id integer)");`);
    await revision("bbbb2222", "aaaa1111", `await op.execute("INSERT INTO once VALUES (1)");`);
    const outcomes = await Promise.all([1, 2, 3].map(() => migrator().upgrade()));
    expect(outcomes.map((applied) => applied.length).reduce((a, b) => a + b)).toBe(2);
    expect(await database.query("SELECT id FROM once")).toEqual([{ id: 1 }]);
    expect(await rows()).toEqual(["bbbb2222"]);
  });

  it("keeps what has run when a later revision fails, and goes on from there", async () => {
    await revision("aaaa1111", null, `await op.execute("CREATE TABLE one (id integer)");`);
    await revision("bbbb2222", "aaaa1111", `throw new Error("not today");`);
    await expect(migrator().upgrade()).rejects.toMatchObject({ code: "E_REVISION_FAILED" });
    expect(await rows()).toEqual(["aaaa1111"]);
    await rm(join(directory, "bbbb2222.mjs"));
    await revision("cccc3333", "aaaa1111", "");
    expect((await migrator().upgrade()).map((step) => step.revision)).toEqual(["cccc3333"]);
  });

  it("tells what it does, and what each step cost", async () => {
    await revision("aaaa1111", null, "");
    const events: ProgressEvent[] = [];
    await migrator({ onProgress: (event: ProgressEvent) => events.push(event) }).upgrade();
    const step = {
      revision: "aaaa1111",
      direction: "upgrade",
      message: "aaaa1111",
      from: [],
      to: ["aaaa1111"],
    };
    expect(events).toEqual([
      { kind: "start", ...step },
      { kind: "done", ...step, milliseconds: expect.any(Number) },
    ]);
  });

  it("stops between two statements when it is told to, and leaves what ran before", async () => {
    const abort = new AbortController();
    await revision("aaaa1111", null, `await op.execute("CREATE TABLE one (id integer)");`);
    await revision("bbbb2222", "aaaa1111", `await op.execute("CREATE TABLE two (id integer)");`);
    const onProgress = (event: ProgressEvent) => {
      if (event.kind === "done") abort.abort();
    };
    await expect(migrator().upgrade("head", { signal: abort.signal, onProgress })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(await rows()).toEqual(["aaaa1111"]);
    expect(await tableNames(database)).not.toContain("two");
  });

  it("gives a revision TypeORM's manager, in the transaction of the revision", async () => {
    await revision(
      "aaaa1111",
      null,
      `await op.execute("CREATE TABLE one (id integer)");
       await context.manager.query("INSERT INTO one VALUES (7)");
       const [row] = await op.query("SELECT id FROM one");
       if (row.id !== 7 || context.revision !== "aaaa1111") throw new Error("no row");`,
      `await op.dropTable("one");`,
    );
    await migrator().upgrade();
    expect(await database.query("SELECT id FROM one")).toEqual([{ id: 7 }]);
    await migrator().downgrade("base");
    expect(await tableNames(database)).toEqual(["limbeck_version"]);
  });

  it("gives a revision the rows that a statement returns, and none where it returns none", async () => {
    await database.query("CREATE TABLE many (id integer)");
    await database.query("INSERT INTO many VALUES (1), (2)");
    const returns = await database.query("DELETE FROM many WHERE id = 1 RETURNING id").then(
      () => true,
      () => false,
    );
    await revision(
      "aaaa1111",
      null,
      `const changed = await op.query("UPDATE many SET id = id + 10 WHERE id = 2");
       const deleted = ${returns} ? await op.query("DELETE FROM many WHERE id = 12 RETURNING id") : [{ id: 12 }];
       const gone = ${returns} ? await op.query("DELETE FROM many WHERE id = 12 RETURNING id") : [];
       const found = JSON.stringify([changed, deleted, gone]);
       if (found !== '[[],[{"id":12}],[]]') throw new Error(found);`,
    );
    await migrator().upgrade();
    expect(await rows()).toEqual(["aaaa1111"]);
  });

  it("tells of a missing await, and keeps nothing of the revision where DDL can be rolled back", async () => {
    await revision("aaaa1111", null, `op.execute("CREATE TABLE one (id integer)").catch(() => {});`);
    if (name === "sqlite") {
      // Operations wait there until the revision ends, so that none can be late.
      await migrator().upgrade();
      expect(await tableNames(database)).toContain("one");
      return;
    }
    await expect(migrator().upgrade()).rejects.toMatchObject({
      code: "E_REVISION_FAILED",
      message: expect.stringContaining('put "await" before every call of op'),
    });
    expect(await rows()).toEqual([]);
  });

  it("moves, stamps and tells where the database stands", async () => {
    await revision("aaaa1111", null, "");
    await revision("bbbb2222", "aaaa1111", "");
    await revision("cccc3333", "bbbb2222", "");
    expect(await migrator().current()).toMatchObject({ heads: [], atHead: false });
    await migrator().upgrade("+2");
    expect(await rows()).toEqual(["bbbb2222"]);
    expect(await migrator().downgrade("-1")).toMatchObject([{ revision: "bbbb2222", to: ["aaaa1111"] }]);
    expect(await migrator().stamp("head")).toEqual({ before: ["aaaa1111"], after: ["cccc3333"] });
    expect(await migrator().current()).toMatchObject({ atHead: true });
    expect(await migrator().upgrade()).toEqual([]);
    expect((await migrator().history()).map((entry) => entry.revision)).toEqual([
      "cccc3333",
      "bbbb2222",
      "aaaa1111",
    ]);
    expect(await migrator().show("cccc")).toMatchObject([{ revision: "cccc3333", isHead: true }]);
  });

  it("goes back from one of several rows only when it is told which (Alembic takes the first)", async () => {
    await revision("aaaa1111", null, "");
    await revision("bbbb2222", "aaaa1111", "");
    await revision("cccc3333", "aaaa1111", "");
    await migrator().upgrade("heads");
    await expect(migrator().downgrade("-1")).rejects.toMatchObject({
      code: "E_RELATIVE_MOVE",
      message: expect.stringContaining("limbeck downgrade bbbb2222@-1, or limbeck downgrade cccc3333@-1"),
      details: { rows: ["bbbb2222", "cccc3333"] },
    });
    expect(await rows()).toEqual(["bbbb2222", "cccc3333"]);
    await migrator().downgrade("cccc3333@-1");
    expect(await rows()).toEqual(["bbbb2222"]);
    await migrator().downgrade("-1");
    expect(await rows()).toEqual(["aaaa1111"]);
  });

  it("initialises a DataSource without anything that TypeORM would change, and closes it again", async () => {
    await database.query("CREATE TABLE kept (id integer)");
    const source = dataSource([Reader], { synchronize: true, dropSchema: true, migrationsRun: true });
    const script = await autogenerate(source);
    expect(script.upgradeOps).toMatchObject([{ kind: "createTable", table: { name: "reader" } }]);
    expect(source.isInitialized).toBe(false);
    expect(source.options).toMatchObject({ synchronize: true, dropSchema: true, migrationsRun: true });
    expect(await tableNames(database)).toEqual(["kept"]);
  });

  it("leaves an initialised DataSource open", async () => {
    const source = await dataSource([Reader]).initialize();
    await autogenerate(source);
    expect(source.isInitialized).toBe(true);
    await source.destroy();
  });

  it("never lets TypeORM's own tables be part of a difference", async () => {
    for (const table of ["migrations", "query_cache", "limbeck_version"]) {
      await database.query(`CREATE TABLE ${table} (revision varchar(10))`);
    }
    const quote = name === "mysql" || name === "mariadb" ? "`" : '"';
    const columns = ["type", "database", "schema", "table", "name", "value"];
    await database.query(
      `CREATE TABLE typeorm_metadata (${columns.map((column) => `${quote}${column}${quote} varchar(10)`).join(", ")})`,
    );
    const source = dataSource([], { cache: { type: "database", tableName: "query_cache" } });
    const script = await autogenerate(source, { dropUnknownTables: true });
    expect(script.upgradeOps).toEqual([]);
  });

  it("drops tables that no entity declares only when it is told to", async () => {
    await database.query("CREATE TABLE stranger (id integer)");
    expect((await autogenerate(dataSource())).isEmpty).toBe(true);
    const script = await autogenerate(dataSource(), { dropUnknownTables: true });
    expect(script.upgradeOps).toMatchObject([
      { kind: "dropTable", table: { name: "stranger" }, warning: expect.stringContaining("stranger") },
    ]);
  });

  it("reflects in a constant number of queries", async () => {
    const count = async () => {
      const source = await dataSource().initialize();
      const runner = Object.getPrototypeOf(source.createQueryRunner()) as {
        query: (...parameters: unknown[]) => Promise<unknown>;
      };
      const original = runner.query;
      let queries = 0;
      runner.query = function (...parameters) {
        queries++;
        return original.apply(this, parameters);
      };
      try {
        const { tables } = await reflect(source);
        return { queries, tables: tables.length };
      } finally {
        runner.query = original;
        await source.destroy();
      }
    };
    const create = (id: number) =>
      database.query(
        `CREATE TABLE t${id} (id integer PRIMARY KEY, parent integer, CONSTRAINT fk${id} FOREIGN KEY (parent) REFERENCES t0 (id))`,
      );
    await create(0);
    const one = await count();
    for (let id = 1; id < 30; id++) await create(id);
    const many = await count();
    expect([one.tables, many.tables]).toEqual([1, 30]);
    expect(many.queries).toBe(one.queries);
  });
});
