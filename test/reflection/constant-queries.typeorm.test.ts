import { autogenerate } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { manyTables, runAtOnce } from "../support/many-tables.ts";

// A round must cost the same number of queries whatever the number of tables: on a server far away, each is a journey.
describe.each(databaseNames)("queries of a round on %s", (name) => {
  const hasSchemas = name !== "sqlite";
  const databases: TestDatabase[] = [];
  const schemas: string[] = [];

  beforeAll(async () => {
    databases.push(await createDatabase(name, "queries"), await createDatabase(name, "queries_areas"));
    if (!hasSchemas) return;
    const own = String(databases[1]!.options.database);
    schemas.push(
      ...["one", "two", "three", "four"].map((area) => (name === "postgres" ? area : `${own}_${area}`)),
    );
  });

  afterAll(async () => {
    if (name === "mysql" || name === "mariadb") {
      // All at once: they reference each other.
      await databases[0]?.query("SET FOREIGN_KEY_CHECKS = 0");
      for (const schema of schemas) await databases[0]?.query(`DROP DATABASE IF EXISTS \`${schema}\``);
    }
    for (const database of databases) await database.drop();
  });

  /** Creates what is missing up to `count` tables, and counts the queries of a round that finds nothing to do. */
  async function countQueries(
    database: TestDatabase,
    count: number,
    areas: readonly string[],
  ): Promise<number> {
    const dataSource = new DataSource({
      ...database.options,
      entities: manyTables(name, count, { schemas: areas, indexEvery: 20 }),
    } as unknown as DataSourceOptions);
    await dataSource.initialize();
    try {
      await runAtOnce(database, (await autogenerate(dataSource)).toSql("upgrade"));
      const counted = countingQueries(dataSource);
      const { upgradeOps, warnings } = await autogenerate(dataSource);
      expect([upgradeOps, warnings]).toEqual([[], []]);
      return counted.queries;
    } finally {
      await dataSource.destroy();
    }
  }

  it("is the same for 10 and for 1,000 tables", async () => {
    const few = await countQueries(databases[0]!, 10, []);
    const many = await countQueries(databases[0]!, 1000, []);
    expect(many).toBe(few);
    expect(many).toBeLessThan(15);
  }, 300_000);

  if (hasSchemas) {
    it("is the same for one schema and for several", async () => {
      const one = await countQueries(databases[1]!, 10, schemas.slice(0, 1));
      const several = await countQueries(databases[1]!, 1000, schemas);
      expect(several).toBe(one);
      expect(several).toBeLessThan(15);
    }, 300_000);
  }
});

/** Counts what goes through the query runners that the DataSource makes from now on. */
function countingQueries(dataSource: DataSource): { queries: number } {
  const counted = { queries: 0 };
  const makeRunner = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => {
    const runner = makeRunner(mode);
    const query = runner.query.bind(runner);
    runner.query = (sql: string, parameters?: unknown[]) => {
      counted.queries++;
      return query(sql, parameters);
    };
    return runner;
  };
  return counted;
}
