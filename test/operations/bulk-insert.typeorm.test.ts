import { column, type Operations, primaryKey, type RevisionModule, sql } from "@limbeck/core";
import { EntitySchema, type Logger } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

/** Types that differ in name alone. */
const types = {
  sqlite: { text: "text", json: "text", bytes: "blob" },
  postgres: { text: "text", json: "jsonb", bytes: "bytea" },
  mysql: { text: "longtext", json: "json", bytes: "longblob" },
  mariadb: { text: "longtext", json: "json", bytes: "longblob" },
} as const satisfies Record<DatabaseName, object>;

let here: Bench;
afterEach(() => here.database.drop());

describe.each(databaseNames)("op.bulkInsert on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "rows");
  });

  const query = (text: string) => here.database.query(text);
  const createNotes: Upgrade = (op: Operations<"postgres">) =>
    op.createTable("note", [
      column("id", "integer"),
      column("body", types[name].text as "text", { nullable: true }),
      column("stars", "integer", { default: 3 }),
      primaryKey(["id"]),
    ]);

  it("takes a hundred thousand rows, and none before it is needed", async () => {
    const count = 100_000;
    let taken = 0;
    let sent = 0;
    const ahead: number[] = [];
    async function* rows() {
      while (taken < count) {
        taken++;
        yield { id: taken, body: `note ${taken}`, stars: taken % 5 };
        // As a file or a socket would: a row at a time, later.
        if (taken % 997 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const logQuery = (text: string) => {
      if (!text.startsWith("INSERT INTO") || text.includes("limbeck_version")) return;
      ahead.push(taken - sent);
      sent += text.split("\n").length - 1;
    };
    const nothing = () => undefined;
    const logger: Logger = {
      logQuery,
      logQueryError: nothing,
      logQuerySlow: nothing,
      logSchemaBuild: nothing,
      logMigration: nothing,
      log: nothing,
    };
    const start = performance.now();
    await here
      .migrator([createNotes, (op) => op.bulkInsert("note", rows())], {
        dataSource: here.dataSource({ logger, logging: true }),
      })
      .upgrade();
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(sent).toBe(count);
    expect(ahead).toHaveLength(100);
    expect(Math.max(...ahead)).toBe(1000);
    const [sums] = await query("SELECT count(*) AS n, sum(id) AS ids, sum(stars) AS stars FROM note");
    expect(Object.values(sums!).map(Number)).toEqual([count, (count * (count + 1)) / 2, 2 * count]);
    expect(await query("SELECT body FROM note WHERE id = 70707")).toEqual([{ body: "note 70707" }]);
  });

  it("stays under the number of parameters that a statement may have", async () => {
    const names = Array.from({ length: 120 }, (_none, at) => `c${at}`);
    const rows = Array.from({ length: 900 }, (_none, row) =>
      Object.fromEntries([["id", row], ...names.map((column, at) => [column, row * at])]),
    );
    await here
      .migrator([
        async (op: Operations<"postgres">) => {
          await op.createTable("wide", [
            column("id", "integer"),
            ...names.map((one) => column(one, "integer")),
          ]);
          await op.bulkInsert("wide", rows);
        },
      ])
      .upgrade();
    const [sums] = await query("SELECT count(*) AS n, sum(c119) AS s FROM wide");
    expect(Object.values(sums!).map(Number)).toEqual([900, (119 * 899 * 900) / 2]);
  });

  it("gives a column its default where a row has no value for it, and keeps the order", async () => {
    await here
      .migrator([
        createNotes,
        (op) =>
          op.bulkInsert("note", [
            { id: 1, body: "one", stars: 5 },
            { stars: 4, id: 2, body: null },
            { id: 3, body: undefined },
            { id: 4 },
            { id: 5, stars: sql`1 + 1` },
          ]),
      ])
      .upgrade();
    expect(await query("SELECT id, body, stars FROM note ORDER BY id")).toEqual([
      { id: 1, body: "one", stars: 5 },
      { id: 2, body: null, stars: 4 },
      { id: 3, body: null, stars: 3 },
      { id: 4, body: null, stars: 3 },
      { id: 5, body: null, stars: 2 },
    ]);
  });

  it("writes values as TypeORM does", async () => {
    const { json, bytes, text } = types[name];
    const value = {
      body: `it's "quoted" \\ ? $1 :x 𝄞`,
      flag: true,
      small: 1.25,
      big: "9007199254740993",
      data: { list: [1, "two", null], sql: "SELECT 1", "it's": { deep: [{}] } },
      bytes: Buffer.from([0, 39, 92, 255]),
      at: new Date("2024-02-29T13:14:15.678Z"),
    };
    const entity = (tableName: string) =>
      new EntitySchema({
        name: tableName,
        tableName,
        columns: {
          id: { type: "integer", primary: true },
          body: { type: text },
          flag: { type: "boolean" },
          small: { type: "real" },
          big: { type: "bigint" },
          data: { type: name === "sqlite" ? "simple-json" : json },
          bytes: { type: bytes },
          at: {
            type: name === "postgres" ? "timestamp" : "datetime",
            precision: name === "sqlite" ? null : 3,
          },
        },
      } as never);
    const more = { entities: [entity("saved"), entity("inserted")], synchronize: true, timezone: "+05:30" };
    const dataSource = await here.dataSource(more).initialize();
    try {
      await dataSource.getRepository("saved").insert({ id: 1, ...value });
      const migrator = here.migrator(
        [(op) => op.bulkInsert("inserted", [{ id: 1, ...value, big: 9007199254740993n }])],
        { dataSource },
      );
      await migrator.upgrade();
      await runThroughClient(here.database, await scriptOf(migrator));
    } finally {
      await dataSource.destroy();
    }
    const [saved] = await query("SELECT * FROM saved");
    expect(await query("SELECT * FROM inserted ORDER BY id")).toEqual([saved, { ...saved, id: 2 }]);
  });

  /** The INSERT of the script, for another row. */
  async function scriptOf(migrator: ReturnType<Bench["migrator"]>): Promise<string> {
    const script = await migrator.upgrade("head", { sql: true });
    const [insert] = /INSERT INTO .inserted.[\s\S]*?;\n/.exec(script) ?? [];
    return insert!.replace("VALUES (1, ", "VALUES (2, ");
  }

  it("brings back every text as it was, also through a script, in every SQL mode", async () => {
    const texts = [
      "",
      "'",
      "''\"\"``",
      "\\",
      "\\' OR 1=1 --",
      "C:\\new\\table",
      "?$1$$:a@b#c",
      "-- no comment\n/* nor this */;\nDELETE FROM note;",
      "line\r\nbreak\rtab\t\b\x1a\x7f",
      "𝄞 😀 é ß 漢字 \u200f\u2028\ufeff",
      "${x} `y`",
      ...(name === "postgres" ? [] : ["nul\0inside", "\0"]),
      "x".repeat(200_000),
    ];
    const rows = texts.map((body, id) => ({ id, body }));
    const modes = name === "mysql" || name === "mariadb" ? ["", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES"] : [""];
    for (const mode of modes) {
      const upgrade: Upgrade = async (op, context) => {
        if (mode !== "") await op.execute(`SET SESSION sql_mode = CONCAT(@@sql_mode, ',${mode}')`);
        await createNotes(op, context);
        await op.bulkInsert("note", rows);
      };
      await here.migrator([upgrade]).upgrade();
      const online = await query("SELECT id, body, length(body) AS l FROM note ORDER BY id");
      expect(online.map(({ body }) => body)).toEqual(texts);
      await query("DROP TABLE note");
      await query("DROP TABLE limbeck_version");
      await runThroughClient(here.database, await here.migrator([upgrade]).upgrade("head", { sql: true }));
      expect(await query("SELECT id, body, length(body) AS l FROM note ORDER BY id")).toEqual(online);
      await query("DROP TABLE note");
      await query("DROP TABLE limbeck_version");
    }
  });

  it("is written as literals into scripts and dry runs, one statement a batch", async () => {
    async function* rows() {
      for (let id = 1; id <= 2500; id++) yield { id, body: "it's", stars: null };
    }
    const migrator = here.migrator([createNotes, (op) => op.bulkInsert("note", rows())]);
    for (const script of [
      await migrator.upgrade("head", { sql: true }),
      (await migrator.upgrade("head", { dryRun: true })).sql,
    ]) {
      const inserts = [...script.matchAll(/^INSERT INTO .note. [\s\S]*?;$/gm)].map(([text]) => text);
      expect(inserts.map((text) => text.split("\n").length - 1)).toEqual([1000, 1000, 500]);
      expect(inserts[2]!.split("\n").at(-1)).toBe("  (2500, 'it''s', NULL);");
    }
    const [shown] = (await migrator.upgrade("head", { dryRun: true })).revisions.at(-1)!.statements;
    expect(shown!.parameters).toBeUndefined();
  });

  it("comes after what the revision did before, and before what it does next", async () => {
    await here
      .migrator([
        createNotes,
        async (op: Operations<"postgres">) => {
          await op.addColumn("note", column("author", "integer", { default: 7 }));
          await op.alterColumn("note", "stars", { nullable: true });
          await op.bulkInsert("note", [{ id: 1, stars: null, author: 8 }]);
          await op.dropColumn("note", "body");
          await op.bulkInsert("note", [{ id: 2 }]);
          await op.alterColumn("note", "author", { nullable: true });
        },
      ])
      .upgrade();
    expect(await query("SELECT * FROM note ORDER BY id")).toEqual([
      { id: 1, stars: null, author: 8 },
      { id: 2, stars: 3, author: 7 },
    ]);
  });

  it("copies a table in chunks, from a query that runs between the statements", async () => {
    await here
      .migrator([
        createNotes,
        (op) =>
          op.bulkInsert(
            "note",
            Array.from({ length: 2500 }, (_none, id) => ({ id, stars: id % 7 })),
          ),
        async (op: Operations<"postgres">, { manager }) => {
          await op.createTable("copy", [column("id", "integer"), column("stars", "integer")]);
          async function* chunks() {
            for (let from = 0; from < 2500; from += 400) {
              yield* (await manager.query(
                `SELECT id, stars FROM note WHERE id >= ${from} AND id < ${from + 400} ORDER BY id`,
              )) as { id: number; stars: number }[];
            }
          }
          await op.bulkInsert("copy", chunks());
        },
      ])
      .upgrade();
    const sums = "SELECT count(*) AS n, sum(id) AS ids, sum(stars) AS stars FROM";
    expect(await query(`${sums} copy`)).toEqual(await query(`${sums} note`));
    expect(Object.values((await query(`${sums} copy`))[0]!).map(Number)[0]).toBe(2500);
  });

  it("sees what another hand did to the table between two calls", async () => {
    await here
      .migrator([
        createNotes,
        async (op, { manager }) => {
          await op.bulkInsert("note", [{ id: 1 }]);
          await manager.query("ALTER TABLE note ADD COLUMN late integer");
          await op.bulkInsert("note", [{ id: 2, late: 5 }]);
        },
      ])
      .upgrade();
    expect(await query("SELECT id, late FROM note ORDER BY id")).toEqual([
      { id: 1, late: null },
      { id: 2, late: 5 },
    ]);
  });

  it.each<[string, string, RegExp, Upgrade]>([
    [
      "a column that is not there",
      "E_OBJECT_UNKNOWN",
      /can't insert rows into note: it has no column "boddy", but id, body, stars\./i,
      (op) => op.bulkInsert("note", [{ id: 1 }, { id: 2, boddy: "x" }]),
    ],
    [
      "a column that is not among those told",
      "E_OBJECT_UNKNOWN",
      /Row 2 for note has a column "stars", which is not among "columns": id\./,
      (op: Operations<"postgres">) =>
        op.bulkInsert("note", [{ id: 1 }, { id: 2, stars: 1 }] as never, { columns: { id: "integer" } }),
    ],
    [
      "a table that is not there",
      "E_STATEMENT",
      /failed to insert 1 row into nowhere: /,
      (op) => op.bulkInsert("nowhere", [{ id: 1 }]),
    ],
    [
      "a function",
      "E_VALUE",
      /Row 1 for note has a function as "body"/,
      (op) => op.bulkInsert("note", [{ id: 1, body: () => "x" }]),
    ],
    [
      "an invalid date",
      "E_VALUE",
      /Row 1 for note has an invalid date as "body"/,
      (op) => op.bulkInsert("note", [{ id: 1, body: new Date("no") }]),
    ],
    [
      "a Map, which JSON would empty",
      "E_VALUE",
      /Row 1 for note has a Map as "body", which is no JSON/,
      (op) => op.bulkInsert("note", [{ id: 1, body: new Map([[1, 2]]) }]),
    ],
    [
      "a BigInt in JSON",
      "E_VALUE",
      /Row 1 for note has a value as "body" that is no JSON/,
      (op) => op.bulkInsert("note", [{ id: 1, body: { n: 1n } }]),
    ],
    [
      "half of a character",
      "E_VALUE",
      /Row 1 for note has a text as "body" with half of a surrogate pair/,
      (op) => op.bulkInsert("note", [{ id: 1, body: "a\ud83d" }]),
    ],
    [
      "a row that is none",
      "E_VALUE",
      /Row 2 for note is no object/,
      (op) => op.bulkInsert("note", [{ id: 1 }, [2]] as never),
    ],
    [
      "a row without a value",
      "E_VALUE",
      /Row 1 for note has no value for any column/,
      (op) => op.bulkInsert("note", [{ id: undefined }]),
    ],
    [
      "a call without await",
      "E_REVISION_FAILED",
      /put "await" before every call of op/,
      async (op) => void op.bulkInsert("note", [{ id: 1 }]).catch(() => undefined),
    ],
  ])("refuses %s", async (_what, code, message, upgrade) => {
    await here.migrator([createNotes]).upgrade();
    const migrator = here.migrator([createNotes, upgrade]);
    await expect(migrator.upgrade()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect((await migrator.current()).heads).toEqual(["rev0"]);
    expect((await query("SELECT * FROM note WHERE id > 1")).length).toBe(0);
  });

  it("says of a statement with many rows how it begins, when it fails", async () => {
    const rows = Array.from({ length: 900 }, (_none, at) => ({ id: at % 899, body: "x".repeat(100) }));
    const error: Error = await here
      .migrator([createNotes, (op) => op.bulkInsert("note", rows)])
      .upgrade()
      .then(
        () => expect.unreachable(),
        (reason: Error) => reason,
      );
    expect(error).toMatchObject({ code: "E_STATEMENT" });
    expect(error.message).toContain("failed to insert 900 rows into note");
    expect(error.message.length).toBeLessThan(2500);
  });
});

describe.each(databasesWith((can) => can.transactionalDdl))(
  "op.bulkInsert in a transaction on %s",
  (name) => {
    it("leaves nothing of the first rows when a later statement fails", async () => {
      here = await bench(name, "rows");
      const create: Upgrade = (op: Operations<"postgres">) =>
        op.createTable("note", [column("id", "integer"), primaryKey(["id"])]);
      await here.migrator([create]).upgrade();
      const rows = [...Array.from({ length: 2500 }, (_none, id) => ({ id })), { id: 1 }];
      await expect(
        here.migrator([create, (op) => op.bulkInsert("note", rows)]).upgrade(),
      ).rejects.toMatchObject({
        code: "E_STATEMENT",
      });
      expect(await here.database.query("SELECT id FROM note")).toEqual([]);
    });
  },
);

describe.each(databasesWith((can) => can.enumTypes))("op.bulkInsert and types of its own on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "rows");
  });

  it("tells arrays and JSON apart by the type of the column", async () => {
    const upgrade: Upgrade = async (op: Operations<"postgres">) => {
      await op.createTable("tagged", [
        column("id", "integer"),
        column("tags", "text[]"),
        column("numbers", "integer[]", { nullable: true }),
        column("data", "jsonb"),
        column("at", "timestamp with time zone", { nullable: true }),
      ]);
      await op.bulkInsert("tagged", [
        {
          id: 1,
          tags: ["a", 'b"\\', "", "NULL", "{c,d}", null],
          numbers: [
            [1, 2],
            [3, null],
          ],
          data: [1, "two"],
          at: new Date("2024-02-29T13:14:15.678Z"),
        },
        { id: 2, tags: [], numbers: null, data: 1.5, at: null },
        { id: 3, tags: [], numbers: null, data: true, at: null },
        { id: 4, tags: [], numbers: null, data: '{"already":"JSON"}', at: null },
      ]);
    };
    const rows = "SELECT * FROM tagged ORDER BY id";
    const expected = [
      {
        id: 1,
        tags: ["a", 'b"\\', "", "NULL", "{c,d}", null],
        numbers: [
          [1, 2],
          [3, null],
        ],
        data: [1, "two"],
        at: new Date("2024-02-29T13:14:15.678Z"),
      },
      { id: 2, tags: [], numbers: null, data: 1.5, at: null },
      { id: 3, tags: [], numbers: null, data: true, at: null },
      { id: 4, tags: [], numbers: null, data: { already: "JSON" }, at: null },
    ];
    await here.migrator([upgrade]).upgrade();
    expect(await here.database.query(rows)).toEqual(expected);
    await here.database.script("DROP TABLE tagged, limbeck_version");
    await runThroughClient(here.database, await here.migrator([upgrade]).upgrade("head", { sql: true }));
    expect(await here.database.query(rows)).toEqual(expected);
  });

  it("asks for the type of an array in a script, where no revision has made the table", async () => {
    const tags: Upgrade = (op) => op.bulkInsert("elsewhere", [{ tags: ["a"] }]);
    await expect(here.migrator([tags]).upgrade("head", { sql: true })).rejects.toMatchObject({
      code: "E_VALUE",
      message: expect.stringContaining('{ columns: { "tags": "text[]" } }'),
    });
    const told: Upgrade = (op: Operations<"postgres">) =>
      op.bulkInsert("elsewhere", [{ tags: ["a"] }], { columns: { tags: "text[]" } });
    expect(await here.migrator([told]).upgrade("head", { sql: true })).toContain(`VALUES ('{"a"}');`);
  });

  it("names the way for numbers of a column that is GENERATED ALWAYS", async () => {
    const create: Upgrade = (op: Operations<"postgres">) =>
      op.createTable("numbered", [
        column("id", "integer", { identity: "always" }),
        column("twice", "integer", { generated: { expression: sql`id * 2`, stored: true } }),
      ]);
    await expect(
      here.migrator([create, (op) => op.bulkInsert("numbered", [{ id: 1 }])]).upgrade(),
    ).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringContaining('{ overriding: "system value" }'),
    });
    await expect(
      here.migrator([create, (op) => op.bulkInsert("numbered", [{ twice: 1 }])]).upgrade(),
    ).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringContaining('column "twice" is computed from others; leave it out of the rows'),
    });
    const numbered: Upgrade = (op: Operations<"postgres">) =>
      op.bulkInsert("numbered", [{ id: 41 }], { overriding: "system value" });
    await here.migrator([create, numbered]).upgrade();
    expect(await here.database.query("SELECT * FROM numbered")).toEqual([{ id: 41, twice: 82 }]);
  });

  it("refuses NUL, which no text of the database can have", async () => {
    const create: Upgrade = (op: Operations<"postgres">) => op.createTable("note", [column("body", "text")]);
    await expect(
      here.migrator([create, (op) => op.bulkInsert("note", [{ body: "a\0b" }])]).upgrade(),
    ).rejects.toMatchObject({ code: "E_VALUE", message: expect.stringContaining("no character NUL") });
  });
});
