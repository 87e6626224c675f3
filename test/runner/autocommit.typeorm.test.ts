import { rm } from "node:fs/promises";
import { autogenerate } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { Column, DataSource, type DataSourceOptions, Index, PrimaryColumn } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { classTable } from "../conformance/class-table.ts";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { type RevisionProject, revisionProject } from "../support/revision-project.ts";
import { tableNames } from "../support/table-names.ts";

let project: RevisionProject;
afterEach(() => project.remove());

describe.each(databaseNames)("op.autocommitBlock on %s", (name) => {
  beforeEach(async () => {
    project = await revisionProject(name, "autocommit");
  });

  it("runs what it is given, in its place, and hands on what it returns", async () => {
    await project.revision(
      "aaaa1111",
      null,
      `await op.execute("CREATE TABLE one (id integer)");
       const ids = await op.autocommitBlock(async () => {
         await op.execute("INSERT INTO one VALUES (1)");
         const rows = await op.query("SELECT id FROM one");
         return rows.map((row) => row.id);
       });
       await op.execute(\`INSERT INTO one VALUES (\${ids[0] + 1})\`);`,
      `await op.autocommitBlock(() => op.dropTable("one"));`,
    );
    await project.migrator().upgrade();
    expect(await project.database.query("SELECT id FROM one ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
    await project.migrator().downgrade("base");
    expect(await tableNames(project.database)).toEqual(["limbeck_version"]);
  });
});

const ready = `await op.execute("CREATE TABLE reader (id integer, name text)");
               await op.execute("INSERT INTO reader VALUES (1, 'Ada'), (2, 'Ada')");`;
const build = `await op.createIndex("ix_name", "reader", ["name"], { unique: true, concurrently: true });`;

describe.each(databasesWith((can) => can.autocommitBlocks))(
  "statements outside of a transaction on %s",
  (name) => {
    beforeEach(async () => {
      project = await revisionProject(name, "outside");
    });

    const indexes = () =>
      project.database.query(
        "SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid " +
          "WHERE i.indrelid = 'reader'::regclass",
      );

    it("commit what ran before, and begin again after it", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE one (id integer)");
       await op.autocommitBlock(async () => { await op.execute("VACUUM one"); });
       await op.execute("CREATE TABLE two (id integer)");
       throw new Error("not today");`,
      );
      await expect(project.migrator().upgrade()).rejects.toMatchObject({
        code: "E_REVISION_FAILED",
        message: expect.stringContaining(
          "The transaction was left for a statement that can't be part of one: the 2 statement(s) before it stay, " +
            "the version table was not changed.",
        ),
        details: { kept: 2 },
      });
      expect(await tableNames(project.database)).toEqual(["limbeck_version", "one"]);
      expect(await project.rows()).toEqual([]);
    });

    it("let a revision catch a failure and go on in a transaction", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.autocommitBlock(() => op.execute("SELECT 1/0")).catch(() => undefined);
       await op.execute("CREATE TABLE two (id integer)");
       const [row] = await op.query("SELECT now() = statement_timestamp() AS outside FROM pg_sleep(0.01)");
       if (row.outside) throw new Error("no transaction");`,
      );
      await project.migrator().upgrade();
      expect(await project.rows()).toEqual(["aaaa1111"]);
    });

    it("leave nothing behind when the transaction before them can't be committed", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE a (id integer PRIMARY KEY)");
       await op.execute("CREATE TABLE b (id integer REFERENCES a DEFERRABLE INITIALLY DEFERRED)");
       await op.execute("INSERT INTO b VALUES (7)");
       await op.autocommitBlock(() => op.execute("VACUUM a"));`,
      );
      await expect(project.migrator().upgrade()).rejects.toThrow(/foreign key/);
      expect(await tableNames(project.database)).toEqual(["limbeck_version"]);
      expect(await project.rows()).toEqual([]);
    });

    it("build an index while others write, and drop it so", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE reader (id integer, name text)");`,
      );
      await project.migrator().upgrade();
      await project.revision(
        "bbbb2222",
        "aaaa1111",
        build,
        `await op.dropIndex("ix_name", "reader", { concurrently: true });`,
      );
      const statements: string[] = [];
      const logger = { logQuery: (sql: string) => statements.push(sql) };
      const nothing = () => undefined;
      const silent = {
        logQueryError: nothing,
        logQuerySlow: nothing,
        logSchemaBuild: nothing,
        logMigration: nothing,
        log: nothing,
      };
      const logged = () =>
        project.migrator({
          dataSource: project.dataSource({ logging: true, logger: { ...logger, ...silent } }),
        });
      await logged().upgrade();
      expect(await indexes()).toEqual([{ name: "ix_name", valid: true }]);
      await logged().downgrade("-1");
      expect(await indexes()).toEqual([]);
      expect(statements.filter((sql) => /^(START|COMMIT|ROLLBACK|CREATE|DROP)/.test(sql))).toEqual(
        [
          `CREATE UNIQUE INDEX CONCURRENTLY "ix_name" ON "reader" ("name")`,
          `DROP INDEX CONCURRENTLY "ix_name"`,
        ].flatMap((sql) => ["START TRANSACTION", "COMMIT", sql, "START TRANSACTION", "COMMIT"]),
      );
    });

    it("leave the version table as it was when the build fails, and the next run builds anew", async () => {
      await project.revision("aaaa1111", null, ready);
      await project.revision("bbbb2222", "aaaa1111", build);
      await expect(project.migrator().upgrade()).rejects.toMatchObject({
        code: "E_STATEMENT",
        message: expect.stringContaining("an invalid index of that name is dropped first"),
      });
      expect(await indexes()).toEqual([{ name: "ix_name", valid: false }]);
      expect(await project.rows()).toEqual(["aaaa1111"]);
      await project.database.query("DELETE FROM reader WHERE id = 2");
      await project.migrator().upgrade();
      expect(await indexes()).toEqual([{ name: "ix_name", valid: true }]);
      expect(await project.rows()).toEqual(["bbbb2222"]);
    });

    it("never drop a valid index to build another one of its name", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE reader (id integer, name text)");
       await op.createIndex("ix_name", "reader", ["id"]);`,
      );
      await project.revision("bbbb2222", "aaaa1111", build);
      await expect(project.migrator().upgrade()).rejects.toThrow(/already exists/);
      expect(await indexes()).toEqual([{ name: "ix_name", valid: true }]);
    });

    it("stand between two transactions in a script, which the database takes as it is", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE reader (id integer, name text)"); ${build}`,
      );
      const script = await project.migrator().upgrade("head", { sql: true });
      expect(script.split("\n").filter((line) => !line.startsWith('CREATE TABLE "limbeck'))).toEqual([
        "BEGIN;",
        "COMMIT;",
        "",
        "-- upgrade <base> -> aaaa1111: aaaa1111",
        "BEGIN;",
        "CREATE TABLE reader (id integer, name text);",
        "COMMIT;",
        'CREATE UNIQUE INDEX CONCURRENTLY "ix_name" ON "reader" ("name");',
        "BEGIN;",
        'INSERT INTO "limbeck_version" ("revision") VALUES (\'aaaa1111\');',
        "COMMIT;",
        "",
      ]);
    });

    it("typeorm#10626: an entity's concurrent index is built so on a table that is there, and plainly on a new one", async () => {
      const concurrent = Index("ix_name", ["name"], { unique: true, concurrent: true }) as ClassDecorator;
      const wanted = [
        classTable(
          "reader",
          { id: PrimaryColumn("integer"), name: Column("varchar") },
          { decorators: [concurrent] },
        ),
      ];
      const compare = async (entities: readonly Function[]) =>
        autogenerate(new DataSource({ ...project.database.options, entities } as DataSourceOptions));
      const first = await compare(wanted);
      expect(first.toSql("upgrade").at(-1)).toBe('CREATE UNIQUE INDEX "ix_name" ON "reader" ("name")');

      await project.database.query(`CREATE TABLE reader (id integer, name character varying NOT NULL)`);
      await project.database.query(`ALTER TABLE reader ADD CONSTRAINT "PK_reader" PRIMARY KEY (id)`);
      const second = await compare(wanted);
      expect(second.toSql("upgrade").at(-1)).toBe(
        'CREATE UNIQUE INDEX CONCURRENTLY "ix_name" ON "reader" ("name")',
      );
      expect(second.upgradeOps.at(-1)).toMatchObject({ warning: expect.stringContaining("half done") });
      expect(second.toSql("downgrade")[0]).toBe('DROP INDEX CONCURRENTLY "ix_name"');

      const directory = await revisionDirectory();
      const migrator = (entities: readonly Function[]) =>
        project.migrator({ dataSource: project.dataSource({ entities }), directory });
      const { source } = await writeRevision(await migrator(wanted).autogenerate(), {
        directory,
        message: "index",
      });
      expect(source).toMatch(
        /half done[^\n]*\n\s+await op\.createIndex\([^)]*\), "reader", \["name"\], \{[^}]*concurrently: true/,
      );
      await migrator(wanted).upgrade();
      await migrator(wanted).check();
      expect(await indexes()).toContainEqual({ name: "ix_name", valid: true });
      await migrator(wanted).downgrade("base");
      expect(await indexes()).toEqual([{ name: "PK_reader", valid: true }]);
      await rm(directory, { recursive: true });

      // What a failed build has left behind is no index: it is made anew, however much it says the same.
      await project.database.query("INSERT INTO reader VALUES (1, 'Ada'), (2, 'Ada')");
      await expect(
        project.database.query("CREATE UNIQUE INDEX CONCURRENTLY ix_name ON reader (name)"),
      ).rejects.toThrow();
      const third = await compare(wanted);
      expect(third.toSql("upgrade").filter((sql) => sql.includes("INDEX"))).toEqual([
        'DROP INDEX CONCURRENTLY "ix_name"',
        'CREATE UNIQUE INDEX CONCURRENTLY "ix_name" ON "reader" ("name")',
      ]);
    });
  },
);
