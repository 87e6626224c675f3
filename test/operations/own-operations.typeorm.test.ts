import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  assumedDialect,
  type CustomOperation,
  describe as describeOperation,
  type MigrationScript,
  Migrator,
  type Operation,
  type OperationMaker,
  registerOperation,
  reverse,
  reverseAll,
  type RevisionModule,
  sql,
} from "@limbeck/core";
import { renderRevision } from "@limbeck/emitter";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { databaseNames } from "../databases/index.ts";
import { compileErrorsOf } from "../support/compile-errors.ts";
import { databasesWith } from "../support/databases-with.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { type Bench, bench } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

/** A table with one row, by a statement that every database reads. */
const note = registerOperation<{ readonly text: string }>({
  name: "note",
  compile: {
    sqlite: noted,
    postgres: noted,
    mysql: noted,
    mariadb: noted,
  },
  reverse: ({ text }) => erase({ text }),
  describe: ({ text }) => `note ${text}`,
});
const erase = registerOperation<{ readonly text: string }>({
  name: "erase",
  compile: { postgres: ({ text }, { literal }) => [`DELETE FROM noted WHERE body = ${literal(text)}`] },
});

function noted(
  { text }: { readonly text: string },
  {
    qualified,
    identifier,
    literal,
  }: Parameters<NonNullable<Parameters<typeof registerOperation>[0]["compile"]["sqlite"]>>[1],
): string[] {
  return [
    `CREATE TABLE ${qualified({ name: "noted" })} (${identifier("body")} varchar(200))`,
    `INSERT INTO ${qualified({ name: "noted" })} VALUES (${literal(text)})`,
  ];
}

const hostile = `it's "\`\${x}*/ \n \\ é`;

let here: Bench;

describe.each(databaseNames)("op.invoke on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "own");
  });
  afterEach(() => here.database.drop());

  const upgrade: Upgrade = async (op) => {
    await op.invoke(note({ text: hostile }));
    await op.invoke({ kind: "execute", sql: "INSERT INTO noted VALUES ('second')" });
  };

  it("runs an operation of one's own, and any other", async () => {
    await here.migrator([upgrade]).upgrade();
    expect(await here.database.query("SELECT body FROM noted ORDER BY body")).toEqual(
      [{ body: hostile }, { body: "second" }].sort((a, b) => (a.body < b.body ? -1 : 1)),
    );
  });

  it("is in scripts and dry runs", async () => {
    const migrator = here.migrator([upgrade]);
    const [shown] = (await migrator.upgrade("head", { dryRun: true })).revisions;
    expect(
      shown!.statements.some(
        (statement) => statement.sql.startsWith("CREATE TABLE") && statement.sql.includes("noted"),
      ),
    ).toBe(true);
    await runThroughClient(here.database, await migrator.upgrade("head", { sql: true }));
    expect(await here.database.query("SELECT count(*) AS n FROM noted").then(([row]) => Number(row!.n))).toBe(
      2,
    );
  });

  it("says in errors what the operation was to do", async () => {
    await here.database.script("CREATE TABLE noted (body varchar(200))");
    await expect(here.migrator([upgrade]).upgrade()).rejects.toMatchObject({
      code: "E_STATEMENT",
      message: expect.stringContaining(`Revision rev0 failed to note ${hostile}: `),
    });
  });
});

describe.each(databaseNames.filter((name) => name !== "postgres"))(
  "an operation that %s has not got",
  (name) => {
    it("is refused, with the way out", async () => {
      here = await bench(name, "own");
      try {
        await expect(
          here.migrator([(op) => op.invoke(erase({ text: "x" }))]).upgrade(),
        ).rejects.toMatchObject({
          code: "E_UNSUPPORTED_OPERATION",
          message: expect.stringContaining(`the definition of erase has no "compile.${name}"`),
        });
      } finally {
        await here.database.drop();
      }
    });
  },
);

describe("an operation of one's own as data", () => {
  const operation = note({ text: "x" });

  it("is plain, and outlives being copied and put into a list", () => {
    expect(JSON.parse(JSON.stringify(operation))).toEqual({
      kind: "custom",
      name: "note",
      payload: { text: "x" },
    });
    const copy: Operation = { ...operation, payload: { text: "y" } };
    expect(describeOperation(copy)).toBe("note y");
    expect(reverse(copy)).toMatchObject({ name: "erase", payload: { text: "y" } });
  });

  it("is known by a symbol, so that one of another copy of the package is as good", () => {
    const foreign = Object.assign({ kind: "custom", name: "far", payload: 1 } as const, {
      [Symbol.for("limbeck.operation")]: { name: "far", compile: {}, describe: () => "come from afar" },
    });
    expect(describeOperation(foreign)).toBe("come from afar");
  });

  it("has no inverse where none is defined", () => {
    expect(() => reverse(erase({ text: "x" }))).toThrow(expect.objectContaining({ code: "E_IRREVERSIBLE" }));
  });

  it("says so when it has lost its definition", () => {
    const lost = structuredClone(operation) as CustomOperation;
    expect(describeOperation(lost)).toBe("note");
    expect(() => reverse(lost)).toThrow(
      expect.objectContaining({
        code: "E_OPERATION_DEFINITION",
        message: expect.stringContaining("copied by way of JSON or structuredClone()"),
      }),
    );
  });

  it("must be called as it can be exported", () => {
    expect(() => registerOperation({ name: "create trigger", compile: {} })).toThrow(
      expect.objectContaining({ code: "E_OPERATION_DEFINITION" }),
    );
  });
});

