import { rm } from "node:fs/promises";
import { Migrator } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { dump } from "../databases/dump.ts";
import { firstModel, secondModel } from "../main-job/model.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { type RevisionProject, revisionProject } from "../support/revision-project.ts";
import { tableNames } from "../support/table-names.ts";

describe.each(databaseNames)("a dry run on %s", (name) => {
  describe("of written revisions", () => {
    let database: TestDatabase;
    let directory: string;
    beforeEach(async () => {
      database = await createDatabase(name, "dry");
      directory = await revisionDirectory();
    });
    afterEach(() => Promise.all([database.drop(), rm(directory, { recursive: true, force: true })]));

    it("changes nothing, and tells every statement that the run then sends", async () => {
      const sent: string[] = [];
      const nothing = () => undefined;
      const logger = {
        logQuery: (sql: string) => sent.push(sql),
        ...{ logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing },
        log: nothing,
      };
      const migrator = (entities: readonly unknown[] = []) =>
        new Migrator({
          dataSource: new DataSource({
            ...database.options,
            entities,
            logging: true,
            logger,
          } as unknown as DataSourceOptions),
          directory,
          load: (file) => import(/* @vite-ignore */ file),
        });
      /** What changes anything; the rest is what Limbeck asks, and where transactions begin and end. */
      const isChange = (sql: string) => /^\s*(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b/.test(sql);
      const changes = () => sent.filter(isChange);
      const expectPrediction = async (move: "upgrade" | "downgrade", target: string) => {
        const before = [await dump(database), (await migrator().current()).heads];
        sent.length = 0;
        const predicted =
          move === "upgrade"
            ? await migrator().upgrade(target, { dryRun: true })
            : await migrator().downgrade(target, { dryRun: true });
        expect(changes()).toEqual([]);
        expect([await dump(database), (await migrator().current()).heads]).toEqual(before);
        sent.length = 0;
        const applied = await migrator()[move](target);
        expect(
          predicted.revisions.flatMap(({ statements }) => statements.map(({ sql }) => sql)).filter(isChange),
        ).toEqual(changes());
        expect(predicted.revisions.map(({ statements: _statements, ...planned }) => planned)).toEqual(
          applied.map(({ milliseconds: _time, ...planned }) => planned),
        );
        expect((await migrator().current()).heads).toEqual(predicted.to);
      };

      await writeRevision(await migrator(firstModel(name)).autogenerate(), { directory, message: "library" });
      await expectPrediction("upgrade", "head");
      await writeRevision(await migrator(secondModel(name)).autogenerate(), { directory, message: "later" });
      await expectPrediction("upgrade", "+1");
      await expectPrediction("downgrade", "base");
      await expectPrediction("upgrade", "head");
    });
  });

  describe("of revisions by hand", () => {
    let project: RevisionProject;
    beforeEach(async () => {
      project = await revisionProject(name, "dry");
    });
    afterEach(() => project.remove());

    it("starts from where the database stands, whatever made its tables", async () => {
      await project.database.query("CREATE TABLE reader (id integer, name varchar(20) NOT NULL)");
      await project.revision("aaaa1111", null, "");
      await project.migrator().stamp("head");
      await project.revision(
        "bbbb2222",
        "aaaa1111",
        `await op.alterColumn("reader", "name", { type: "varchar(40)" });`,
      );
      const { from, to, sql } = await project.migrator().upgrade("head", { dryRun: true });
      expect([from, to]).toEqual([["aaaa1111"], ["bbbb2222"]]);
      expect(sql).toMatch(/varchar\(40\)|character varying\(40\)/);
      // Nothing but the live table says that the column is NOT NULL.
      if (name !== "postgres") expect(sql).toMatch(/varchar\(40\)[^;]* NOT NULL/);
      await project.database.script(sql);
      expect(await project.rows()).toEqual(["bbbb2222"]);
    });

    it("says so where a revision can't be told in full, and shows what follows", async () => {
      await project.revision(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE one (id integer)");
         const [row] = await op.query("SELECT 1 AS id");
         if (row) await op.execute("INSERT INTO one VALUES (1)");`,
      );
      await project.revision(
        "bbbb2222",
        "aaaa1111",
        `await context.manager.query("INSERT INTO one VALUES (2)");
         await op.execute("INSERT INTO one VALUES (3)");`,
      );
      await project.revision("cccc3333", "bbbb2222", `await op.execute("DROP TABLE one");`);
      const { revisions, sql } = await project.migrator().upgrade("head", { dryRun: true });
      expect(revisions.map(({ incomplete }) => incomplete)).toEqual([
        "it asks the database with op.query()",
        "it uses context.manager",
        undefined,
      ]);
      expect(sql.match(/^-- (upgrade|there).*/gm)).toEqual([
        "-- upgrade <base> -> aaaa1111: aaaa1111",
        "-- there may be more: it asks the database with op.query()",
        "-- upgrade aaaa1111 -> bbbb2222: bbbb2222",
        "-- there may be more: it uses context.manager",
        "-- upgrade bbbb2222 -> cccc3333: cccc3333",
      ]);
      expect(sql).toContain("DROP TABLE one;");
      // Not even the version table has been made.
      expect(await tableNames(project.database)).toEqual([]);
    });

    it("shows parameters beside the statement, and hands them on", async () => {
      await project.revision("aaaa1111", null, `await op.execute("SELECT ?", [1, "a\\nb"]);`);
      const { revisions, sql } = await project.migrator().upgrade("head", { dryRun: true });
      expect(revisions[0]!.statements).toContainEqual({ sql: "SELECT ?", parameters: [1, "a\nb"] });
      expect(sql).toContain('-- with the parameters [1,"a\\nb"]\nSELECT ?;');
    });

    it("has nothing to tell when there is nothing to do, and refuses what the run refuses", async () => {
      await project.revision("aaaa1111", null, "");
      await project.migrator().upgrade();
      expect(await project.migrator().upgrade("head", { dryRun: true })).toEqual({
        from: ["aaaa1111"],
        to: ["aaaa1111"],
        revisions: [],
        sql: "",
      });
      await expect(project.migrator().upgrade("zz", { dryRun: true })).rejects.toMatchObject({
        code: "E_REVISION_UNKNOWN",
      });
      await expect(project.migrator().downgrade("-9", { dryRun: true })).rejects.toMatchObject({
        code: "E_RELATIVE_MOVE",
      });
    });
  });
});
