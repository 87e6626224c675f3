import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { autogenerate, isLimbeckError, type LimbeckError, Migrator, schemaFromMetadata } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { Column, DataSource, type DataSourceOptions, Entity, EntitySchema } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { tableNames } from "../support/table-names.ts";

const Reader = new EntitySchema<{ id: number; name: string }>({
  name: "Reader",
  tableName: "reader",
  columns: { id: { type: Number, primary: true, generated: true }, name: { type: String, length: 40 } },
});

const load = (file: string) => import(/* @vite-ignore */ file);

async function errorOf(work: Promise<unknown> | (() => Promise<unknown>)): Promise<LimbeckError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (isLimbeckError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "limbeck-bad-input-"));
});
afterEach(async () => {
  await chmod(directory, 0o755);
  await rm(directory, { recursive: true, force: true });
});

const write = (name: string, source: string) => writeFile(join(directory, name), source);
const revisionSource = (revision: string, down: string | null, body = "") => `
export const revision = ${JSON.stringify(revision)};
export const downRevision = ${JSON.stringify(down)};
export async function upgrade(op) { ${body} }
export async function downgrade(op) {}
`;

describe("without a database", () => {
  it("no DataSource", async () => {
    for (const nothing of [undefined, null, {}, "typeorm", () => undefined]) {
      const error = await errorOf(autogenerate(nothing as unknown as DataSource));
      expect(error.code).toBe("E_DATA_SOURCE_MISSING");
      expect(error.message).toContain("new DataSource");
    }
  });

  it("a driver that is not supported, named as such", async () => {
    const source = new DataSource({ type: "better-sqlite3", database: ":memory:" });
    Object.assign(source, { options: { type: "mongodb", database: "shop" } });
    for (const work of [() => autogenerate(source), () => schemaFromMetadata(source)]) {
      const error = await errorOf(work);
      expect(error.code).toBe("E_DRIVER_UNSUPPORTED");
      expect(error.message).toMatch(/"mongodb".*postgres, mysql, mariadb/);
    }
  });
});

describe("a file of SQLite that does not open", () => {
  const refusal = (path: string, more: object = {}) =>
    errorOf(
      autogenerate(new DataSource({ type: "better-sqlite3", database: join(directory, path), ...more })),
    );

  it("a folder in place of a file", async () => {
    const { code, message } = await refusal(".");
    expect(code).toBe("E_CONNECT");
    expect(message).toMatch(/unable to open database file\. Is the path right, a file and no folder/);
  });

  it("a file in place of a folder", async () => {
    await write("notes", "");
    expect((await refusal("notes/shop.db")).message).toMatch(/mkdir.*\. A folder of the path is a file\.$/);
  });

  it("a folder that can't be made", async () => {
    // Rights don't bind root; a system folder does.
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) await chmod(directory, 0o555);
    const { message } = await refusal(isRoot ? "../".repeat(9) + "sys/kernel/shop/shop.db" : "shop/shop.db");
    expect(message).toMatch(/mkdir.*\. May the user who runs this write to the file and its folder\?$/);
  });

  it("a file that is no database", async () => {
    await write("shop.db", "These are no tables.\n".repeat(100));
    const { code, message } = await refusal("shop.db");
    expect(code).toBe("E_CONNECT");
    expect(message).toMatch(/file is not a database\. Is it the right file\?/);
  });

  it("a file that somebody else holds", async () => {
    const holder = await new DataSource({
      type: "better-sqlite3",
      database: join(directory, "shop.db"),
    }).initialize();
    try {
      await holder.query("BEGIN EXCLUSIVE");
      const { code, message } = await refusal("shop.db", { timeout: 1 });
      expect(code).toBe("E_CONNECT");
      expect(message).toMatch(/database is locked\. Another program writes to the file/);
    } finally {
      await holder.destroy();
    }
  });
});

describe.each(databasesWith((can) => can.secondConnection))("a server that refuses, %s", (name) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase(name, "bad_login");
  });
  afterEach(() => database.drop());

  it.each([
    ["nobody listens", { port: 1 }, /Is the server running, and are host and port right\?$/],
    ["the host has no such name", { host: "nowhere.invalid" }, /Is the name of the host right\?$/],
    ["the password is wrong", { password: "wrong" }, /Are user and password right\?$/],
    ["there is no such database", { database: "limbeck_nowhere" }, /create it first.*CREATE DATABASE\.$/],
  ])("says what to look at when %s", async (_what, wrong, way) => {
    const error = await errorOf(
      autogenerate(new DataSource({ ...database.options, ...wrong } as DataSourceOptions)),
    );
    expect(error.code).toBe("E_CONNECT");
    expect(error.message).toMatch(way);
  });
});

