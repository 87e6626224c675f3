import { runInNewContext } from "node:vm";
import {
  assumedDialect,
  check,
  column,
  type DialectName,
  exclude,
  foreignKey,
  primaryKey,
  sql,
  type,
  unique,
} from "@limbeck/core";
import { describe, expect, test } from "vitest";
import { createOperations } from "../../../src/operation/create-operations.ts";
import type { Operation } from "../../../src/operation/operation.ts";
import { refused } from "./refused.ts";

const builders = { check, column, exclude, foreignKey, primaryKey, sql, type, unique };

/** Runs a call as a revision in JavaScript has it, as far as its SQL; the operations that came of it. */
async function run(dialect: DialectName, call: string): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const database = assumedDialect(dialect);
  const add = (operation: Operation) => {
    operations.push(operation);
    if (database.needsState(operation)) return Promise.resolve();
    database.compile([operation], {
      metadataTable: { name: "typeorm_metadata" },
      metadataTableExists: false,
    });
    return Promise.resolve();
  };
  const op = createOperations(database, add, {
    query: () => Promise.resolve([]),
    autocommitBlock: (use) => use(),
    track: (use) => use(),
    context: () => {
      throw new Error("nobody asks");
    },
  });
  const outcome: unknown = runInNewContext(`(async () => ${call})()`, { ...builders, op });
  await outcome;
  return operations;
}

describe("where no compiler has seen the revision, an option is refused that the database has not got", () => {
  const calls = Object.entries(refused).flatMap(([directive, all]) =>
    all.flatMap(({ on, call, says }) => {
      const isOption = /^'\w+' does not exist in type$/.test(says) && directive !== "bulkInsert";
      return isOption && typeof on === "string" ? [{ on, call }] : [];
    }),
  );

  test.each(calls)("$on: $call", async ({ on, call }) => {
    await expect(run(on, call)).rejects.toMatchObject({
      code: expect.stringMatching(/^E_(?:OPTION|UNSUPPORTED_OPERATION)$/),
    });
  });
});

describe("the message", () => {
  const message = (dialect: DialectName, call: string) =>
    run(dialect, call).then(
      () => "nothing was refused",
      (error: unknown) => (error as Error).message,
    );

  test("names the option, the database, and those that have it", async () => {
    expect(await message("sqlite", `op.addColumn("book", column("isbn", "text", { comment: "13" }))`)).toBe(
      'SQLite has not got the option "comment" of column(); PostgreSQL, MySQL and MariaDB have. ' +
        "Leave it out, or say it where op.dialect has told the database.",
    );
    expect(await message("mysql", `op.dropIndex("ix", "book", { concurrently: true })`)).toBe(
      'MySQL has not got the option "concurrently" of op.dropIndex(); PostgreSQL has. ' +
        "Leave it out, or say it where op.dialect has told the database.",
    );
  });

  test("lists the options that there are, for one that is on no database", async () => {
    expect(await message("postgres", `op.addColumn("book", column("isbn", "text", { nulable: true }))`)).toBe(
      'column() has no option "nulable". On PostgreSQL it knows identity, generated, collation, comment, nullable and default.',
    );
    expect(await message("sqlite", `op.dropTable("book", { toString: true })`)).toBe(
      'op.dropTable() has no option "toString". On SQLite it knows schema and ifExists.',
    );
  });

  test("tells how the database numbers rows", async () => {
    expect(await message("mysql", `op.alterColumn("book", "id", { identity: "by default" })`)).toBe(
      'MySQL has not got "by default" as "identity" of op.alterColumn(). It numbers rows by "auto increment".',
    );
    expect(
      await message(
        "postgres",
        `op.createTable("book", [column("id", "integer", { identity: "auto increment" })])`,
      ),
    ).toBe(
      'PostgreSQL has not got "auto increment" as "identity" of column(). It numbers rows by "always", "by default" and "serial".',
    );
  });

  test.each([
    [
      "a key in a new table",
      "mysql",
      `op.createTable("t", [primaryKey(["id"], { include: ["n"] })])`,
      "primaryKey()",
    ],
    [
      "a constraint that is dropped",
      "mariadb",
      `op.dropConstraint(null, "t", "check", { existing: check(sql\`a\`, { notValid: true }) })`,
      "check()",
    ],
    [
      "a part of an index",
      "sqlite",
      `op.createIndex("ix", "t", [{ column: "a", nulls: "first" }])`,
      "op.createIndex()",
    ],
    ["rows", "mysql", `op.bulkInsert("t", [{ a: 1 }], { overriding: "system value" })`, "op.bulkInsert()"],
    [
      "a change in a batch",
      "sqlite",
      `op.batchAlterTable("t", (batch) => batch.alterColumn("a", { charset: "latin1" }))`,
      "op.alterColumn()",
    ],
  ] as const)("is about %s", async (_what, dialect, call, name) => {
    expect(await message(dialect, call)).toContain(`of ${name}`);
  });
});

test("what is undefined counts as absent, and null takes a facet away", async () => {
  expect(await run("sqlite", `op.dropTable("book", { schema: undefined, cascade: undefined })`)).toHaveLength(
    1,
  );
  expect(await run("postgres", `op.alterColumn("book", "id", { identity: null })`)).toHaveLength(1);
});
