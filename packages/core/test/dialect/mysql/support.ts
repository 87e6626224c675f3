import { DataSource, type DataSourceOptions, type EntitySchema } from "typeorm";
import { createDatabase, databaseNames, type TestDatabase } from "../../../../../test/databases/index.ts";
import { queryOf } from "../../../src/connection/session.ts";
import { diff } from "../../../src/autogenerate/diff.ts";
import type { Dialect, Query, ReflectOptions } from "../../../src/dialect/dialect.ts";
import { mariadb, mysql } from "../../../src/dialect/mysql/index.ts";
import { readMetadata } from "../../../src/metadata/read-metadata.ts";
import type { Operation } from "../../../src/operation/operation.ts";
import { relativeTo } from "../../../src/schema/relative-to.ts";
import type { Schema, Table } from "../../../src/schema/schema.ts";

export type Entities = readonly (Function | EntitySchema)[];

/** The servers of this run that speak the dialect. */
export const servers = databaseNames.filter((name) => name === "mysql" || name === "mariadb");

/** A database of its own, the dialect of its server, and what the tests do with both. */
export interface Bench {
  readonly database: TestDatabase;
  readonly dialect: Dialect;
  /** SQL on one connection, as Limbeck runs it. */
  readonly query: Query;
  /** Reads the database, without service tables. */
  reflect(options?: ReflectOptions): Promise<Schema>;
  table(name: string): Promise<Table>;
  /** Compiles and runs operations one by one, as the runner does. */
  run(...operations: readonly Operation[]): Promise<string[]>;
  /** What TypeORM makes of the entities. */
  synchronise(entities: Entities, options?: Record<string, unknown>): Promise<void>;
  wanted(entities: Entities): Promise<Schema>;
  /** What would be done to have the entities, and what could not be told. */
  differences(entities: Entities): Promise<{ operations: readonly Operation[]; warnings: readonly string[] }>;
  close(): Promise<void>;
}

export async function bench(name: (typeof servers)[number], label: string): Promise<Bench> {
  const database = await createDatabase(name, label);
  const source = await new DataSource({
    ...database.options,
    entities: [],
  } as unknown as DataSourceOptions).initialize();
  const runner = source.createQueryRunner();
  const query = queryOf(runner);
  const [row] = await query("SELECT VERSION() AS version");
  const server = { version: String(row!.version) };
  const dialect = name === "mysql" ? mysql(server) : mariadb(server);
  const metadataTable = { name: "typeorm_metadata" };

  const withEntities = async <T>(
    entities: Entities,
    use: (dataSource: DataSource) => Promise<T>,
    options = {},
  ) => {
    const dataSource = new DataSource({
      ...database.options,
      ...options,
      entities,
    } as unknown as DataSourceOptions);
    await dataSource.initialize();
    try {
      return await use(dataSource);
    } finally {
      await dataSource.destroy();
    }
  };

  const self: Bench = {
    database,
    dialect,
    query,
    async reflect(options) {
      const schema = await dialect.reflect(query, options);
      return { ...schema, tables: schema.tables.filter((table) => table.name !== metadataTable.name) };
    },
    async table(table) {
      const found = (await self.reflect()).tables.find((other) => other.name === table);
      if (found === undefined) throw new Error(`no table ${table}`);
      return found;
    },
    async run(...operations) {
      const ran: string[] = [];
      for (const operation of operations) {
        const [exists] = await query(
          "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'typeorm_metadata'",
        );
        const tables = "table" in operation ? [operation.table] : [];
        const state = dialect.needsState(operation)
          ? {
              state: await dialect.reflect(query, {
                tables,
                schemas: tables.flatMap(({ schema }) => schema ?? []),
                metadataTable,
              }),
            }
          : {};
        const context = { ...state, metadataTable, metadataTableExists: exists !== undefined };
        for (const { sql, parameters } of dialect.compile([operation], context)) {
          ran.push(sql);
          await query(sql, parameters);
        }
      }
      return ran;
    },
    synchronise: (entities, options) =>
      withEntities(entities, (dataSource) => dataSource.synchronize(), options),
    wanted: (entities) =>
      withEntities(entities, async (dataSource) =>
        relativeTo((await readMetadata(dataSource, dialect)).schema, String(database.options.database)),
      ),
    async differences(entities) {
      const wanted = await self.wanted(entities);
      const found = await self.reflect({ schemas: wanted.schemas });
      const alignment = await dialect.align(query, found, wanted);
      return { operations: diff(alignment.found, wanted, dialect), warnings: alignment.warnings };
    },
    async close() {
      await runner.release();
      await source.destroy();
      await database.drop();
    },
  };
  return self;
}

export function withoutChecks(operations: readonly Operation[]): Operation[] {
  return operations.filter(
    (operation) => !(operation.kind === "createConstraint" && operation.constraint.type === "check"),
  );
}
