import { Migrator, type Operations } from "@limbeck/core";
import * as fc from "fast-check";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { empty } from "../databases/empty.ts";
import { createDatabase, type TestDatabase } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { changed, look } from "./expected-table.ts";
import { type RandomChange, randomChange, type RandomTable, randomTable } from "./random-table.ts";
import { tableSql } from "./table-sql.ts";

// A failure prints its seed and its path; LIMBECK_SEED and LIMBECK_PAIRS ask for others, and for more.
const { LIMBECK_SEED = 1, LIMBECK_PAIRS = 200, LIMBECK_PATH: path } = process.env;
const numRuns = Math.ceil(Number(LIMBECK_PAIRS) / 2);
const seed = Number(LIMBECK_SEED);
const cases = randomTable.chain((table) =>
  fc.record({
    table: fc.constant(table),
    changes: fc.array(randomChange(table.strict), { minLength: 1, maxLength: 5 }),
  }),
);

describe.each(databasesWith((can) => can.alterByRebuild))("random tables on %s", (name) => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createDatabase(name, "random_tables");
    dataSource = await new DataSource(database.options as unknown as DataSourceOptions).initialize();
    await dataSource.query("PRAGMA synchronous = OFF");
    await database.query("PRAGMA synchronous = OFF");
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const run = async (table: RandomTable, changes: readonly RandomChange[]) => {
    await empty(database);
    await database.script(`BEGIN; ${tableSql(table).join(";\n")}; DELETE FROM log; COMMIT`);
    const before = await look(database, table);
    const expected = changed(table, before, changes);
    const revision = {
      revision: "aaaa1111",
      downRevision: null,
      upgrade: async (op: Operations<"sqlite">) => {
        for (const call of expected.calls) await call(op);
      },
      downgrade: () => Promise.resolve(),
    };
    await new Migrator({ dataSource, revisions: [revision] }).upgrade();
    expect(await look(database, table)).toEqual(expected.state);
    expect(await database.query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    // What reads the table still works, and nothing but this has fired a trigger.
    expect(await database.query("SELECT n FROM w")).toEqual([{ n: table.rows }]);
    await database.query("UPDATE v SET c0 = c0");
    expect(await database.query("SELECT count(*) AS n FROM log")).toEqual([{ n: table.rows }]);
  };

  it(
    `keep their rows and all that belongs to them through ${numRuns} sets of changes, seed ${seed}`,
    { timeout: 10_800_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(cases, ({ table, changes }) => run(table, changes)),
        { numRuns, seed, ...(path === undefined ? {} : { path }) },
      );
    },
  );
});
