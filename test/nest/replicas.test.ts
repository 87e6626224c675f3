import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import { get, type Host, startHost } from "./support/host.ts";
import { accountRevisions, revisionSource, writeRevisions } from "./support/revisions.ts";
import { stage, unstage } from "./support/stage.ts";

let replicas: Host[];
let directory: string;
beforeAll(async () => {
  const application = await stage({ nest: 12, typeorm: "1.1", format: "esm" });
  ({ directory } = await writeRevisions(
    {
      ...accountRevisions,
      // Long enough for all of them to meet.
      cccc3333: revisionSource(
        "cccc3333",
        "bbbb2222",
        `await new Promise((resolve) => setTimeout(resolve, 300));
         await op.execute("INSERT INTO account (id, name) VALUES (2, 'Grace')");`,
      ),
    },
    application,
  ));
  replicas = await Promise.all(Array.from({ length: 4 }, () => startHost(application)));
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await unstage();
});

test.each(databaseNames)(
  "four replicas that start at once on one %s database run each revision once, and all serve",
  async (name) => {
    const database = await createDatabase(name, "nest_replicas");
    onTestFinished(async () => {
      await Promise.all(replicas.map((replica) => replica.close()));
      await database.drop();
    });
    const scenario = {
      database: database.options,
      counts: true,
      limbeck: { directory, onBootstrap: "upgrade" },
    } as const;
    const outcomes = await Promise.all(replicas.map((replica) => replica.up(scenario)));

    const ran = outcomes
      .flatMap(({ logs }) => logs)
      .flatMap((line) => /Done upgrade .* -> (\w+)/.exec(line)?.[1] ?? []);
    expect(ran.sort()).toEqual(["aaaa1111", "bbbb2222", "cccc3333"]);
    for (const { url } of outcomes) {
      expect(await get(`${url}/health`)).toMatchObject({ status: 200, body: { status: "ok" } });
      expect(await get(`${url}/accounts`)).toMatchObject({ status: 200, body: { atStart: 2 } });
    }
    expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([{ revision: "cccc3333" }]);
  },
);
