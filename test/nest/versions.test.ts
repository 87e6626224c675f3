import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import { get, type Host, startHost } from "./support/host.ts";
import { accountRevisions, writeRevisions } from "./support/revisions.ts";
import { pairs, stage, unstage } from "./support/stage.ts";

describe.each(pairs)("Nest $nest with TypeORM $typeorm ($format)", (pair) => {
  let application: string;
  let directory: string;
  let host: Host;
  beforeAll(async () => {
    application = await stage(pair);
    ({ directory } = await writeRevisions(accountRevisions, application));
    host = await startHost(application);
  });
  afterAll(async () => {
    await host.stop();
    await unstage();
  });

  test.each(databaseNames)("an application on an empty %s database migrates it and serves", async (name) => {
    const database = await createDatabase(name, `nest_${pair.nest}`);
    onTestFinished(() => database.drop());
    const { url, logs } = await host.up({
      database: database.options,
      counts: true,
      // What the entities of `forFeature` declare is compared, so that they have to be known.
      limbeck: { directory, onBootstrap: "check", onPending: "run" },
    });
    onTestFinished(() => host.close());
    expect(logs.map((line) => line.replace(/\d+ ms/, "… ms"))).toEqual([
      "log [LimbeckModule] Running upgrade the base -> aaaa1111",
      "log [LimbeckModule] Done upgrade the base -> aaaa1111 (… ms)",
      "log [LimbeckModule] Running upgrade aaaa1111 -> bbbb2222",
      "log [LimbeckModule] Done upgrade aaaa1111 -> bbbb2222 (… ms)",
      "log [LimbeckModule] The database is up to date (bbbb2222), and has what the entities declare.",
    ]);

    await fetch(`${url}/accounts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ id: 2, name: "Grace" }),
    });
    expect(await get(`${url}/accounts`)).toEqual({
      status: 200,
      body: {
        atStart: 1,
        accounts: [
          { id: 1, name: "Ada" },
          { id: 2, name: "Grace" },
        ],
      },
    });
    expect(await database.query("SELECT name FROM account ORDER BY id")).toEqual([
      { name: "Ada" },
      { name: "Grace" },
    ]);

    const status = {
      state: "up-to-date",
      current: ["bbbb2222"],
      heads: ["bbbb2222"],
      pending: [],
      unknown: [],
    };
    const migrations = { status: "up", ...status };
    expect(await get(`${url}/position`)).toEqual({ status: 200, body: ["bbbb2222"] });
    expect(await get(`${url}/health`)).toMatchObject({
      status: 200,
      body: { status: "ok", info: { migrations } },
    });
    expect(await get(`${url}/internal/migrations`)).toMatchObject({ status: 403 });
    expect(await get(`${url}/internal/migrations`, { "X-Admin-Key": "let me in" })).toEqual({
      status: 200,
      body: status,
    });

    // A newer release has been here, and then somebody took it back below what this one has.
    await database.query("UPDATE limbeck_version SET revision = 'ffff9999'");
    const newer = { state: "ahead", current: ["ffff9999"], unknown: ["ffff9999"] };
    expect(await get(`${url}/health`)).toMatchObject({
      status: 200,
      body: { status: "ok", info: { migrations: { status: "up", ...newer } } },
    });
    expect(await get(`${url}/health/strict`)).toMatchObject({
      status: 503,
      body: { status: "error", error: { migrations: { status: "down", ...newer } } },
    });
    await database.query("UPDATE limbeck_version SET revision = 'aaaa1111'");
    expect(await get(`${url}/health`)).toMatchObject({
      status: 503,
      body: {
        status: "error",
        error: { migrations: { status: "down", state: "pending", pending: ["bbbb2222"] } },
      },
    });
    await database.query("DROP TABLE limbeck_version");
    await database.query("CREATE TABLE limbeck_version (something integer)");
    expect(await get(`${url}/health`)).toMatchObject({
      status: 503,
      body: {
        error: { migrations: { status: "down", message: expect.stringMatching(/limbeck_version|revision/) } },
      },
    });
  });
});
