import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createDatabase, type DatabaseName, databaseNames, type TestDatabase } from "../databases/index.ts";
import type { Scenario } from "./application/app.module.ts";
import { accountRevisions, revisionSource, writeRevisions } from "./support/revisions.ts";
import { type Pair, stage, stageCommand, stageSources, unstage } from "./support/stage.ts";

afterAll(unstage);

const applications: readonly Pair[] = [
  { nest: 10, typeorm: "0.3", format: "cjs" },
  { nest: 12, typeorm: "1.1", format: "esm" },
];

interface Printed {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

type Command = (scenario: Scenario, ...words: readonly string[]) => Promise<Printed>;

/** The command as a process in the folder of an application. */
function commandOf(application: string, bin: string): Command {
  return (scenario, ...words) =>
    new Promise((resolve) => {
      // What a configuration would heed; the application has its own address.
      const others = { NO_COLOR: "1", DATABASE_URL: "sqlite:nowhere.db" };
      const env = { ...process.env, ...others, SCENARIO: JSON.stringify(scenario) };
      execFile(process.execPath, [bin, ...words], { cwd: application, env }, (error, output, errors) =>
        resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
      );
    });
}

async function database(name: DatabaseName): Promise<TestDatabase> {
  const made = await createDatabase(name, "nest_command");
  onTestFinished(() => made.drop());
  return made;
}

describe.each(applications)("limbeck --nest on a Nest $nest application ($format)", (pair) => {
  let application: string;
  let limbeck: Command;
  let sources: string;
  beforeAll(async () => {
    application = await stage(pair);
    limbeck = commandOf(application, await stageCommand(application));
    sources = await stageSources(application);
  });

  const databases = pair.format === "esm" ? databaseNames : databaseNames.slice(0, 1);
  test.each(databases)("moves its %s database, and starts nothing", async (name) => {
    const given = await database(name);
    const { directory } = await writeRevisions(
      {
        ...accountRevisions,
        cccc3333: revisionSource(
          "cccc3333",
          "bbbb2222",
          `const greeter = await inject(context, Greeter);
           await context.manager.query("UPDATE account SET name = '" + greeter.greet(context.x.who) + "'");`,
          `import { inject } from "@limbeck/nestjs";
           import { Greeter } from "../greeter.js";`,
        ),
      },
      application,
    );
    const scenario = {
      database: given.options,
      limbeck: { directory, onBootstrap: "upgrade", versionTable: "moved" },
    } as const;
    const nest = ["--nest", "main.module.js#MainModule"];

    // The application itself would go on to the head when it starts.
    const first = await limbeck(scenario, ...nest, "--json", "upgrade", "aaaa1111");
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(JSON.parse(first.output)).toMatchObject({ applied: [{ revision: "aaaa1111" }] });
    expect(await given.query("SELECT revision FROM moved")).toEqual([{ revision: "aaaa1111" }]);

    const upgrade = await limbeck(scenario, ...nest, "-x", "who=Grace", "upgrade", "head");
    expect(upgrade).toMatchObject({ code: 0, errors: "" });
    expect(upgrade.output).toMatch(/bbbb2222 -> cccc3333/);
    expect(await given.query("SELECT name FROM account")).toEqual([{ name: "Welcome, Grace" }]);
    expect(await given.query("SELECT revision FROM moved")).toEqual([{ revision: "cccc3333" }]);
  });

  test("compares and writes, with sources in TypeScript", async () => {
    const given = await database("sqlite");
    const directory = await mkdtemp(join(sources, "migrations-"));
    const scenario = { database: given.options, limbeck: { directory, fileTemplate: "%(slug)s" } };
    const nest = ["--nest", join(sources, "main.module.ts#MainModule")];
    const written = await limbeck(scenario, ...nest, "revision", "--autogenerate", "-m", "add accounts");
    expect(written).toMatchObject({ code: 0, errors: "" });
    expect(await readdir(directory)).toEqual(["add_accounts.ts"]);
    const source = await readFile(join(directory, "add_accounts.ts"), "utf8");
    expect(source).toContain(`op.createTable("account"`);

    expect(await limbeck(scenario, ...nest, "upgrade")).toMatchObject({ code: 0, errors: "" });
    expect(await given.query("SELECT id, name FROM account")).toEqual([]);
    expect(await limbeck(scenario, ...nest, "check")).toMatchObject({ code: 0, errors: "" });
  });
});

describe("limbeck --nest", () => {
  let application: string;
  let limbeck: Command;
  beforeAll(async () => {
    application = await stage({ nest: 11, typeorm: "1.1", format: "esm" });
    limbeck = commandOf(application, await stageCommand(application));
  });

  test("takes the DataSource that --name names", async () => {
    const given = await database("sqlite");
    const notes = await database("sqlite");
    const { directory } = await writeRevisions(accountRevisions, application);
    const { directory: notesDirectory } = await writeRevisions(
      { dddd4444: revisionSource("dddd4444", null, `await op.execute("CREATE TABLE note (id integer)");`) },
      application,
    );
    const scenario = {
      database: given.options,
      limbeck: { directory },
      notes: { database: notes.options, limbeck: { directory: notesDirectory } },
    };
    const nest = ["--nest", "main.module.js#MainModule", "--name"];
    expect(await limbeck(scenario, ...nest, "notes", "upgrade")).toMatchObject({ code: 0, errors: "" });
    expect(await notes.query("SELECT revision FROM limbeck_version")).toEqual([{ revision: "dddd4444" }]);
    await expect(given.query("SELECT * FROM limbeck_version")).rejects.toThrow();
    const unknown = await limbeck(scenario, ...nest, "nobody", "current");
    expect(unknown.code).toBe(1);
    expect(unknown.errors).toMatch(/^error E_NEST_MODULE: .* has no DataSource called "nobody"/);
  });

  test("says what is wrong with an application that can't be made", async () => {
    const given = await database("sqlite");
    const { directory } = await writeRevisions(accountRevisions, application);
    const scenario = { database: given.options, limbeck: { directory } };
    const says = async (what: Scenario, module: string) =>
      (await limbeck(what, "--nest", module, "current")).errors;
    expect(await says(scenario, "nowhere.js#MainModule")).toMatch(
      /^error E_NEST_MODULE: The Nest application .*nowhere\.js#MainModule can't be loaded: Cannot find module/,
    );
    expect(await says(scenario, "main.module.js#Main")).toMatch(
      /^error E_NEST_MODULE: .* has no class Main; it exports MainModule\. /,
    );
    expect(await says(scenario, "main.module.js")).toMatch(
      /has no class AppModule; it exports MainModule\. /,
    );
    const broken = { ...scenario, database: { type: "nonsense", retryAttempts: 0 } };
    expect(await says(broken, "main.module.js#MainModule")).toMatch(
      /^error E_NEST_MODULE: .* can't be made: .*nonsense/m,
    );
    const unreachable = { type: "postgres", host: "127.0.0.1", port: 1, retryAttempts: 2, retryDelay: 1 };
    expect(await says({ ...scenario, database: unreachable }, "main.module.js#MainModule")).toMatch(
      /Retrying \(1\)\.\.\. Error: connect ECONNREFUSED 127\.0\.0\.1:1\n/,
    );
    const wrong = { ...scenario, limbeck: { directory: [] } };
    expect(await says(wrong, "main.module.js#MainModule")).toMatch(/neither "directory" nor "revisions"/);
  });
});
