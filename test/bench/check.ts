import { autogenerate } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";
import { manyTables, runAtOnce } from "../support/many-tables.ts";
import { medianOfFew, medians } from "./measure.ts";

/** What it took to find out that nothing differs, in milliseconds. */
export interface CheckResult {
  readonly database: DatabaseName;
  readonly tables: number;
  /** The queries of one check as the driver runs them, and nothing else. */
  readonly catalog: number;
  readonly limbeck: number;
  readonly typeorm: number;
  readonly queries: number;
}

export interface CheckOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  /** Leave TypeORM out, e.g. to profile. */
  readonly withoutTypeorm: boolean;
}

/** Checks databases in sync of growing size. */
export async function benchCheck(
  name: DatabaseName,
  options: CheckOptions,
  report: (result: CheckResult) => void,
): Promise<void> {
  const database = await createDatabase(name, "bench");
  try {
    for (const tables of [...options.sizes].sort((a, b) => a - b)) report(await check(database, tables, options));
  } finally {
    await database.drop();
  }
}

async function check(database: TestDatabase, tables: number, options: CheckOptions): Promise<CheckResult> {
  const dataSource = new DataSource({
    ...database.options,
    entities: manyTables(database.name, tables),
  } as unknown as DataSourceOptions);
  await dataSource.initialize();
  try {
    await runAtOnce(database, (await autogenerate(dataSource)).toSql("upgrade"));
    await refreshStatistics(database);
    const { isEmpty, upgradeOps } = await autogenerate(dataSource);
    if (!isEmpty) throw new Error(`${database.name} is not in sync: ${JSON.stringify(upgradeOps[0])}`);
    const queries = await recordQueries(dataSource, () => autogenerate(dataSource));
    const { catalog, limbeck } = await medians(
      { catalog: () => replay(dataSource, queries), limbeck: () => autogenerate(dataSource) },
      options.runs,
    );
    const typeorm = options.withoutTypeorm
      ? Number.NaN
      : await medianOfFew(() => typeormCheck(dataSource), tables > 500 ? 1 : 3);
    return { database: database.name, tables, catalog, limbeck, typeorm, queries: queries.length };
  } finally {
    await dataSource.destroy();
  }
}

/** A database that was filled this moment knows nothing of its own catalogs' size yet. */
async function refreshStatistics(database: TestDatabase): Promise<void> {
  if (database.name === "postgres") await database.query("VACUUM ANALYZE");
}

async function typeormCheck(dataSource: DataSource): Promise<void> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  if (upQueries.length > 0) throw new Error(`TypeORM would run: ${upQueries[0]!.query}`);
}

type Recorded = readonly [sql: string, parameters: unknown[] | undefined];

/** The queries that `run` sends through the DataSource. */
async function recordQueries(dataSource: DataSource, run: () => Promise<unknown>): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const original = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => {
    const runner = original(mode);
    const query = runner.query.bind(runner);
    runner.query = (sql: string, parameters?: unknown[]) => {
      recorded.push([sql, parameters]);
      return query(sql, parameters);
    };
    return runner;
  };
  try {
    await run();
  } finally {
    dataSource.createQueryRunner = original;
  }
  return recorded;
}

async function replay(dataSource: DataSource, queries: readonly Recorded[]): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    for (const [sql, parameters] of queries) await runner.query(sql, parameters);
  } finally {
    await runner.release();
  }
}
