import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import {
  assumedDialect,
  type Column,
  type MigrationScript,
  type Operation,
  type OperationKind,
  type RevisionModule,
  reverseAll,
  type Table,
} from "@limbeck/core";
import * as core from "@limbeck/core";
import ts from "typescript";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOperations } from "../../core/src/operation/create-operations.ts";
import { compileErrors } from "../../../test/support/compile-errors.ts";
import { renderRevision, writeRevision } from "../src/index.ts";

/** What could break out of a literal, a template, a comment or a line. */
const hostile = `a'b"c\`d\${e}*/f\\g\n// h\r\u2028i\u0007j😀`;

const irreversible: ReadonlySet<OperationKind> = new Set<OperationKind>([
  "addEnumValue",
  "backfill",
  "batchAlterTable",
  "bulkInsert",
  "execute",
  "validateConstraint",
]);

function script(
  dialect: string,
  upgradeOps: readonly Operation[],
  warnings: readonly string[] = [],
): MigrationScript {
  return {
    isEmpty: upgradeOps.length === 0,
    upgradeOps,
    downgradeOps: reverseAll(upgradeOps.filter(({ kind }) => !irreversible.has(kind))),
    warnings,
    unmanaged: [],
    dialect: assumedDialect(dialect),
    toSql: () => [],
  };
}

const header = (message: string) => ({
  revision: "aaaa1111",
  downRevision: null,
  message,
  createDate: new Date("2026-11-23T05:00:00Z"),
});

/** Runs the printed upgrade against a recorder: the operations that it means. */
async function replay(source: string, dialect: string): Promise<Operation[]> {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const module = { exports: {} as RevisionModule };
  const run = compileFunction(outputText, ["module", "exports", "require"]) as (
    ...parameters: unknown[]
  ) => void;
  run(module, module.exports, () => core);
  const recorded: Operation[] = [];
  const op = createOperations(assumedDialect(dialect), async (operation) => void recorded.push(operation), {
    query: async () => [],
    autocommitBlock: (use) => use(),
    context: () => ({}) as core.RevisionContext,
    track: (use) => use(),
  });
  await module.exports.upgrade(op, {} as core.RevisionContext);
  return recorded;
}

const t = { name: hostile, schema: "app" };
const column = (more: Partial<Column> = {}): Column => ({
  name: hostile,
  type: { name: "text" },
  nullable: false,
  ...more,
});
const table: Table = {
  ...t,
  columns: [
    column({ default: "'it''s'", comment: hostile }),
    column({ name: "n", type: { name: "numeric", precision: 10, scale: 2 }, nullable: true, default: "1.5" }),
    column({ name: "i", type: { name: "integer" }, identity: "by default" }),
    column({ name: "e", type: { name: hostile, schema: "app", userDefined: true, array: true } }),
    column({ name: "x", default: `lower('\${x}\\')`, collation: "C" }),
    column({ name: "g", generated: { expression: "n * 2", stored: true, declared: hostile } }),
  ],
  primaryKey: { name: "pk", columns: ["i"], include: ["n"] },
  uniques: [
    {
      name: "uq",
      columns: ["n", "x"],
      include: ["s"],
      deferrable: "initially deferred",
      nullsNotDistinct: true,
    },
  ],
  checks: [{ expression: `x <> '\`' AND x <> '\${1}'`, noInherit: true, notValid: true }],
  exclusions: [{ name: "xcl", expression: "USING gist (n WITH =)" }],
  foreignKeys: [
    {
      name: hostile,
      columns: ["n"],
      referencedTable: { schema: "other", name: "o" },
      referencedColumns: ["id"],
      onDelete: "cascade",
      onUpdate: "no action",
    },
  ],
  indexes: [],
  comment: hostile,
  options: {},
};

