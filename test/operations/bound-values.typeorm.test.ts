import { column, type Operations, primaryKey, type RevisionModule, sql } from "@limbeck/core";
import { EntitySchema } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import { type Bench, bench } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

/** Types that differ in name alone. */
const types = {
  sqlite: { text: "text", bytes: "blob", time: "datetime", flag: "boolean" },
  postgres: { text: "text", bytes: "bytea", time: "timestamp(3)", flag: "boolean" },
  mysql: { text: "longtext", bytes: "longblob", time: "datetime(3)", flag: "boolean" },
  mariadb: { text: "longtext", bytes: "longblob", time: "datetime(3)", flag: "boolean" },
} as const satisfies Record<DatabaseName, object>;

const entity = new EntitySchema<{ id: number; at: Date }>({
  name: "note",
  columns: { id: { type: Number, primary: true }, at: { type: Date } },
});

const texts = {
  "what drivers take for placeholders": "a = ? AND b = :name AND c = $1 AND d = @e AND f = %s AND g = ??",
  quotes: `it's "quoted" \`so\` \\ and \\' too`,
  "what ends a statement": "one; -- two\n/* three */ # four",
  "characters of four bytes": "😀\u202e",
  nothing: "",
};

let here: Bench;
afterEach(() => here.database.drop());

describe.each(databaseNames)("statements on %s", (name) => {
  const createNotes: Upgrade = (op: Operations<"postgres">) =>
    op.createTable("note", [
      column("id", "integer"),
      column("body", types[name].text as "text", { nullable: true }),
      column("data", types[name].bytes as "bytea", { nullable: true }),
      column("at", types[name].time as "timestamp(3)", { nullable: true }),
      column("done", types[name].flag, { nullable: true }),
      primaryKey(["id"]),
    ]);

  beforeEach(async () => {
    here = await bench(name, "statements");
  });

  const query = (text: string) => here.database.query(text);
  const quoted = (text: string) =>
    name === "mysql" || name === "mariadb"
      ? `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`
      : `'${text.replaceAll("'", "''")}'`;

  it.each(Object.entries(texts))("a text runs as it stands: %s", async (_what, text) => {
    let found: unknown;
    await here
      .migrator([
        createNotes,
        async (op) => {
          await op.execute(`INSERT INTO note (id, body) VALUES (1, ${quoted(text)})`);
          [found] = await op.query(`SELECT body, ${quoted(text)} AS same FROM note`);
        },
      ])
      .upgrade();
    expect(found).toEqual({ body: text, same: text });
    expect(await query("SELECT body FROM note")).toEqual([{ body: text }]);
  });

  it.each(Object.entries(texts))("a value comes in as it is, beside any text: %s", async (_what, text) => {
    const insert: Upgrade = async (op) => {
      await op.execute(sql`INSERT INTO note (id, body) VALUES (${1}, ${text})`);
      await op.execute(
        sql`INSERT INTO note (id, body) SELECT id + 1, ${text} FROM note WHERE 'why? :a $1 %s' <> ${"x"} AND body = ${text}`,
      );
    };
    const rows = [
      { id: 1, body: text },
      { id: 2, body: text },
    ];
    await here.migrator([createNotes, insert]).upgrade();
    expect(await query("SELECT id, body FROM note ORDER BY id")).toEqual(rows);
  });

  it("values of every kind are those that the application writes", async () => {
    const time = new Date("2026-07-23T05:06:07.089Z");
    const bytes = Buffer.from([0, 255, 63, 39, 92]);
    const insert: Upgrade = (op) =>
      op.execute(
        sql`INSERT INTO note (id, body, data, at, done) VALUES (${7n}, ${null}, ${bytes}, ${time}, ${true})`,
      );
    const byTypeOrm = { id: 8, at: time };
    let read: unknown[] = [];
    await here
      .migrator(
        [
          createNotes,
          insert,
          async (op, { manager }) => {
            await manager.insert(entity, byTypeOrm);
            read = await op.query(
              sql`SELECT id, data, at, done FROM note WHERE done = ${true} AND at = ${time} AND data = ${bytes}`,
            );
          },
        ],
        { dataSource: here.dataSource({ entities: [entity] }) },
      )
      .upgrade();
    expect(await query("SELECT count(*) AS rows_, count(DISTINCT at) AS times FROM note")).toEqual(
      [{ rows_: 2, times: 1 }].map((row) => (name === "postgres" ? { rows_: "2", times: "1" } : row)),
    );
    expect(read).toHaveLength(1);
    const [row] = read as { id: number; data: Buffer; done: unknown }[];
    expect(row!.id).toBe(7);
    expect(Buffer.from(row!.data)).toEqual(bytes);
    expect(Number(row!.done)).toBe(1);
  });

  it("a script has them as literals", async () => {
    const time = new Date("2026-07-23T05:06:07.089Z");
    const script = await here
      .migrator([
        createNotes,
        async (op) => {
          for (const [at, text] of Object.values(texts).entries())
            await op.execute(
              sql`INSERT INTO note (id, body, data, at, done) VALUES (${at}, ${text}, ${Buffer.from(text)}, ${time}, ${false})`,
            );
        },
      ])
      .upgrade("head", { sql: true });
    expect(script).toContain("INSERT INTO note");
    await runThroughClient(here.database, script);
    const rows = await query("SELECT body, data, done FROM note ORDER BY id");
    expect(rows.map(({ body }) => body)).toEqual(Object.values(texts));
    expect(rows.map(({ data }) => Buffer.from(data as Uint8Array).toString())).toEqual(Object.values(texts));
    expect(rows.map(({ done }) => Number(done))).toEqual(Object.values(texts).map(() => 0));
  });

  it("SQL with a value is refused where it would become part of the schema, before anything runs", async () => {
    const condition = sql`body <> ${"x"}` as unknown as ReturnType<typeof sql>;
    const run = here
      .migrator([createNotes, (op) => op.createCheckConstraint("ck", "note", condition as never)])
      .upgrade();
    await expect(run).rejects.toMatchObject({ code: "E_VALUE" });
    await expect(run).rejects.toThrow(/op\.inlineLiteral\(value\)/);
  });
});
