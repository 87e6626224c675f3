import { describe, expect, it } from "vitest";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataSource, type DataSourceOptions } from "typeorm";
import { createDatabase, databaseNames } from "../../../test/databases/index.ts";
import type { ProgressEvent } from "../src/runner/events.ts";
import { type LockWait, waitInMilliseconds } from "../src/runner/lock-wait.ts";
import { Migrator } from "../src/runner/migrator.ts";

describe("waitInMilliseconds", () => {
  it.each<[LockWait | undefined, number]>([
    [undefined, 60_000],
    ["500ms", 500],
    ["1.5s", 1500],
    ["2m", 120_000],
    [250, 250],
    ["never", 0],
    ["forever", Infinity],
  ])("%s is %d", (wait, milliseconds) => {
    expect(waitInMilliseconds(wait)).toBe(milliseconds);
  });

  it.each(["soon", "60", -1, "s", null])("%s is refused", (wait) => {
    expect(() => waitInMilliseconds(wait as LockWait)).toThrow(expect.objectContaining({ code: "E_CONFIG" }));
  });
});

it("a time to wait that is none is refused before anything is asked of a database", () => {
  const dataSource = () => Promise.reject(new Error("asked"));
  const lock = { wait: "soon" as LockWait };
  expect(() => new Migrator({ dataSource, lock })).toThrow(expect.objectContaining({ code: "E_CONFIG" }));
});

describe.each(databaseNames)("a migrator that must not wait on %s", (name) => {
  it("says who is in the way, and runs nothing", async () => {
    const database = await createDatabase(name, "lock");
    const directory = await mkdtemp(join(tmpdir(), "limbeck-lock-"));
    const migrator = (more: object) => {
      const dataSource = new DataSource({
        ...database.options,
        entities: [],
      } as unknown as DataSourceOptions);
      return new Migrator({
        dataSource,
        directory,
        load: (file) => import(/* @vite-ignore */ file),
        ...more,
      });
    };
    try {
      await writeFile(
        join(directory, "a.mjs"),
        `export const revision = "aaaa1111";
         export const downRevision = null;
         export async function upgrade(op) {
           await op.execute("CREATE TABLE once (id integer)");
           await op.query("SELECT 1");
           globalThis.limbeckStarted();
           await globalThis.limbeckGate;
         }
         export async function downgrade() {}\n`,
      );
      let open = () => {};
      const shared = globalThis as unknown as { limbeckGate: Promise<void>; limbeckStarted: () => void };
      shared.limbeckGate = new Promise((resolve) => (open = resolve));
      const started = new Promise<void>((resolve) => (shared.limbeckStarted = resolve));
      const first = migrator({}).upgrade();
      await started;
      const events: ProgressEvent[] = [];
      const impatient = migrator({
        lock: { wait: "never" },
        onProgress: (event: ProgressEvent) => events.push(event),
      });
      await expect(impatient.upgrade()).rejects.toMatchObject({ code: "E_LOCKED" });
      const patient = migrator({
        lock: { wait: "20s" },
        onProgress: (event: ProgressEvent) => events.push(event),
      }).upgrade();
      await expect.poll(() => events.map(({ kind }) => kind)).toContain("waiting");
      open();
      expect(await first).toHaveLength(1);
      expect(await patient).toEqual([]);
    } finally {
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
