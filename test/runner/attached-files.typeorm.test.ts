import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { column, type Operations } from "@limbeck/core";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { type RevisionProject, revisionProject } from "../support/revision-project.ts";

const files = databasesWith((can) => can.schemas && can.alterByRebuild);

describe.each(files)("revisions of tables in another file on %s", (name) => {
  let project: RevisionProject;
  beforeEach(async () => {
    project = await revisionProject(name, "files");
    await project.database.createBeside("other");
  });
  afterEach(() => project.remove());

  const query = (sql: string) => project.database.query(sql);
  const upgrade = (text: string) => project.revision("aaaa1111", null, text);
  /** With an entity in the other file, because of which TypeORM attaches it. */
  const declaring = (table: string) =>
    project.migrator({
      dataSource: project.dataSource({ entities: [entity(table, {}, { database: "other.db" })] }),
      lock: { wait: 1000 },
    });
  const objects = (type: string) =>
    query(
      `SELECT name, sql FROM "other.db".sqlite_schema
       WHERE type = '${type}' AND name NOT LIKE 'sqlite%' ORDER BY name`,
    );

  it("a rebuild keeps rows, numbers, triggers and what refers to the table, and touches no other file", async () => {
    await project.database.script(`
      CREATE TABLE "other.db".log (what);
      CREATE TABLE "other.db".reader (id INTEGER PRIMARY KEY AUTOINCREMENT, name varchar(20) NOT NULL);
      CREATE TABLE "other.db".loan (reader_id integer REFERENCES reader (id) ON DELETE CASCADE);
      CREATE TABLE "other.db".note (body text);
      CREATE INDEX "other.db".lower_name ON reader (lower(name) DESC) WHERE name <> '';
      CREATE TRIGGER "other.db".named AFTER UPDATE ON reader BEGIN INSERT INTO log VALUES (new.name); END;
      CREATE VIEW "other.db".names AS SELECT name FROM reader;
      INSERT INTO "other.db".reader (name) VALUES ('Ada'), ('Grace'), ('Edith');
      DELETE FROM "other.db".reader WHERE name = 'Edith';
      INSERT INTO "other.db".loan VALUES (1), (2);
      INSERT INTO "other.db".note (rowid, body) VALUES (7, 'x');
      CREATE TABLE reader (id integer PRIMARY KEY);
      INSERT INTO reader VALUES (99);
    `);
    const indexes = await objects("index");
    const triggers = await objects("trigger");
    const views = await objects("view");
    await upgrade(`
      await op.alterColumn("reader", "name", { type: "text", schema: "other.db" });
      await op.alterColumn("note", "body", { type: "varchar", schema: "other.db" });`);
    await project.migrator().upgrade();

    expect(await query(`SELECT lower(type) AS type FROM pragma_table_info('reader', 'other.db')`)).toEqual([
      { type: "integer" },
      { type: "text" },
    ]);
    expect(await query(`SELECT * FROM "other.db".reader`)).toEqual([
      { id: 1, name: "Ada" },
      { id: 2, name: "Grace" },
    ]);
    expect(await query(`SELECT * FROM "other.db".sqlite_sequence`)).toEqual([{ name: "reader", seq: 3 }]);
    expect(await query(`SELECT * FROM "other.db".loan`)).toEqual([{ reader_id: 1 }, { reader_id: 2 }]);
    expect(await query(`SELECT rowid, body FROM "other.db".note`)).toEqual([{ rowid: 7, body: "x" }]);
    expect(await objects("index")).toEqual([
      { ...indexes[0], sql: `CREATE INDEX "lower_name" ON "reader" (lower(name) DESC) WHERE name <> ''` },
    ]);
    expect(await objects("trigger")).toEqual(triggers);
    expect(await objects("view")).toEqual(views);
    await query(`UPDATE "other.db".reader SET name = 'Ada L.' WHERE id = 1`);
    expect(await query(`SELECT * FROM "other.db".log`)).toEqual([{ what: "Ada L." }]);
    expect(await query(`SELECT * FROM "other.db".names`)).toEqual([{ name: "Ada L." }, { name: "Grace" }]);
    expect(await query("SELECT * FROM main.reader")).toEqual([{ id: 99 }]);
  });

  const libraries = `
    CREATE TABLE "other.db".reader (id integer PRIMARY KEY);
    CREATE TABLE "other.db".loan (reader_id integer REFERENCES reader (id));
    INSERT INTO "other.db".reader VALUES (1);
    INSERT INTO "other.db".loan VALUES (1);
    CREATE TABLE here (id integer PRIMARY KEY);`;

  it("rows that would reference nothing are noticed there, and both files stay as they were", async () => {
    await project.database.script(libraries);
    await upgrade(`
      await op.dropTable("here");
      await op.execute("DROP TABLE reader");`);
    await expect(declaring("reader").upgrade()).rejects.toMatchObject({
      code: "E_FOREIGN_KEY_VIOLATION",
      message: expect.stringContaining("loan row 1 → reader") as string,
    });
    expect((await objects("table")).map((table) => table.name)).toEqual(["loan", "reader"]);
    expect(await query("SELECT name FROM main.sqlite_schema WHERE name = 'here'")).toHaveLength(1);
    expect(await project.rows()).toEqual([]);
  });

  it("so are those in a file that no entity names, and what was amiss before is nobody's fault", async () => {
    await project.database.script(`${libraries} PRAGMA foreign_keys = OFF;
      CREATE TABLE "other.db".lost (reader_id integer REFERENCES reader (id));
      INSERT INTO "other.db".lost VALUES (5);`);
    await upgrade(`await op.alterColumn("loan", "reader_id", { type: "text", schema: "other.db" });`);
    await project.migrator().upgrade();
    expect(await query(`SELECT * FROM "other.db".loan`)).toEqual([{ reader_id: "1" }]);
    await project.revision("bbbb2222", "aaaa1111", `await op.dropTable("reader", { schema: "other.db" });`);
    await expect(project.migrator().upgrade()).rejects.toMatchObject({ code: "E_FOREIGN_KEY_VIOLATION" });
    expect((await objects("table")).map((table) => table.name)).toEqual(["loan", "lost", "reader"]);
  });

  it("a name without a schema is one of the main file, whatever the other one has", async () => {
    await project.database.script(libraries);
    await upgrade(`await op.dropTable("loan");`);
    await expect(declaring("reader").upgrade()).rejects.toThrow("no such table: main.loan");
    expect((await objects("table")).map((table) => table.name)).toEqual(["loan", "reader"]);
  });

  it("a reference to a table in another file is refused", async () => {
    await project.database.script(libraries);
    await upgrade(
      `await op.createForeignKey("fk", "here", "reader", ["id"], ["id"], { referencedSchema: "other.db" });`,
    );
    await expect(project.migrator().upgrade()).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringContaining("a foreign key can't reference a table in another file") as string,
    });
  });

  it("whoever writes to the other file is waited for", async () => {
    await project.database.script(libraries);
    await upgrade(`await op.renameTable("loan", "loans", { schema: "other.db" });`);
    const writer = new Sqlite(`${dirname(String(project.database.options.database))}/other.db`);
    try {
      writer.exec("BEGIN IMMEDIATE");
      await expect(declaring("loan").upgrade()).rejects.toMatchObject({ code: "E_LOCKED" });
      const told: string[] = [];
      const onProgress = ({ kind }: { readonly kind: string }) => {
        told.push(kind);
        if (kind === "waiting") writer.exec("COMMIT");
      };
      await declaring("loan").upgrade("head", { onProgress });
      expect(told).toEqual(["waiting", "start", "done"]);
    } finally {
      writer.close();
    }
    expect((await objects("table")).map((table) => table.name)).toEqual(["loans", "reader"]);
  });

  it("a file in a folder that is not there is made, with the folder", async () => {
    const revision = {
      revision: "aaaa1111",
      downRevision: null,
      upgrade: (op: Operations) =>
        op.createTable("old", [column("id", "integer")], { schema: "archive/old.db" }),
      downgrade: (op: Operations) => op.dropTable("old", { schema: "archive/old.db" }),
    };
    await project.migrator({ revisions: [revision] }).upgrade();
    expect(existsSync(`${dirname(String(project.database.options.database))}/archive/old.db`)).toBe(true);
  });

  it("leave the connection of the application as it was", async () => {
    await project.database.script(libraries);
    await upgrade(`await op.renameTable("loan", "loans", { schema: "other.db" });`);
    const dataSource = await project.dataSource().initialize();
    try {
      const attached = () => dataSource.query("SELECT * FROM pragma_database_list WHERE name <> 'temp'");
      const before = await attached();
      await project.migrator({ dataSource }).upgrade();
      expect(await attached()).toEqual(before);
    } finally {
      await dataSource.destroy();
    }
    expect((await objects("table")).map((table) => table.name)).toEqual(["loans", "reader"]);
  });
});
