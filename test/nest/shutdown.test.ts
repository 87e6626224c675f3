import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createDatabase } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Host, startHost } from "./support/host.ts";
import { accountRevisions, revisionSource, writeRevisions } from "./support/revisions.ts";
import { type Pair, stage, unstage } from "./support/stage.ts";

afterAll(unstage);

const applications: readonly Pair[] = [
  { nest: 10, typeorm: "0.3", format: "cjs" },
  { nest: 12, typeorm: "1.1", format: "esm" },
];

/** Rows by TypeORM's manager, which are sent as they come on every database. */
const slowInserts = `for (let id = 10; id < 400; id += 1) {
  await context.manager.query("INSERT INTO account (id, name) VALUES (" + id + ", 'many')");
  await new Promise((resolve) => setTimeout(resolve, 50));
}`;

describe.each(applications)("Nest $nest: an application that is told to end within a revision", (pair) => {
  let application: string;
  let directory: string;
  let mended: string;
  let next: Host;
  beforeAll(async () => {
    application = await stage(pair);
    next = await startHost(application);
    const write = async (body: string) => {
      const cccc3333 = revisionSource("cccc3333", "bbbb2222", body);
      return (await writeRevisions({ ...accountRevisions, cccc3333 }, application)).directory;
    };
    directory = await write(slowInserts);
    mended = await write("");
  });
  afterAll(() => next.stop());

  const cases = databasesWith(({ transactionalDdl }) => transactionalDdl).flatMap((name) => [
    { name, title: "when Nest listens to signals", shutdownHooks: true, signal: "SIGTERM" } as const,
    { name, title: "when nobody does", shutdownHooks: false, signal: "SIGINT" } as const,
  ]);
  test.each(cases)("rolls back and ends on $name, $title", async ({ name, shutdownHooks, signal }) => {
    const database = await createDatabase(name, "nest_shutdown");
    const host = await startHost(application);
    onTestFinished(async () => {
      await Promise.all([host.stop(), next.close()]);
      await database.drop();
    });
    const scenario = { database: database.options, shutdownHooks };
    // The process may end before it has told that the start failed.
    const outcome = host
      .boot({ ...scenario, limbeck: { directory, onBootstrap: "upgrade" } })
      .catch(() => ({ kind: "ended" }));
    await host.logged("Running upgrade bbbb2222 -> cccc3333");
    host.kill(signal);
    expect(await host.ended).toEqual({ code: null, signal });
    expect((await outcome).kind).not.toBe("up");

    expect(await database.query("SELECT id FROM account ORDER BY id")).toEqual([{ id: 1 }]);
    expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([{ revision: "bbbb2222" }]);
    // The lock is free again.
    await next.up({ ...scenario, limbeck: { directory: mended, onBootstrap: "upgrade" } });
    expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([{ revision: "cccc3333" }]);
  });

  test.each(databasesWith(({ transactionalDdl }) => !transactionalDdl))(
    "stops between two statements on %s, where a revision has no transaction, and gives the lock back",
    async (name) => {
      const database = await createDatabase(name, "nest_shutdown");
      const host = await startHost(application);
      onTestFinished(async () => {
        await Promise.all([host.stop(), next.close()]);
        await database.drop();
      });
      const scenario = { database: database.options };
      const outcome = host
        .boot({ ...scenario, limbeck: { directory, onBootstrap: "upgrade" } })
        .catch(() => ({ kind: "ended" }));
      await host.logged("Running upgrade bbbb2222 -> cccc3333");
      host.kill("SIGTERM");
      expect(await host.ended).toEqual({ code: null, signal: "SIGTERM" });
      expect((await outcome).kind).not.toBe("up");

      const rows = await database.query("SELECT id FROM account");
      expect(rows.length).toBeLessThan(390);
      expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([
        { revision: "bbbb2222" },
      ]);
      await next.up({ ...scenario, limbeck: { directory: mended, onBootstrap: "upgrade" } });
      expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([
        { revision: "cccc3333" },
      ]);
    },
  );

  test.each(databasesWith(({ transactionalDdl }) => transactionalDdl))(
    "rolls back on %s when the application is closed",
    async (name) => {
      const database = await createDatabase(name, "nest_shutdown");
      onTestFinished(() => database.drop());
      const outcome = next.boot({
        database: database.options,
        limbeck: { directory, onBootstrap: "upgrade" },
      });
      await next.logged("Running upgrade bbbb2222 -> cccc3333");
      await next.close();
      expect(await outcome).toMatchObject({
        kind: "failed",
        code: "E_REVISION_FAILED",
        message: expect.stringContaining("the application ends"),
      });
      expect(await database.query("SELECT id FROM account ORDER BY id")).toEqual([{ id: 1 }]);
      expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([
        { revision: "bbbb2222" },
      ]);
    },
  );
});