/** One of each kind of Limbeck's own, every option of it somewhere; the type makes the list complete. */
const operations: {
  readonly [K in Exclude<OperationKind, "custom">]: readonly Extract<Operation, { kind: K }>[];
} = {
  createSchema: [{ kind: "createSchema", name: hostile, ifNotExists: true }],
  dropSchema: [{ kind: "dropSchema", name: "s", ifExists: true }],
  createExtension: [{ kind: "createExtension", name: "citext" }],
  dropExtension: [{ kind: "dropExtension", name: "citext", ifExists: true }],
  createEnum: [{ kind: "createEnum", enum: { ...t, values: ["a", hostile] }, ifNotExists: true }],
  dropEnum: [{ kind: "dropEnum", enum: t, existing: { ...t, values: ["a"] }, ifExists: true }],
  alterEnum: [
    {
      kind: "alterEnum",
      enum: t,
      values: ["b", hostile],
      existing: ["a"],
      usedBy: [{ table: t, column: "c", array: true, default: "'b'", existingDefault: "'a'" }],
      replace: true,
    },
    { kind: "alterEnum", enum: { name: "e" }, values: ["b"], existing: ["a"], usedBy: [] },
  ],
  addEnumValue: [
    { kind: "addEnumValue", enum: t, value: hostile, before: "a", ifNotExists: true },
    { kind: "addEnumValue", enum: { name: "e" }, value: "b", after: hostile },
  ],
  renameEnumValue: [{ kind: "renameEnumValue", enum: t, value: "a", newValue: hostile }],
  createSequence: [{ kind: "createSequence", sequence: { ...t, start: "5", cycle: true, type: "bigint" } }],
  dropSequence: [{ kind: "dropSequence", sequence: { name: "s" }, existing: { name: "s" }, ifExists: true }],
  createTable: [
    { kind: "createTable", table },
    { kind: "createTable", table: { ...table, options: {} }, ifNotExists: true },
  ],
  dropTable: [{ kind: "dropTable", table: t, existing: table, warning: `drops */ ${hostile}` }],
  renameTable: [{ kind: "renameTable", table: t, newName: hostile }],
  createTableComment: [{ kind: "createTableComment", table: t, comment: hostile }],
  dropTableComment: [{ kind: "dropTableComment", table: t, existing: "x" }],
  alterTableOptions: [
    { kind: "alterTableOptions", table: t, options: { engine: "InnoDB" }, existing: { engine: "MyISAM" } },
  ],
  addColumn: [
    { kind: "addColumn", table: t, column: column() },
    { kind: "addColumn", table: t, column: column(), ifNotExists: true },
  ],
  dropColumn: [{ kind: "dropColumn", table: t, column: hostile, existing: column(), ifExists: true }],
  alterColumn: [
    {
      kind: "alterColumn",
      table: t,
      column: "c",
      change: {
        type: { name: "varchar", length: 5 },
        nullable: true,
        default: null,
        identity: null,
        collation: null,
        comment: hostile,
        generated: { expression: "a + 1", stored: false },
      },
      existing: column(),
      using: `"c"::varchar`,
    },
  ],
  renameColumn: [{ kind: "renameColumn", table: t, column: "a", newName: hostile }],
  createConstraint: [
    { kind: "createConstraint", table: t, constraint: { type: "primary key", name: "pk", columns: ["a"] } },
    {
      kind: "createConstraint",
      table: t,
      constraint: { type: "unique", name: "u", columns: ["a"], deferrable: "initially immediate" },
    },
    { kind: "createConstraint", table: t, constraint: { type: "check", name: "c", expression: hostile } },
    {
      kind: "createConstraint",
      table: t,
      constraint: { type: "exclusion", name: "x", expression: "USING gist (a WITH =)" },
    },
    {
      kind: "createConstraint",
      table: t,
      constraint: { type: "foreign key", ...table.foreignKeys[0]!, onUpdate: "set default" },
    },
  ],
  dropConstraint: [
    {
      kind: "dropConstraint",
      table: t,
      type: "unique",
      name: "u",
      existing: { type: "unique", name: "u", columns: ["a"] },
    },
    {
      kind: "dropConstraint",
      table: t,
      type: "check",
      existing: { type: "check", expression: "a > 1" },
      ifExists: true,
    },
  ],
  renameConstraint: [{ kind: "renameConstraint", table: t, type: "unique", name: "a", newName: hostile }],
  validateConstraint: [{ kind: "validateConstraint", table: t, name: hostile }],
  createIndex: [
    {
      kind: "createIndex",
      table: t,
      index: {
        name: hostile,
        parts: [
          { column: "a" },
          { column: "b", descending: true, nulls: "first", operatorClass: "text_ops", collation: "C" },
          { expression: "lower(c)" },
        ],
        unique: true,
        where: "a > 1",
        method: "gin",
        include: ["d"],
        nullsNotDistinct: true,
        concurrently: true,
      },
    },
  ],
  dropIndex: [
    { kind: "dropIndex", table: t, name: hostile, existing: { name: hostile, parts: [], unique: false } },
    {
      kind: "dropIndex",
      table: t,
      name: "ix",
      concurrently: true,
      ifExists: true,
      existing: { name: "ix", parts: [], unique: false },
    },
  ],
  renameIndex: [{ kind: "renameIndex", table: t, name: "a", newName: "b" }],
  createView: [
    {
      kind: "createView",
      view: {
        ...t,
        definition: `SELECT '\${1}' AS "a"`,
        materialized: true,
        declared: hostile,
        indexes: [],
        dependsOn: [],
      },
    },
  ],
  dropView: [
    {
      kind: "dropView",
      view: t,
      materialized: true,
      existing: { ...t, definition: "SELECT 1", materialized: true, indexes: [], dependsOn: [] },
    },
  ],
  replaceView: [
    {
      kind: "replaceView",
      view: { ...t, definition: "SELECT 2", materialized: false, indexes: [], dependsOn: [] },
      existing: { ...t, definition: "SELECT 1", materialized: false, indexes: [], dependsOn: [] },
    },
  ],
  refreshMaterializedView: [
    { kind: "refreshMaterializedView", view: t, concurrently: true },
    { kind: "refreshMaterializedView", view: { name: "v" } },
  ],
  backfill: [{ kind: "backfill", table: t, column: hostile, value: `lower('\${x}\\')` }],
  batchAlterTable: [
    {
      kind: "batchAlterTable",
      table: t,
      operations: [
        { kind: "addColumn", table: t, column: column() },
        { kind: "dropColumn", table: t, column: hostile },
        { kind: "renameColumn", table: t, column: "a", newName: hostile },
        { kind: "alterColumn", table: t, column: "a", change: { nullable: true } },
        { kind: "backfill", table: t, column: "a", value: "'x'" },
        {
          kind: "createConstraint",
          table: t,
          constraint: { type: "unique", name: `"\\u0000table", `, columns: [hostile] },
        },
        { kind: "dropConstraint", table: t, type: "check", name: "ck" },
        { kind: "renameConstraint", table: t, type: "unique", name: "a", newName: "b" },
        { kind: "createIndex", table: t, index: { name: hostile, parts: [{ column: "a" }], unique: false } },
        { kind: "dropIndex", table: t, name: "ix" },
        { kind: "renameIndex", table: t, name: "a", newName: "b" },
        { kind: "createTableComment", table: t, comment: hostile },
        { kind: "dropTableComment", table: t },
      ],
    },
  ],
  bulkInsert: [
    {
      kind: "bulkInsert",
      table: t,
      columns: [hostile, "__proto__", "c"],
      rows: [
        [hostile, 1.5, { json: JSON.stringify({ [hostile]: [hostile, null], sql: "x" }) }],
        [{ sql: `'\${1}\\'` }, null, 12345678901234567890n],
        [new Date(86_400_123), Buffer.from([0, 255]), false],
      ],
      types: {
        [hostile]: { name: "text", array: true },
        ["__proto__"]: { name: "integer" },
        c: { name: "mood", userDefined: true },
      },
      overriding: "system value",
    },
    { kind: "bulkInsert", table: { name: "one" }, columns: ["id"], rows: [[1]] },
  ],
  execute: [
    { kind: "execute", sql: `SELECT '\${1}\\'`, parameters: [1, "a"] },
    {
      kind: "execute",
      sql: {
        texts: ["UPDATE `t` SET a = '${1}\\', b = ", ", c = ", ", d = ", ", e = ", ""],
        values: [hostile, null, new Date("2026-11-23T05:00:00Z"), Buffer.from([0, 255])],
      },
    },
  ],
};