const script = (upgradeOps: readonly Operation[]): MigrationScript => ({
  dialect: assumedDialect("postgres"),
  isEmpty: upgradeOps.length === 0,
  upgradeOps,
  downgradeOps: reverseAll(upgradeOps),
  warnings: [],
  unmanaged: [],
  toSql: () => [],
});
const header = {
  revision: "aaaa1111",
  downRevision: null,
  message: "own",
  createDate: new Date("2026-11-23T05:00:00.000Z"),
};

describe("an operation of one's own in a revision", () => {
  it("is not written where it does not say what to import", async () => {
    await expect(renderRevision(script([note({ text: "x" })]), header)).rejects.toMatchObject({
      code: "E_OPERATION_DEFINITION",
      message: expect.stringContaining('Give it "module"'),
    });
  });

  it("is not written under a name that the revision has already", async () => {
    const column: OperationMaker<object> = registerOperation({
      name: "column",
      module: "./own.js",
      compile: {},
      reverse: (data) => column(data),
    });
    await expect(renderRevision(script([column({})]), header)).rejects.toMatchObject({
      code: "E_OPERATION_DEFINITION",
      message: expect.stringContaining('needs the name "column"'),
    });
  });

  it("is not written with a function in it", async () => {
    const call: OperationMaker<object> = registerOperation({
      name: "call",
      module: "./own.js",
      compile: {},
      reverse: (data) => call(data),
    });
    await expect(renderRevision(script([call({ use: () => 1 })]), header)).rejects.toMatchObject({
      code: "E_OPERATION_DEFINITION",
      message: expect.stringContaining("A function can't be written into a revision"),
    });
  });

  it("is written with whatever data it has, or as its definition says", async () => {
    const put: OperationMaker<object> = registerOperation({
      name: "put",
      module: "../own.js",
      compile: {},
      reverse: (data) => put(data),
    });
    const custom = registerOperation<{ readonly n: number }>({
      name: "custom",
      module: "own-operations",
      compile: {},
      reverse: (data) => put(data),
      render: ({ n }, { imported, value }) => `${imported("custom")}.of(${value({ twice: 2 * n })})`,
    });
    const source = await renderRevision(
      script([put({ hostile, list: [1, 2n, null], when: sql`now()`, "a-b": { c: true } }), custom({ n: 4 })]),
      header,
    );
    expect(source).toContain('import { sql, type Operations } from "@limbeck/core";');
    expect(source).toContain('import { put } from "../own.js";\nimport { custom } from "own-operations";');
    // However its lines are broken.
    const flat = (text: string) => text.replaceAll(/[\s,]/g, "");
    expect(flat(source)).toContain(
      flat(
        `await op.invoke(put({ hostile: ${JSON.stringify(hostile)}, list: [1, 2n, null], when: sql\`now()\`, "a-b": { c: true } }));`,
      ),
    );
    expect(source).toContain("await op.invoke(custom.of({ twice: 8 }));");
  });
});

describe.each(databasesWith((can) => can.enumTypes))(
  "the example of docs/operations-own.md on %s",
  (name) => {
    let directory: string;
    beforeEach(async () => {
      here = await bench(name, "own");
      directory = await revisionDirectory();
      const text = await readFile(new URL("../../docs/operations-own.md", import.meta.url), "utf8");
      for (const [, file, code] of text.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)) {
        await mkdir(dirname(join(directory, file!)), { recursive: true });
        await writeFile(join(directory, file!), code!);
      }
    });
    afterEach(async () => {
      await here.database.drop();
      await rm(directory, { recursive: true, force: true });
    });

    const revision = () => join(directory, "migrations", "b7d2c1a09f34_note_changes.ts");
    const migrator = () =>
      new Migrator({
        dataSource: here.dataSource(),
        directory: join(directory, "migrations"),
        load: (file) => import(/* @vite-ignore */ file),
      });
    const triggers = async () =>
      (await here.database.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).map(
        ({ tgname }) => tgname,
      );

    it(
      "runs, is taken back, and is printed as a revision that does the same",
      { timeout: 180_000 },
      async () => {
        await migrator().upgrade();
        expect(await triggers()).toEqual(["account_changed"]);
        await here.database.script("INSERT INTO account (name, changed_at) VALUES ('Ada', '2000-01-01')");
        await here.database.script("UPDATE account SET name = 'Grace'");
        const [row] = await here.database.query(
          "SELECT changed_at > now() - interval '1 minute' AS now FROM account",
        );
        expect(row).toEqual({ now: true });
        await migrator().downgrade("base");
        expect(await triggers()).toEqual([]);

        const definitions = join(directory, "operations", "trigger.ts");
        const { createTrigger } = (await import(/* @vite-ignore */ definitions)) as {
          createTrigger: (trigger: object) => Operation;
        };
        const trigger = { name: hostile, table: "account", event: "AFTER INSERT", function: "note_change" };
        const source = await renderRevision(script([createTrigger(trigger)]), {
          ...header,
          downRevision: "b7d2c1a09f34",
        });
        const printed = join(directory, "migrations", "aaaa1111_own.ts");
        await writeFile(printed, source);
        expect(source).toContain('import { createTrigger, dropTrigger } from "../operations/trigger.js";');
        await migrator().upgrade();
        expect(await triggers()).toEqual(expect.arrayContaining(["account_changed", hostile]));
        await migrator().downgrade("-1");
        expect(await triggers()).toEqual(["account_changed"]);
        expect(compileErrorsOf([revision(), definitions, printed])).toEqual([]);
      },
    );
  },
);
