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
});
