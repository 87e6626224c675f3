import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import { type Host, startHost } from "./support/host.ts";
import { accountRevisions, revisionSource, writeRevisions } from "./support/revisions.ts";
import { type Pair, stage, unstage } from "./support/stage.ts";

afterAll(unstage);

const imports = `import { inject } from "@limbeck/nestjs";
  import { Counter, Greeter } from "../greeter.js";`;

// Revisions are ES modules here, and load another copy of the package than a CommonJS application has.
const applications: readonly Pair[] = [
  { nest: 10, typeorm: "0.3", format: "cjs" },
  { nest: 12, typeorm: "1.1", format: "esm" },
];

describe.each(applications)("a revision of a Nest $nest application ($format)", (pair) => {
  let host: Host;
  let directory: string;
  let broken: string;
  beforeAll(async () => {
    const application = await stage(pair);
    host = await startHost(application);
    ({ directory } = await writeRevisions(
      {
        ...accountRevisions,
        cccc3333: revisionSource(
          "cccc3333",
          "bbbb2222",
          `const greeter = await inject(context, Greeter);
           const counters = [await inject(context, Counter), await inject(context, Counter)];
           const numbers = counters.map((counter) => counter.next()).join(" ");
           const greeting = await inject(context, "GREETING");
           await context.manager.query(
             "INSERT INTO account (id, name) VALUES (2, '" + [greeter.greet("Ada"), numbers, greeting].join("; ") + "')",
           );`,
          imports,
        ),
      },
      application,
    ));
    ({ directory: broken } = await writeRevisions(
      {
        aaaa1111: accountRevisions["aaaa1111"]!,
        dddd4444: revisionSource(
          "dddd4444",
          "aaaa1111",
          `await op.execute("INSERT INTO account (id, name) VALUES (3, 'Grace')");
           await inject(context, "NOBODY");`,
          imports,
        ),
      },
      application,
    ));
  });
  afterAll(() => host.stop());

  test.each(databaseNames)("works with the application's providers, on %s", async (name) => {
    const database = await createDatabase(name, "nest_inject");
    onTestFinished(async () => {
      await host.close();
      await database.drop();
    });
    await host.up({ database: database.options, limbeck: { directory, onBootstrap: "upgrade" } });
    // A transient provider is another one for each who asks.
    expect(await database.query("SELECT name FROM account WHERE id = 2")).toEqual([
      { name: "Welcome, Ada; 1 1; Welcome" },
    ]);
  });

  test.each(databaseNames)("fails for a provider that is not there, on %s", async (name) => {
    const database = await createDatabase(name, "nest_inject");
    onTestFinished(() => database.drop());
    const failed = await host.boot({
      database: database.options,
      limbeck: { directory: broken, onBootstrap: "upgrade" },
    });
    expect(failed).toMatchObject({ kind: "failed", code: "E_INJECT" });
    expect(failed).toHaveProperty("message", expect.stringMatching(/dddd4444 needs the provider NOBODY/));
    expect(await database.query("SELECT revision FROM limbeck_version")).toEqual([{ revision: "aaaa1111" }]);
  });
});
