import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LimbeckModuleOptions } from "@limbeck/nestjs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createDatabase, type DatabaseName, databaseNames, type TestDatabase } from "../databases/index.ts";
import type { Scenario } from "./application/app.module.ts";
import { get, type Host, startHost } from "./support/host.ts";
import { accountRevisions, revisionSource, writeRevisions } from "./support/revisions.ts";
import { stage, unstage } from "./support/stage.ts";

let application: string;
let directory: string;
let host: Host;
beforeAll(async () => {
  application = await stage({ nest: 11, typeorm: "1.1", format: "esm" });
  ({ directory } = await writeRevisions(accountRevisions, application));
  host = await startHost(application);
});
afterAll(async () => {
  await host.stop();
  await unstage();
});

async function database(name: DatabaseName): Promise<TestDatabase> {
  const made = await createDatabase(name, "nest_bootstrap");
  onTestFinished(async () => {
    await host.close();
    await made.drop();
  });
  return made;
}

const rowsOf = async (given: TestDatabase): Promise<unknown[]> => {
  const rows = await given.query("SELECT revision FROM limbeck_version ORDER BY revision");
  return rows.map(({ revision }) => revision);
};

describe.each(databaseNames)("on %s, an application that starts", (name) => {
  const start = async (limbeck: LimbeckModuleOptions, given: TestDatabase, others: Partial<Scenario> = {}) =>
    host.boot({ database: given.options, limbeck: { directory, ...limbeck }, ...others });

  /** A database that has all revisions. */
  const migrated = async (): Promise<TestDatabase> => {
    const given = await database(name);
    await start({ onBootstrap: "upgrade" }, given);
    expect(await rowsOf(given)).toEqual(["bbbb2222"]);
    return given;
  };

  test("leaves the database alone when it is not told to do anything", async () => {
    const given = await database(name);
    const outcome = await start({}, given);
    expect(outcome).toMatchObject({ kind: "up", logs: [] });
    await expect(given.query("SELECT * FROM account")).rejects.toThrow();
    await expect(given.query("SELECT * FROM limbeck_version")).rejects.toThrow();
  });

  test("refuses pending revisions, or says so, and runs none", async () => {
    const given = await database(name);
    for (const onBootstrap of ["upgrade", "check"] as const) {
      const outcome = await start({ onBootstrap, onPending: "throw" }, given);
      expect(outcome).toMatchObject({ kind: "failed", code: "E_DATABASE_NOT_AT_HEAD" });
      expect(outcome).toHaveProperty("message", expect.stringContaining("lacks aaaa1111, bbbb2222."));
    }
    // What `check` does when it is not told.
    expect(await start({ onBootstrap: "check" }, given)).toMatchObject({ code: "E_DATABASE_NOT_AT_HEAD" });
    for (const onBootstrap of ["upgrade", "check"] as const) {
      expect(await start({ onBootstrap, onPending: "warn" }, given)).toMatchObject({
        kind: "up",
        logs: ["warn [LimbeckModule] The database is at the base and lacks aaaa1111, bbbb2222."],
      });
    }
    await expect(given.query("SELECT * FROM account")).rejects.toThrow();
  });

  test("refuses a database without what the entities declare", async () => {
    const given = await migrated();
    await given.query("ALTER TABLE account DROP COLUMN name");
    const outcome = await start({ onBootstrap: "check" }, given);
    expect(outcome).toMatchObject({ kind: "failed", code: "E_PENDING_CHANGES" });
    expect(outcome).toHaveProperty("message", expect.stringMatching(/add column .*name/i));
    // Only the position is looked at.
    expect(await start({ onBootstrap: "upgrade" }, given)).toMatchObject({ kind: "up" });
  });

  test("starts on a database that a newer release has migrated, or refuses it", async () => {
    const given = await migrated();
    await given.query("UPDATE limbeck_version SET revision = 'ffff9999'");
    for (const onBootstrap of ["upgrade", "check"] as const) {
      expect(await start({ onBootstrap }, given)).toMatchObject({
        kind: "up",
        logs: [
          "warn [LimbeckModule] The database is at ffff9999. This release does not know ffff9999; its revisions end at bbbb2222.",
        ],
      });
    }
    for (const onBootstrap of ["upgrade", "check"] as const) {
      const refused = await start({ onBootstrap, onAhead: "throw" }, given);
      expect(refused).toMatchObject({ kind: "failed", code: "E_DATABASE_REVISION_UNKNOWN" });
    }
    expect(await rowsOf(given)).toEqual(["ffff9999"]);
  });

  test("refuses a database that has unknown revisions and lacks others", async () => {
    const given = await migrated();
    await given.query("UPDATE limbeck_version SET revision = 'aaaa1111'");
    await given.query("INSERT INTO limbeck_version (revision) VALUES ('ffff9999')");
    const refused = await start({ onBootstrap: "upgrade" }, given);
    expect(refused).toMatchObject({ kind: "failed", code: "E_DATABASE_REVISION_UNKNOWN" });
    expect(refused).toHaveProperty("message", expect.stringContaining("lacks bbbb2222"));
    const outcome = await start({ onBootstrap: "upgrade", onPending: "warn" }, given);
    expect(outcome).toMatchObject({ kind: "up" });
    if (outcome.kind !== "up") return;
    expect(outcome.logs).toHaveLength(2);
    expect(await get(`${outcome.url}/health`)).toMatchObject({
      status: 503,
      body: {
        error: { migrations: { state: "diverged", pending: ["bbbb2222"], unknown: ["ffff9999"] } },
      },
    });
    expect(await rowsOf(given)).toEqual(["aaaa1111", "ffff9999"]);
  });

  test("runs a revision that fails once, whatever Nest does with connections that fail", async () => {
    const { directory } = await writeRevisions(
      {
        cccc3333: revisionSource(
          "cccc3333",
          null,
          `appendFileSync(new URL("./runs.txt", import.meta.url), "run\\n");
           await op.execute("INSERT INTO nowhere VALUES (1)");`,
          `import { appendFileSync } from "node:fs";`,
        ),
      },
      application,
    );
    const given = await database(name);
    const outcome = await start({ onBootstrap: "upgrade", directory }, given);
    expect(outcome).toMatchObject({ kind: "failed", code: "E_STATEMENT" });
    expect(await readFile(join(directory, "runs.txt"), "utf8")).toBe("run\n");
    expect(await rowsOf(given)).toEqual([]);
  });

  test.each(["useFactory", "extraProviders", "useClass", "useExisting"] as const)(
    "takes its options by %s",
    async (way) => {
      const given = await database(name);
      const outcome = await start({ onBootstrap: "upgrade" }, given, { way, counts: true });
      expect(outcome).toMatchObject({ kind: "up" });
      expect(await rowsOf(given)).toEqual(["bbbb2222"]);
    },
  );

  test("migrates two databases by their names", async () => {
    const given = await database(name);
    const notes = await database(name);
    const { directory: notesDirectory } = await writeRevisions(
      {
        dddd4444: revisionSource(
          "dddd4444",
          null,
          `await op.createTable("note", [column("id", "integer"), primaryKey(["id"], { name: op.f("pk_note") })]);`,
          `import { column, primaryKey } from "@limbeck/core";`,
        ),
      },
      application,
    );
    const { url, logs } = await host.up({
      database: given.options,
      limbeck: { directory, onBootstrap: "upgrade" },
      notes: {
        database: notes.options,
        limbeck: { directory: notesDirectory, onBootstrap: "check", onPending: "run" },
      },
      terminus: false,
    });
    expect(await rowsOf(given)).toEqual(["bbbb2222"]);
    expect(await rowsOf(notes)).toEqual(["dddd4444"]);
    expect(logs).toContain(
      "log [LimbeckModule:notes] The database is up to date (dddd4444), and has what the entities declare.",
    );
    expect(await get(`${url}/position`)).toEqual({ status: 200, body: ["bbbb2222"] });
    expect(await get(`${url}/position/notes`)).toMatchObject({
      status: 200,
      body: { state: "up-to-date", current: ["dddd4444"] },
    });
    expect(await get(`${url}/position/injected`)).toEqual({ status: 200, body: ["dddd4444"] });
    expect(await get(`${url}/limbeck`)).toMatchObject({ status: 403 });
    expect(await get(`${url}/limbeck`, { "X-Admin-Key": "let me in" })).toMatchObject({
      status: 200,
      body: { state: "up-to-date", current: ["dddd4444"] },
    });
    expect(await get(`${url}/plain-health/notes`)).toMatchObject({
      status: 200,
      body: { notes: { status: "up", current: ["dddd4444"] } },
    });
    // A name that is none is no state of a database.
    expect(await get(`${url}/plain-health/nobody`)).toMatchObject({ status: 500 });
  });

  test("answers for its health without Terminus as well", async () => {
    const given = await database(name);
    const outcome = await start({}, given, { terminus: false });
    if (outcome.kind !== "up") throw new Error(outcome.message);
    expect(await get(`${outcome.url}/plain-health`)).toEqual({
      status: 200,
      body: {
        migrations: {
          status: "down",
          state: "pending",
          current: [],
          heads: ["bbbb2222"],
          pending: ["aaaa1111", "bbbb2222"],
          unknown: [],
        },
      },
    });
  });
});

