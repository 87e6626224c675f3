import { autogenerate } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";
import { manyTables, runAtOnce } from "../support/many-tables.ts";
import { medianOfFew, medians } from "./measure.ts";

/** What it took to find out that nothing differs, in milliseconds. */
export interface CheckResult {
  readonly database: DatabaseName;
  readonly tables: number;
  /** The catalog queries of one check as the driver runs them, and nothing else. */
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
    for (const tables of [...options.sizes].sort((a, b) => a - b))
      report(await check(database, tables, options));
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
      {
        catalog: () => replay(dataSource, catalogQueries[database.name] ?? queries),
        limbeck: () => autogenerate(dataSource),
      },
      options.runs,
    );
    const typeorm = options.withoutTypeorm
      ? Number.NaN
      : await medianOfFew(() => typeormCheck(dataSource), tables > 500 ? 1 : 4);
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

/**
 * SQLite has no catalogs beside the texts that made its objects. Limbeck reads the texts, which are one fast query, and
 * takes them apart; it is measured against what SQLite takes to tell the same facts.
 */
const catalogQueries: { readonly [K in DatabaseName]?: readonly Recorded[] } = {
  sqlite: [
    "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid",
    "SELECT m.name AS owner, c.* FROM sqlite_schema m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'",
    "SELECT m.name AS owner, l.*, i.* FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_xinfo(l.name) i WHERE m.type = 'table'",
    "SELECT m.name AS owner, k.* FROM sqlite_schema m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'",
  ].map((sql) => [sql, undefined]),
};

type Recorded = readonly [sql: string, parameters: unknown[] | undefined];

/** The queries that `run` sends through the DataSource. */
async function recordQueries(dataSource: DataSource, run: () => Promise<unknown>): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const makeRunner = dataSource.createQueryRunner.bind(dataSource);
  const restore: (() => void)[] = [];
  dataSource.createQueryRunner = (mode) => {
    const runner = makeRunner(mode);
    const query = runner.query.bind(runner);
    runner.query = (sql: string, parameters?: unknown[]) => {
      recorded.push([sql, parameters]);
      return query(sql, parameters);
    };
    // TypeORM's SQLite drivers hand out the same runner again and again.
    restore.push(() => {
      runner.query = query;
    });
    return runner;
  };
  try {
    await run();
  } finally {
    dataSource.createQueryRunner = makeRunner;
    for (const undo of restore) undo();
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
