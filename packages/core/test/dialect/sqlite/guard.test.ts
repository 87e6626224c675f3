import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DatabaseFiles, Query, Row } from "../../../src/dialect/dialect.ts";
import { guard } from "../../../src/dialect/sqlite/guard.ts";

const files: DatabaseFiles = {
  declared: ["other.db"],
  locate: (name) => ({ handle: name, path: ":memory:", exists: true, makeFolder: () => Promise.resolve() }),
};

describe("what stands around a transaction over two files", () => {
  let connection: Sqlite.Database;
  beforeEach(() => {
    connection = new Sqlite(":memory:").exec(
      `ATTACH ':memory:' AS "other.db"; PRAGMA "other.db".user_version = 7`,
    );
  });
  afterEach(() => connection.close());

  const server = { version: "3.46.0", files };
  /** What the write lock of a file answers. */
  const answering =
    (code: string, file: string): Query =>
    async (sql) => {
      if (sql.startsWith(`PRAGMA "${file}".user_version =`)) throw Object.assign(new Error(code), { code });
      const statement = connection.prepare(sql);
      if (statement.reader) return statement.all() as Row[];
      statement.run();
      return [];
    };

  it("a file that nobody may write to is no hindrance, as the main one is", async () => {
    expect(await (await guard(answering("SQLITE_READONLY", "other.db"), server)).enter()).toBe(true);
    const main = await guard(answering("SQLITE_READONLY", "main"), server);
    await expect(main.enter()).rejects.toThrow("SQLITE_READONLY");
  });

  it("somebody else who writes to either of them is", async () => {
    expect(await (await guard(answering("SQLITE_BUSY", "other.db"), server)).enter()).toBe(false);
    expect(await (await guard(answering("SQLITE_BUSY", "main"), server)).enter()).toBe(false);
  });

  it("changes nothing that an application keeps there", async () => {
    const around = await guard(answering("", "none"), server);
    expect(await around.enter()).toBe(true);
    await around.release();
    expect(connection.pragma(`"other.db".user_version`)).toEqual([{ user_version: 7 }]);
    expect(connection.pragma("foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  });
});
