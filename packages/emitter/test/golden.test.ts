import { readdirSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { autogenerate, Migrator } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Dump, dump } from "../../../test/databases/dump.ts";
import { empty } from "../../../test/databases/empty.ts";
import { createDatabase, databaseNames, type TestDatabase } from "../../../test/databases/index.ts";
import { compileErrorsOf } from "../../../test/support/compile-errors.ts";
import { lintErrorsOf } from "../../../test/support/lint-errors.ts";
import { revisionDirectory } from "../../../test/support/revision-directory.ts";
import type { Change } from "./golden/change.ts";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const [entitiesEnd, revisionEnd] = [".entities.ts", ".revision.ts"];
const createDate = new Date("2026-11-23T05:00:00Z");

describe.each(databaseNames)("the revision on %s", (name) => {
  const folder = join(golden, name);
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(name, "golden");
  });
  afterAll(() => database.drop());
  let directory: string;
  afterEach(async () => {
    await empty(database);
    await rm(directory, { recursive: true, force: true });
  });

  const changes = readdirSync(folder)
    .filter((file) => file.endsWith(entitiesEnd))
    .map((file) => basename(file, entitiesEnd));

  it.each(changes)("%s reads as it did, runs, leaves nothing to do, and is taken back", async (slug) => {
    directory = await revisionDirectory();
    const { change } = (await import(/* @vite-ignore */ join(folder, slug + entitiesEnd))) as {
      readonly change: Change;
    };
    const { before, after, prepare = [], rows = [], filledIn } = change;
    const dataSource = (entities: Change["after"]) =>
      new DataSource({ ...database.options, ...change.dataSource, entities } as DataSourceOptions);
    for (const statement of prepare) await database.query(statement);
    if (before !== undefined) await synchronise(dataSource(before));
    for (const statement of rows) await database.query(statement);
    const start = await structure(database);

    const migrator = new Migrator({
      dataSource: () => dataSource(after),
      directory,
      load: (file) => import(/* @vite-ignore */ file),
      ...change.autogenerate,
    });
    const { path, source } = await writeRevision(await migrator.autogenerate(), {
      directory,
      message: change.message,
      revision: "1975ea83b712",
      downRevision: null,
      createDate,
    });
    await expect(source).toMatchFileSnapshot(join(folder, slug + revisionEnd));

    if (filledIn !== undefined) await writeFile(path, source.replace(/fillIn\(".*"\)/, filledIn));
    await migrator.upgrade();
    await migrator.check();
    await migrator.downgrade("base");
    expect(await structure(database)).toEqual(start);
    if (before !== undefined) {
      const { upgradeOps } = await autogenerate(dataSource(before), { dropUnknownTables: true });
      expect(upgradeOps).toEqual([]);
    }
  });
});

describe("the revisions of all databases", () => {
  const files = () =>
    readdirSync(golden, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(revisionEnd))
      .map((file) => join(golden, file));

  it("compile under strict, but for the values that a person has to fill in", { timeout: 300_000 }, () => {
    const unfilled = files().filter((file) => readFileSync(file, "utf8").includes("fillIn("));
    expect(compileErrorsOf(files())).toEqual(
      unfilled.map((file) => expect.stringMatching(`^${file}:.*'FillIn' is not assignable`) as string),
    );
  });

  it("are what the project's lint and formatter accept", () => {
    expect(files().length).toBeGreaterThan(40);
    expect(lintErrorsOf(files())).toEqual([]);
  });
});

async function synchronise(source: DataSource): Promise<void> {
  await source.initialize();
  await source.synchronize();
  await source.destroy();
}

/** The database's own dump, without Limbeck's table; SQLite keeps of a statement what it need not have said. */
async function structure(database: TestDatabase): Promise<Dump> {
  const objects = Object.entries(await dump(database)).filter(([name]) => !name.includes("limbeck_version"));
  return Object.fromEntries(
    objects.map(([name, lines]) => [
      name,
      lines.map((line) => line.replaceAll(/ ON (?:DELETE|UPDATE) NO ACTION/g, "")),
    ]),
  );
}
