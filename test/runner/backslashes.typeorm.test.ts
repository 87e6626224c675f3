import { rm } from "node:fs/promises";
import { autogenerate, column, Migrator, primaryKey, sql } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { dump } from "../databases/dump.ts";
import { createDatabase, type TestDatabase } from "../databases/index.ts";
import { bench, revisionFor } from "../operations/one-revision.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { revisionDirectory } from "../support/revision-directory.ts";

const model = (root: string) => [
  entity(
    "path",
    {
      root: { type: "varchar", length: 20, default: root, comment: "as in C:\\dir" },
      kind: { type: "enum", enum: ["a\\b", "plain"], default: "a\\b" },
      tail: { type: "varchar", length: 40, asExpression: "concat(`root`, 'x\\\\y')", nullable: true },
    },
    { checks: [{ name: "ck_path_root", expression: "`root` <> 'k\\\\l'" }] },
  ),
];
const [before, after] = [model("C:\\temp"), model("D:\\")];

const setMode = "SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',NO_BACKSLASH_ESCAPES')";

/** What the callback API of the driver's pool has. */
interface Pool {
  on(event: "connection", use: (connection: { query(sql: string): void }) => void): void;
}

/** A DataSource whose connections all take a backslash for itself. */
async function withoutEscapes(source: DataSource): Promise<DataSource> {
  await source.initialize();
  const { pool } = source.driver as unknown as { readonly pool: Pool };
  pool.on("connection", (connection) => connection.query(setMode));
  // The one connection that is there already.
  await source.query(setMode);
  return source;
}

// Enums that belong to their column, and comments: MySQL and MariaDB, whose sessions can take a backslash for itself.
describe.each(databasesWith(({ columnComments, enumTypes }) => columnComments && !enumTypes))(
  "backslashes on %s",
  (name) => {
    let online: TestDatabase;
    let offline: TestDatabase;
    let directory: string;
    const open: DataSource[] = [];
    beforeEach(async () => {
      online = await createDatabase(name, "backslashes");
      offline = await createDatabase(name, "backslashes_offline");
      directory = await revisionDirectory();
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((source) => source.destroy()));
      await Promise.all([online.drop(), offline.drop(), rm(directory, { recursive: true, force: true })]);
    });

    it.each(["with", "without"])(
      "are the same in a session %s escapes, online and in a script",
      async (how) => {
        const dataSource = (entities: typeof before) =>
          new DataSource({ ...online.options, entities } as unknown as DataSourceOptions);
        const migrator = async (entities: typeof before) => {
          const source = dataSource(entities);
          if (how === "without") open.push(await withoutEscapes(source));
          return new Migrator({
            dataSource: source,
            directory,
            load: (file) => import(/* @vite-ignore */ file),
          });
        };
        const first = await migrator(before);
        await writeRevision(await first.autogenerate(), { directory, message: "paths" });
        await first.upgrade();
        await first.check();
        await online.query("INSERT INTO path (id) VALUES (1)");
        const second = await migrator(after);
        const script = await second.autogenerate();
        expect(script.upgradeOps.map(({ kind }) => kind)).toEqual(["alterColumn"]);
        await writeRevision(script, { directory, message: "another disk" });
        await second.upgrade();
        await second.check();
        await online.query("INSERT INTO path (id) VALUES (2)");
        expect(await online.query("SELECT root, kind, tail FROM path ORDER BY id")).toEqual([
          { root: "C:\\temp", kind: "a\\b", tail: "C:\\tempx\\y" },
          { root: "D:\\", kind: "a\\b", tail: "D:\\x\\y" },
        ]);
        const [described] = await online.query(
          "SELECT COLUMN_COMMENT AS comment FROM information_schema.COLUMNS " +
            "WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'path' AND COLUMN_NAME = 'root'",
        );
        expect(described).toEqual({ comment: "as in C:\\dir" });

        const sqlScript = await second.upgrade("head", { sql: true });
        await runThroughClient(offline, how === "without" ? `${setMode};\n${sqlScript}` : sqlScript);
        expect(await dump(offline)).toEqual(await dump(online));

        await first.downgrade("-1");
        expect((await autogenerate(dataSource(before))).upgradeOps).toEqual([]);
      },
    );

    it("leave the session as it was, also when a statement fails", async () => {
      const here = await bench(name, "backslashes_mode");
      try {
        const source = await withoutEscapes(here.dataSource());
        open.push(source);
        const failing = revisionFor<"mysql">(async (op) => {
          await op.createTable("path", [column("id", "int"), primaryKey(["id"])], {
            comment: "one \\ each",
          });
          await op.addColumn(
            "path",
            column("root", "varchar(9)", { default: sql`no_such_function('\\\\')` }),
          );
        });
        await expect(here.migrator([failing], { dataSource: source }).upgrade()).rejects.toMatchObject({
          code: "E_STATEMENT",
        });
        const [table] = await here.database.query(
          "SELECT TABLE_COMMENT AS comment FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'path'",
        );
        expect(table).toEqual({ comment: "one \\ each" });
        const modes = await Promise.all(
          Array.from({ length: 5 }, () => source.query("SELECT @@SESSION.sql_mode AS mode, SLEEP(0.2)")),
        );
        for (const [{ mode }] of modes as [{ mode: string }][])
          expect(mode).toContain("NO_BACKSLASH_ESCAPES");
      } finally {
        await here.database.drop();
      }
    });
  },
);
