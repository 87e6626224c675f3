import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../../../../../test/databases/index.ts";
import { casts } from "../../../src/dialect/postgres/casts.ts";
import { type Bench, createBench } from "./harness.ts";

describe.runIf(databaseNames.includes("postgres"))("PostgreSQL's casts", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await createBench("pg_casts");
  });
  afterAll(() => bench.database.drop());

  it("are those of the catalogs", async () => {
    // Texts are cast to and from everything by their own rule; those of bytea are new in version 18.
    const rows = await bench.query(`
      SELECT format_type(castsource, NULL) AS source, format_type(casttarget, NULL) AS target
      FROM pg_cast JOIN pg_type s ON s.oid = castsource JOIN pg_type t ON t.oid = casttarget
      WHERE castsource <> casttarget AND s.typcategory <> 'S' AND t.typcategory <> 'S'
        AND NOT (s.typname ~ '^(pg_|reg|xid|bytea|char|xml)' OR t.typname ~ '^(pg_|reg|xid|bytea|char|xml)')`);
    const name = (text: unknown) => String(text).replace(" without time zone", "");
    const ofServer = rows.map(({ source, target }) => `${name(source)} -> ${name(target)}`);
    const ours = [...casts].flatMap(([source, targets]) =>
      targets.filter((target) => target !== source).map((target) => `${source} -> ${target}`),
    );
    expect(ours.toSorted()).toEqual(ofServer.toSorted());
  });

  // An explicit cast to a length cuts: https://www.postgresql.org/docs/current/datatype-character.html
  it.each([
    ["varchar(10)", "varchar(5)"],
    ["text", "varchar(5)"],
    ["text", "char(5)"],
    ["char(10)", "varchar(5)"],
    ["text[]", "varchar(5)[]"],
    ["varchar(10)", "varchar(5)[]"],
    ["varchar(10)[]", "varchar(5)"],
    ["bit(8)", "bit(5)"],
    ["bit varying(8)", "bit varying(5)"],
    ["integer", "varchar(3)"],
    ["integer", "char(3)"],
    ["numeric(8,2)", "numeric(4,2)"],
    ["bigint", "integer"],
  ])("of %s to %s cut no value", async (from, to) => {
    const long = { bit: "10101011", integer: "123456", numeric: "123456.78", bigint: "12345678901" };
    const [name = ""] = /^[a-z]+/.exec(from)!;
    const text = long[name as keyof typeof long] ?? "quick fox";
    await bench.database.script(`
      DROP TABLE IF EXISTS t; CREATE TABLE t (a ${from});
      INSERT INTO t VALUES ('${from.endsWith("[]") ? `{${text}}` : text}');`);
    const before = await bench.query("SELECT a::text FROM t");
    const change = { type: bench.dialect.parseType(to) };
    await expect(
      bench.run({ kind: "alterColumn", table: { name: "t" }, column: "a", change }),
    ).rejects.toThrow(/too long|out of range|overflow|does not match type/);
    expect(await bench.query("SELECT a::text FROM t")).toEqual(before);
  });

  it.each([
    ["varchar(10)", "varchar(20)", "quick"],
    ["text", "char(5)", "quick"],
    ["char(10)", "text", "quick     "],
    ["citext", "varchar(5)", "Quick"],
    ["name", "varchar(5)", "quick"],
    ["integer", "char(3)", "12"],
    ["varchar(10)", "varchar(5)[]", "quick"],
  ])("of %s to %s keep values", async (from, to, text) => {
    await bench.database.script(`
      CREATE EXTENSION IF NOT EXISTS citext; DROP TABLE IF EXISTS t; CREATE TABLE t (a ${from}); INSERT INTO t VALUES ('${text}');`);
    const change = { type: bench.dialect.parseType(to) };
    await bench.run({ kind: "alterColumn", table: { name: "t" }, column: "a", change });
    const [row] = await bench.query("SELECT a FROM t");
    expect([row?.a].flat().map((value) => String(value).trimEnd())).toEqual([text.trimEnd()]);
  });
});