describe.each(databaseNames)("on %s", (name) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase(name, "bad_input");
  });
  afterEach(() => database.drop());

  const dataSource = (entities: readonly unknown[] = [Reader], more: object = {}) =>
    new DataSource({ ...database.options, ...more, entities } as DataSourceOptions);
  const migrator = () => new Migrator({ dataSource: dataSource(), directory, load });

  it("an entity without a primary key", async () => {
    @Entity()
    class Note {
      @Column({ type: "varchar", length: 10 })
      text: string;
    }
    for (const work of [
      () => autogenerate(dataSource([Note])),
      () => schemaFromMetadata(dataSource([Note])),
    ]) {
      const error = await errorOf(work);
      expect(error.code).toBe("E_PRIMARY_KEY_MISSING");
      expect(error.message).toMatch(/"Note".*@PrimaryColumn/);
      expect(error.details).toMatchObject({ entity: "Note" });
    }
  });

  it("a database that can't be reached, without telling the password", async () => {
    const nowhere =
      name === "sqlite"
        ? { database: join(directory, "no", "folder\0", "x.db") }
        : { host: "127.0.0.1", port: 1, password: "secret" };
    const error = await errorOf(autogenerate(dataSource([Reader], nowhere)));
    expect(error.code).toBe("E_CONNECT");
    expect(error.message).toContain(`the ${name === "sqlite" ? "better-sqlite3" : name} database`);
    expect(JSON.stringify([error.message, error.details])).not.toContain("secret");
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("a directory that is missing, or is none", async () => {
    const script = await autogenerate(dataSource());
    const missing = join(directory, "nowhere");
    expect((await errorOf(writeRevision(script, { directory: missing, message: "x" }))).code).toBe(
      "E_DIRECTORY_MISSING",
    );
    await write("file", "");
    const error = await errorOf(writeRevision(script, { directory: join(directory, "file"), message: "x" }));
    expect(error.code).toBe("E_DIRECTORY_MISSING");
    expect(error.message).toContain("is not a directory");
    const elsewhere = new Migrator({ dataSource: dataSource(), directory: missing, load });
    expect((await errorOf(elsewhere.upgrade())).code).toBe("E_DIRECTORY_MISSING");
    expect(await tableNames(database)).toEqual([]);
  });

  it("a directory that can't be written to", async () => {
    const script = await autogenerate(dataSource());
    // Rights don't bind root; a system folder does.
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) await chmod(directory, 0o555);
    const error = await errorOf(
      writeRevision(script, { directory: isRoot ? "/sys/kernel" : directory, message: "add readers" }),
    );
    expect(error.code).toBe("E_DIRECTORY_UNWRITABLE");
    expect(error.message).toContain("add_readers.ts");
    expect(await readdir(directory)).toEqual([]);
  });

  it("a file that is there already is never overwritten", async () => {
    const script = await autogenerate(dataSource());
    const options = { directory, message: "add readers", revision: "aaaa1111" };
    const { path } = await writeRevision(script, options);
    expect((await errorOf(writeRevision(script, { ...options, downRevision: null }))).code).toBe(
      "E_REVISION_DUPLICATE",
    );
    await writeFile(path, revisionSource("bbbb2222", null));
    expect((await errorOf(writeRevision(script, options))).code).toBe("E_FILE_EXISTS");
    expect(await readdir(directory)).toHaveLength(1);
  });

  it("a revision with a syntax error: nothing has run, and the next attempt starts from there", async () => {
    await write("one.mjs", revisionSource("aaaa1111", null, `await op.createSomething(;`));
    const error = await errorOf(migrator().upgrade());
    expect(["E_REVISION_SYNTAX", "E_REVISION_LOAD"]).toContain(error.code);
    expect(error.message).toContain("one.mjs");
    expect((await migrator().current()).heads).toEqual([]);
    await write("one.mjs", revisionSource("aaaa1111", null));
  });

  it("a revision without an id", async () => {
    await write("one.mjs", "export async function upgrade() {}\nexport async function downgrade() {}\n");
    const error = await errorOf(migrator().upgrade());
    expect(error.code).toBe("E_REVISION_ID_MISSING");
    expect(error.message).toContain(join(directory, "one.mjs"));
  });

  it("two revisions with one id", async () => {
    await write("one.mjs", revisionSource("aaaa1111", null));
    await write("two.mjs", revisionSource("aaaa1111", null));
    const error = await errorOf(migrator().upgrade());
    expect(error.code).toBe("E_REVISION_DUPLICATE");
    expect(error.message).toMatch(/one\.mjs and .*two\.mjs/);
  });

  it("an unknown target", async () => {
    await write("one.mjs", revisionSource("aaaa1111", null));
    for (const work of [
      () => migrator().upgrade("zzzz"),
      () => migrator().downgrade("zzzz"),
      () => migrator().stamp("zzzz"),
    ]) {
      const error = await errorOf(work);
      expect(error.code).toBe("E_REVISION_UNKNOWN");
      expect(error.message).toContain('"zzzz"');
    }
  });

  it("a revision in the database that no file has", async () => {
    await write("one.mjs", revisionSource("aaaa1111", null));
    await migrator().upgrade();
    await database.query("UPDATE limbeck_version SET revision = 'ffff9999'");
    for (const work of [
      () => migrator().upgrade(),
      () => migrator().downgrade("base"),
      () => migrator().check(),
      () => migrator().stamp("head"),
    ]) {
      const error = await errorOf(work);
      expect(error.code).toBe("E_DATABASE_REVISION_UNKNOWN");
      expect(error.message).toMatch(/ffff9999.*stamp --purge/);
    }
    expect(await migrator().current()).toMatchObject({ heads: ["ffff9999"], unknown: ["ffff9999"] });
    await migrator().stamp("head", { purge: true });
    expect((await migrator().current()).heads).toEqual(["aaaa1111"]);
  });

  it("a statement that the database refuses: rolled back, or told how far it came", async () => {
    await write(
      "one.mjs",
      revisionSource(
        "aaaa1111",
        null,
        `await op.execute("CREATE TABLE kept (id integer)"); await op.execute("CREATE NONSENSE");`,
      ),
    );
    const error = await errorOf(migrator().upgrade());
    expect(error.code).toBe("E_STATEMENT");
    expect(error.message).toContain("CREATE NONSENSE");
    expect((await migrator().current()).heads).toEqual([]);
    const rollsBack = name === "sqlite" || name === "postgres";
    expect((await tableNames(database)).includes("kept")).toBe(!rollsBack);
    expect(/can't roll back DDL: the 1 statement/.test(error.message)).toBe(!rollsBack);
  });
});
