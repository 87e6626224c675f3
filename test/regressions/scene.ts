import { autogenerate, type MigrationScript } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Declared, Entities } from "../conformance/case.ts";
import { runOperations } from "../conformance/run-operations.ts";
import { type Dump, dump } from "../databases/dump.ts";
import { empty } from "../databases/empty.ts";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";

export type Model = Entities | Declared;

/** A database that TypeORM and Limbeck look at, and a second one that only TypeORM touches. */
export interface Scene {
  readonly name: DatabaseName;
  readonly database: TestDatabase;
  dataSource(model: Model): DataSource;
  /** TypeORM's `synchronize()`. */
  synchronise(model: Model): Promise<void>;
  /** What TypeORM would run: `createSchemaBuilder().log()`. */
  typeormSql(model: Model): Promise<readonly string[]>;
  compare(model: Model): Promise<MigrationScript>;
  /** Compares, runs what comes of it, and then nothing differs. */
  upgrade(model: Model): Promise<MigrationScript>;
  expectSilence(model: Model): Promise<void>;
  /** The structure that TypeORM gives to an empty database. */
  fresh(model: Model): Promise<Dump>;
  query: TestDatabase["query"];
}

/** The scene of a `describe` block; its databases are emptied after each test. */
export function useScene(name: DatabaseName, label: string): Scene {
  const databases: TestDatabase[] = [];
  beforeAll(async () => {
    databases.push(await createDatabase(name, label), await createDatabase(name, `${label}_fresh`));
  });
  afterEach(() => Promise.all(databases.map(empty)));
  afterAll(() => Promise.all(databases.map((database) => database.drop())));

  const on = (at: number, model: Model): DataSource => {
    const { entities, options } = "entities" in model ? model : { entities: model };
    return new DataSource({
      ...databases[at]!.options,
      ...options,
      entities,
    } as unknown as DataSourceOptions);
  };
  const withTypeorm = async <T>(at: number, model: Model, use: (source: DataSource) => Promise<T>) => {
    const source = await on(at, model).initialize();
    try {
      return await use(source);
    } finally {
      await source.destroy();
    }
  };
  const compare = (model: Model) => autogenerate(on(0, model));
  const expectSilence = async (model: Model) => {
    const { upgradeOps, warnings } = await compare(model);
    expect({ upgradeOps, warnings }).toEqual({ upgradeOps: [], warnings: [] });
  };
  return {
    name,
    get database() {
      return databases[0]!;
    },
    dataSource: (model) => on(0, model),
    synchronise: (model) => withTypeorm(0, model, (source) => source.synchronize()),
    typeormSql: (model) =>
      withTypeorm(0, model, async (source) => {
        const { upQueries } = await source.driver.createSchemaBuilder().log();
        return upQueries.map(({ query }) => query);
      }),
    compare,
    async upgrade(model) {
      const script = await compare(model);
      await runOperations(on(0, model), script.upgradeOps);
      await expectSilence(model);
      return script;
    },
    expectSilence,
    async fresh(model) {
      await empty(databases[1]!);
      await withTypeorm(1, model, (source) => source.synchronize());
      return structure(databases[1]!);
    },
    query: (sql, parameters) => databases[0]!.query(sql, parameters),
  };
}

/**
 * What the database itself says of its structure. Of SQLite's tables it is what the PRAGMA functions say, and
 * constraints, generated columns and collations without what does not matter in their text: SQLite keeps statements as
 * they were written.
 */
export async function structure(database: TestDatabase): Promise<Dump> {
  const objects = await dump(database);
  if (database.name !== "sqlite") return objects;
  return Object.fromEntries(
    Object.entries(objects).map(([name, lines]) => [
      name,
      name.startsWith("table ") ? lines.flatMap(factOfSqlite).sort() : lines,
    ]),
  );
}

function factOfSqlite(line: string): string[] {
  if (/^(table_xinfo|foreign_key_list|index_list) \{/.test(line)) return [line];
  if (!/^(CONSTRAINT|CHECK|UNIQUE|FOREIGN KEY) | AS \(| COLLATE /i.test(line)) return [];
  const plain = line.replaceAll('"', "").toLowerCase();
  return [plain.replaceAll(/on (delete|update) no action|generated always/g, "").replaceAll(/\s/g, "")];
}