/** What a printed operation can't and need not say again: what it replaces is read from the database. */
function asPrinted(operation: Operation): unknown {
  const { existing, warning: _warning, ...rest } = operation as Operation & { existing?: unknown };
  const isTold =
    operation.kind === "alterEnum" || (operation.kind === "dropConstraint" && operation.name === undefined);
  return isTold ? { ...rest, existing } : rest;
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "limbeck-emitter-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe("renderRevision", () => {
  it.each(Object.entries(operations))("prints %s so that it means the same again", async (_kind, list) => {
    const source = await renderRevision(script("postgres", list), header("x"));
    expect(await replay(source, "postgres")).toEqual(list.map(asPrinted));
  });

  it("prints the place of a column, a rebuild and warnings in a batch", async () => {
    const table = { name: "loan" };
    const change = { kind: "addColumn", table, column: column({ name: "n" }) } as const;
    const list: readonly Operation[] = [
      {
        kind: "batchAlterTable",
        table,
        recreate: "always",
        operations: [
          { ...change, insertAfter: "id", warning: "rows */ are\ncopied" },
          { ...change, insertBefore: hostile },
        ],
      },
      { kind: "batchAlterTable", table, operations: [], recreate: "always" },
    ];
    const source = await renderRevision(script("sqlite", list), header("x"));
    expect(source).toContain(`  await op.batchAlterTable(
    "loan",
    async (batch) => {
      // warning: rows *\\/ are
      // warning: copied
      await batch.addColumn(column("n", "text"), { insertAfter: "id" });`);
    const [batch, empty] = await replay(source, "sqlite");
    const changes = [
      { ...change, insertAfter: "id" },
      { ...change, insertBefore: hostile },
    ];
    expect(batch).toEqual({ ...list[0], operations: changes });
    expect(empty).toEqual(list[1]);
  });

  it("prints what compiles under strict", async () => {
    const all = Object.values(operations)
      .flat()
      .filter(({ kind }) => kind !== "alterTableOptions");
    const path = join(directory, "all.ts");
    await writeFile(path, await renderRevision(script("postgres", all, [hostile]), header(hostile)));
    expect(compileErrors(path)).toEqual([]);
  });

  it("lets a type that the database has not got fail to compile", async () => {
    const misspelt = (await renderRevision(script("postgres", operations.createTable), header("x"))).replace(
      '"numeric(10,2)"',
      '"numerc(10,2)"',
    );
    const foreign = (await renderRevision(script("mysql", []), header("x"))).replace(
      "// Nothing to do.",
      'await op.createIndex("i", "t", ["a"], { where: { sql: "a > 1" } });',
    );
    for (const [name, source] of Object.entries({ "misspelt.ts": misspelt, "foreign.ts": foreign })) {
      await writeFile(join(directory, name), source);
      expect(compileErrors(join(directory, name)).join()).toMatch(/numerc|where/);
    }
  });

  it("leaves no room for a naming convention where nothing has a name", async () => {
    const nameless: Table = {
      ...table,
      primaryKey: { columns: ["i"] },
      columns: [column({ name: "i", type: { name: "integer" } })],
      uniques: [{ columns: ["i"] }],
      checks: [{ expression: "i > 0" }],
      exclusions: [],
      foreignKeys: [],
      indexes: [],
    };
    const constraint = { type: "unique" as const, columns: ["i"] };
    const operations: readonly Operation[] = [
      { kind: "createTable", table: nameless },
      { kind: "dropConstraint", table: t, type: "unique", existing: constraint },
    ];
    const source = await renderRevision(script("sqlite", operations), header("nameless"));
    // The unique constraint of the table, and in each direction the name of the other one; a check that mentions no name has none.
    expect(source.match(/op\.f\(null\)/g)).toHaveLength(3);
    expect(source).toContain("check(sql`i > 0`)");
    expect(source).toMatch(/primaryKey\(\["i"\]\)/);
  });

  it("says in its head what it is, whatever the message holds", async () => {
    const source = await renderRevision(script("better-sqlite3", [], ["look */ here"]), {
      ...header(`close */ the comment\nand go on`),
      downRevision: ["b1", "c1"],
      branchLabels: ["shop"],
      dependsOn: ["d1"],
    });
    const path = join(directory, "aaaa1111_x.ts");
    await writeFile(path, source);
    const [file] = await core.readRevisions([directory]);
    expect(file).toEqual({
      revision: "aaaa1111",
      downRevision: ["b1", "c1"],
      branchLabels: ["shop"],
      dependsOn: ["d1"],
      message: "close */ the comment",
      createDate: "2026-11-23T05:00:00.000Z",
      path,
    });
    expect(compileErrors(path)).toEqual([]);
  });
});

