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

const retype: Operation = {
  kind: "alterColumn",
  table: t,
  column: "n",
  change: { type: { name: "bigint" } },
};

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