describe("an application does not start", () => {
  test.each([
    ["with a status controller that has no guard", { unguarded: true }, {}, /has no guard/],
    [
      "with an option that means nothing",
      {},
      { onBootstrap: "upgarde" },
      /"onBootstrap": it takes upgrade, check, none/,
    ],
    ["without revisions", {}, { directory: [] }, /neither "directory" nor "revisions"/],
    [
      "without revisions from a factory",
      { way: "useFactory" },
      { directory: [] },
      /neither "directory" nor "revisions"/,
    ],
  ])("%s", async (_title, scenario, limbeck, message) => {
    const given = await database("sqlite");
    const outcome = await host.boot({
      database: given.options,
      limbeck: { directory, ...limbeck },
      ...scenario,
    } as Scenario);
    expect(outcome).toMatchObject({ kind: "failed", code: "E_CONFIG" });
    expect(outcome).toHaveProperty("message", expect.stringMatching(message));
  });

  test.each(["synchronize", "dropSchema"])("when TypeORM's %s changes its tables first", async (key) => {
    const given = await database("sqlite");
    const options = { ...given.options, [key]: true };
    const outcome = await host.boot({ database: options, limbeck: { directory, onBootstrap: "upgrade" } });
    expect(outcome).toMatchObject({ kind: "failed", code: "E_CONFIG" });
    expect(outcome).toHaveProperty("message", expect.stringContaining(`${key}: true`));
    // Whoever lets TypeORM make the tables, for tests say, can have the module all the same.
    expect(await host.boot({ database: options, limbeck: { directory } })).toMatchObject({ kind: "up" });
  });
});