describe("writeRevision", () => {
  it("follows the head of the directory, and uses the prettier config that holds there", async () => {
    await writeFile(join(directory, ".prettierrc.json"), `{ "singleQuote": true, "semi": false }`);
    const first = await writeRevision(script("postgres", operations.addColumn), {
      directory,
      message: "One: first!",
    });
    expect(first.path).toBe(join(directory, `${first.revision}_one_first.ts`));
    expect(await readFile(first.path, "utf8")).toBe(first.source);
    expect(first.source).toContain(`export const revision = '${first.revision}'\n`);
    const second = await writeRevision(script("postgres", []), { directory, message: "two" });
    expect(second.source).toContain(`downRevision = '${first.revision}'`);
    expect((await readdir(directory)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("writes nothing when the prettier config of the project can't be used", async () => {
    await writeFile(join(directory, ".prettierrc.json"), `{ "plugins": ["prettier-plugin-of-nobody"] }`);
    await expect(writeRevision(script("postgres", []), { directory, message: "x" })).rejects.toMatchObject({
      code: "E_CONFIG",
      message: expect.stringMatching(
        /^prettier can't format .*prettier-plugin-of-nobody.*Nothing was written/s,
      ) as string,
    });
    expect(await readdir(directory)).toEqual([".prettierrc.json"]);
  });

  it("refuses to choose between several heads", async () => {
    const write = (downRevision?: null) =>
      writeRevision(script("postgres", []), {
        directory,
        message: "x",
        ...(downRevision === undefined ? {} : { downRevision }),
      });
    await write(null);
    await write(null);
    await expect(write()).rejects.toMatchObject({ code: "E_MULTIPLE_HEADS" });
  });
});
