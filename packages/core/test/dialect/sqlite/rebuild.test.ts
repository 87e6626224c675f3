import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase, type TestDatabase } from "../../../../../test/databases/index.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import type { Operation } from "../../../src/operation/operation.ts";

const dialect = sqlite({ version: "3.46.0" });
const t = { name: "t" };
let database: TestDatabase;

beforeEach(async () => {
  database = await createDatabase("sqlite", "rebuild");
});
afterEach(() => database.drop());

const query = (sql: string) => database.query(sql);

/** Runs operations as the runner does: guard, transaction, one rebuild. */
async function run(...operations: Operation[]): Promise<void> {
  const guard = await dialect.guard(query);
  try {
    await query("BEGIN");
    const state = await dialect.reflect(query);
    const context = { state, metadataTable: { name: "typeorm_metadata" }, metadataTableExists: false };
    for (const { sql } of dialect.compile(operations, context)) await query(sql);
    await guard.verify();
    await query("COMMIT");
  } catch (error) {
    await query("ROLLBACK");
    throw error;
  } finally {
    await guard.release();
  }
}

/** SQLite's own account of the database. */
const dump = async () =>
  (
    await query(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
  ).map(({ sql }) => String(sql).replaceAll(/\s+/g, " "));

const retype: Operation = {
  kind: "alterColumn",
  table: t,
  column: "n",
  change: { type: { name: "bigint" } },
};

describe("a rebuild keeps", () => {
  it("rows, rowids, and the highest number ever given", async () => {
    await query("CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, n int)");
    await query("INSERT INTO t VALUES (5, 1), (9, 2)");
    await query("DELETE FROM t WHERE id = 9");
    await run(retype);
    await query("INSERT INTO t (n) VALUES (3)");
    expect(await query("SELECT id, n FROM t")).toEqual([
      { id: 5, n: 1 },
      { id: 10, n: 3 },
    ]);
    await query("CREATE TABLE u (n int)");
    await query("INSERT INTO u VALUES (1), (2), (3)");
    await query("DELETE FROM u WHERE n = 2");
    await run({ ...retype, table: { name: "u" } } as Operation);
    expect(await query("SELECT rowid, n FROM u")).toEqual([
      { rowid: 1, n: 1 },
      { rowid: 3, n: 3 },
    ]);
  });

  it("the rows of others that reference it, whatever ON DELETE says", async () => {
    await query("PRAGMA foreign_keys = ON");
    await query("CREATE TABLE t (id integer PRIMARY KEY, n int)");
    await query("CREATE TABLE c (t_id integer REFERENCES t (id) ON DELETE CASCADE)");
    await query("INSERT INTO t VALUES (1, 1)");
    await query("INSERT INTO c VALUES (1)");
    await run(retype);
    expect(await query("SELECT * FROM c")).toEqual([{ t_id: 1 }]);
    expect(await query("PRAGMA foreign_key_list(c)")).toMatchObject([{ table: "t", on_delete: "CASCADE" }]);
    expect(await query("PRAGMA foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  });

  it("indexes, triggers, views, unnamed checks, collations and options", async () => {
    await query(
      `CREATE TABLE t (id text PRIMARY KEY NOT NULL, n integer, s text COLLATE NOCASE CHECK (s <> ''),
       g integer AS (n * 2) STORED, UNIQUE (s), CONSTRAINT ck CHECK (n > 0)) STRICT, WITHOUT ROWID`,
    );
    await query("CREATE INDEX by_expression ON t (lower(s) DESC, n) WHERE n > 5");
    await query("CREATE TABLE log (n)");
    await query("CREATE TRIGGER note AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.n); END");
    await query("CREATE VIEW v AS SELECT n FROM t");
    await query("INSERT INTO t (id, n, s) VALUES ('a', 7, 'x')");
    const before = (await dump()).filter((sql) => !sql.startsWith("CREATE TABLE t"));
    await run({ kind: "alterColumn", table: t, column: "n", change: { nullable: false } });
    expect((await dump()).filter((sql) => !/^CREATE TABLE "?t"?/.test(sql)).map(unquoted)).toEqual(
      before.map(unquoted),
    );
    const [table] = await query("SELECT sql FROM sqlite_schema WHERE name = 't'");
    expect(table!.sql).toMatch(/"n" integer NOT NULL/);
    expect(table!.sql).toMatch(
      /COLLATE NOCASE.*STORED.*UNIQUE \("s"\).*CHECK \(s <> ''\).*"ck" CHECK \(n > 0\)/,
    );
    expect(table!.sql).toMatch(/STRICT, WITHOUT ROWID$/);
    await query("INSERT INTO t (id, n, s) VALUES ('b', 8, 'y')");
    expect(await query("SELECT * FROM log")).toEqual([{ n: 7 }, { n: 8 }]);
    expect(await query("SELECT n FROM v")).toHaveLength(2);
    expect(await query("SELECT g FROM t")).toEqual([{ g: 14 }, { g: 16 }]);
  });

  it("everything, when it fails", async () => {
    await query("CREATE TABLE t (id integer PRIMARY KEY, n int)");
    await query("INSERT INTO t VALUES (1, NULL)");
    const before = await dump();
    await expect(
      run({ kind: "alterColumn", table: t, column: "n", change: { nullable: false } }),
    ).rejects.toThrow("NOT NULL");
    expect(await dump()).toEqual(before);
    expect(await query("SELECT * FROM t")).toEqual([{ id: 1, n: null }]);
  });
});

describe("a rebuild refuses", () => {
  it("rows that would reference nothing", async () => {
    await query("PRAGMA foreign_keys = ON");
    await query("CREATE TABLE p (id integer PRIMARY KEY)");
    await query("CREATE TABLE t (n int)");
    await query("INSERT INTO t VALUES (7)");
    const constraint = {
      type: "foreign key",
      name: "fk",
      columns: ["n"],
      referencedTable: { name: "p" },
      referencedColumns: ["id"],
      onDelete: "no action",
      onUpdate: "no action",
    } as const;
    await expect(run({ kind: "createConstraint", table: t, constraint })).rejects.toMatchObject({
      code: "E_FOREIGN_KEY_VIOLATION",
    });
  });

  it("a table with clauses that would be lost", async () => {
    await query("CREATE TABLE t (n int UNIQUE ON CONFLICT IGNORE)");
    await expect(run(retype)).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringContaining("ON CONFLICT IGNORE"),
    });
  });

  it("what is not there", async () => {
    await expect(run(retype)).rejects.toMatchObject({ code: "E_OBJECT_UNKNOWN" });
    await query("CREATE TABLE t (a int)");
    await expect(run(retype)).rejects.toMatchObject({ code: "E_OBJECT_UNKNOWN" });
    await expect(
      run({ kind: "dropConstraint", table: t, type: "check", name: "nope" }),
    ).rejects.toMatchObject({ code: "E_OBJECT_UNKNOWN" });
  });
});

it("all changes of a table copy its rows once", async () => {
  await query("CREATE TABLE t (n int, gone text)");
  await query("INSERT INTO t VALUES (1, 'x')");
  const state = await dialect.reflect(query);
  const operations: Operation[] = [
    retype,
    { kind: "dropColumn", table: t, column: "gone" },
    {
      kind: "addColumn",
      table: t,
      column: { name: "m", type: { name: "text" }, nullable: false, default: "'new'" },
    },
    { kind: "createIndex", table: t, index: { name: "ix", parts: [{ column: "m" }], unique: false } },
  ];
  const statements = dialect.compile(operations, {
    state,
    metadataTable: { name: "typeorm_metadata" },
    metadataTableExists: false,
  });
  expect(statements.filter(({ sql }) => sql.startsWith("INSERT"))).toHaveLength(1);
  await run(...operations);
  expect(await query("SELECT * FROM t")).toEqual([{ n: 1, m: "new" }]);
  expect(await query("SELECT name FROM pragma_index_list('t')")).toEqual([{ name: "ix" }]);
});

function unquoted(sql: string): string {
  return sql.replaceAll('"', "");
}
