import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import { type Bench, createBench, metadataTable, tableOf } from "./harness.ts";

describe.runIf(databaseNames.includes("postgres"))("PostgreSQL's reflect, lock and guard", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await createBench("pg_reflect");
    await bench.query(
      `
      CREATE SCHEMA "my app";
      CREATE SCHEMA hidden;
      CREATE EXTENSION citext SCHEMA hidden;
      CREATE TABLE hidden.secret (id integer);
      CREATE TABLE measure (at date, value integer, CONSTRAINT pk_measure PRIMARY KEY (at)) PARTITION BY RANGE (at);
      CREATE TABLE measure_2020 PARTITION OF measure FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE "my app"."Odd ""name""" (
        "I d" serial,
        "text" hidden.citext NOT NULL DEFAULT 'it''s',
        own integer
      );
      CREATE TEMPORARY TABLE gone (id integer);
      CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
      CREATE TABLE uses (p positive, q positive[], at date REFERENCES measure (at), n integer GENERATED ALWAYS AS IDENTITY);
    `,
    );
  });

  afterAll(() => bench.database.drop());

  it("reads the schemas that are asked for, by names relative to the default one", async () => {
    const schema = await bench.reflect(["my app", "none"]);
    expect(schema.defaultSchema).toBe("public");
    expect(schema.schemas).toEqual(["my app"]);
    expect(schema.extensions).toEqual(["citext"]);
    expect(schema.tables.map(({ schema, name }) => [schema, name])).toEqual([
      ["my app", 'Odd "name"'],
      [undefined, "measure"],
      [undefined, "uses"],
    ]);
    expect(tableOf(schema, 'Odd "name"').columns).toEqual([
      { name: "I d", type: { name: "integer" }, nullable: false, identity: "serial" },
      { name: "text", type: { name: "citext" }, nullable: false, default: "'it''s'::hidden.citext" },
      { name: "own", type: { name: "integer" }, nullable: true },
    ]);
    expect(schema.sequences).toEqual([]);
    expect(tableOf(schema, "uses")).toMatchObject({
      columns: [
        { type: { name: "positive", userDefined: true } },
        { type: { name: "positive", userDefined: true, array: true } },
        { type: { name: "date" } },
        { identity: "always", nullable: false },
      ],
      foreignKeys: [{ columns: ["at"], referencedTable: { name: "measure" }, referencedColumns: ["at"] }],
    });
  });

  it("reads single tables, in a constant number of queries", async () => {
    let queries = 0;
    const schema = await bench.dialect.reflect(
      (sql, parameters) => {
        queries++;
        return bench.query(sql, parameters);
      },
      {
        tables: [{ name: "measure" }, { schema: "my app", name: 'Odd "name"' }, { name: "none" }],
        metadataTable,
      },
    );
    expect(schema.tables.map(({ name }) => name)).toEqual(['Odd "name"', "measure"]);
    expect(schema.views).toEqual([]);
    expect(queries).toBeLessThanOrEqual(9);
  });

  it("locks once, tells who holds the lock, and unlocks", async () => {
    const { withEntities, dialect, query } = bench;
    await withEntities([], async (dataSource) => {
      const other = (sql: string, parameters?: readonly unknown[]) =>
        dataSource.query(sql, [...(parameters ?? [])]) as Promise<Record<string, unknown>[]>;
      expect(await dialect.tryLock(query, "it's a key")).toBe(true);
      expect(await dialect.tryLock(other, "it's a key")).toBe(false);
      expect(await dialect.tryLock(other, "another")).toBe(true);
      expect(await dialect.lockHolder(other, "it's a key")).toMatch(/^process \d+, user "/);
      await dialect.unlock(query, "it's a key");
      expect(await dialect.lockHolder(other, "it's a key")).toBeUndefined();
      expect(await dialect.tryLock(other, "it's a key")).toBe(true);
    });
    const guard = await dialect.guard(query);
    await guard.verify();
    await guard.release();
  });
});
