import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Migrator, reflect } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { firstModel, secondModel } from "../main-job/model.ts";
import { revisionDirectory } from "../support/revision-directory.ts";

const load = (file: string) => import(/* @vite-ignore */ file);

describe.each(databaseNames)("offline scripts on %s", (name) => {
  let online: TestDatabase;
  let offline: TestDatabase;
  let directory: string;
  beforeEach(async () => {
    online = await createDatabase(name, "online");
    offline = await createDatabase(name, "offline");
    directory = await revisionDirectory();
  });
  afterEach(async () => {
    await Promise.all([online.drop(), offline.drop(), rm(directory, { recursive: true, force: true })]);
  });

  const dataSource = (entities: readonly unknown[] = [], on = online) =>
    new DataSource({ ...on.options, entities } as unknown as DataSourceOptions);
  const migrator = (entities: readonly unknown[] = [], more: object = {}) =>
    new Migrator({ dataSource: dataSource(entities), directory, load, ...more });

  const state = async (on: TestDatabase) => {
    const { defaultSchema: _name, ...schema } = await reflect(dataSource([], on));
    const text = (value: unknown) => JSON.stringify(value);
    return {
      tables: schema.tables
        .map((table) => ({
          ...table,
          uniques: [...table.uniques].sort((a, b) => text(a).localeCompare(text(b))),
          indexes: [...table.indexes].sort((a, b) => text(a).localeCompare(text(b))),
          foreignKeys: [...table.foreignKeys].sort((a, b) => text(a).localeCompare(text(b))),
        }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      views: schema.views,
      enums: schema.enums,
      rows: await on.query("SELECT revision FROM limbeck_version"),
    };
  };

  it("leave the very same schema and version rows as the online run", async () => {
    for (const [model, message] of [
      [firstModel(name), "library"],
      [secondModel(name), "some months later"],
    ] as const) {
      await writeRevision(await migrator(model).autogenerate(), { directory, message });
      await migrator(model).upgrade();
    }
    const [second, first] = (await migrator().history()).map((entry) => entry.revision);
    // No server answers where this one looks.
    const nowhere = new DataSource({ ...online.options, host: "127.0.0.1", port: 1 } as DataSourceOptions);
    const blind = new Migrator({ dataSource: nowhere, directory, load });
    const script = await blind.upgrade("head", { sql: true });
    expect(script).toContain(`-- upgrade ${first} -> ${second}: some months later`);
    await runThroughClient(offline, script);
    expect(await state(offline)).toEqual(await state(online));

    await migrator().downgrade("-1");
    await runThroughClient(offline, await blind.downgrade(`${second}:${first}`, { sql: true }));
    expect(await state(offline)).toEqual(await state(online));

    await runThroughClient(offline, await blind.upgrade(`${first}:${second}`, { sql: true }));
    await migrator().upgrade();
    expect(await state(offline)).toEqual(await state(online));
    await runThroughClient(offline, await blind.downgrade("head:base", { sql: true }));
    await migrator().downgrade("base");
    expect(await state(offline)).toEqual(await state(online));
  });

  it("stamp as the online stamp does, from the base, from a revision, and from what nobody knows", async () => {
    const revision = (id: string, down: string | null) =>
      writeFile(
        join(directory, `${id}.mjs`),
        `export const revision = "${id}";
         export const downRevision = ${JSON.stringify(down)};
         export async function upgrade() {}
         export async function downgrade() {}\n`,
      );
    await revision("aaaa1111", null);
    await revision("bbbb2222", "aaaa1111");
    await revision("cccc3333", "aaaa1111");
    const nowhere = new DataSource({ ...online.options, host: "127.0.0.1", port: 1 } as DataSourceOptions);
    const blind = new Migrator({ dataSource: nowhere, directory, load });
    const expectSame = async (script: string, target: string | string[], purge = false) => {
      await runThroughClient(offline, script);
      await migrator().stamp(target, { purge });
      expect(await state(offline)).toEqual(await state(online));
    };
    await expectSame(await blind.stamp("aaaa", { sql: true }), "aaaa");
    await expectSame(await blind.stamp(["aaaa:bbbb", "aaaa:cccc"], { sql: true }), ["bbbb", "cccc"]);
    await expectSame(await blind.stamp("heads:aaaa", { sql: true }), "aaaa");
    for (const database of [online, offline])
      await database.query("INSERT INTO limbeck_version VALUES ('from another branch')");
    await expectSame(await blind.stamp("heads", { sql: true, purge: true }), "heads", true);
    expect((await migrator().current()).heads).toEqual(["bbbb2222", "cccc3333"]);
    await expectSame(await blind.stamp("base", { sql: true, purge: true }), "base", true);
    expect((await migrator().current()).heads).toEqual([]);
    await expect(blind.stamp(["aaaa:bbbb", "cccc"], { sql: true })).rejects.toMatchObject({
      code: "E_TARGET_SYNTAX",
    });
  });

  it("refuse what needs a database, and a downgrade without a start", async () => {
    const revision = (body: string) =>
      writeFile(
        join(directory, "aaaa1111.mjs"),
        `export const revision = "aaaa1111";
         export const downRevision = null;
         export async function upgrade(op, context) { ${body} }
         export async function downgrade() {}\n`,
      );
    await expect(migrator().downgrade("base", { sql: true })).rejects.toMatchObject({
      code: "E_TARGET_SYNTAX",
    });
    for (const body of [
      `await op.query("SELECT 1");`,
      `await context.manager.query("SELECT 1");`,
      `await op.execute("SELECT ?", [1]);`,
    ]) {
      await revision(body);
      const fresh = (file: string) => import(/* @vite-ignore */ `${file}?${encodeURIComponent(body)}`);
      await expect(migrator([], { load: fresh }).upgrade("head", { sql: true })).rejects.toMatchObject({
        code: "E_OFFLINE",
      });
    }
  });
});
