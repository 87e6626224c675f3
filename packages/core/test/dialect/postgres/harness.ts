import { DataSource, type DataSourceOptions, type EntitySchema } from "typeorm";
import { createDatabase, type TestDatabase } from "../../../../../test/databases/index.ts";
import type { Dialect, Query } from "../../../src/dialect/dialect.ts";
import { postgres } from "../../../src/dialect/postgres/index.ts";
import { compareSchemas } from "../../../src/diff/compare-schemas.ts";
import { readMetadata } from "../../../src/metadata/read-metadata.ts";
import type { Operation } from "../../../src/operation/operation.ts";
import { orderOperations } from "../../../src/plan/order-operations.ts";
import { relativeTo } from "../../../src/schema/relative-to.ts";
import type { Schema, Table } from "../../../src/schema/schema.ts";

export type Entities = readonly (Function | EntitySchema)[];

/** A database with the dialect that fits it. */
export interface Bench {
  readonly database: TestDatabase;
  readonly dialect: Dialect;
  readonly query: Query;
  reflect(schemas?: readonly string[]): Promise<Schema>;
  /** Compiles and runs operations in one transaction. */
  run(...operations: readonly Operation[]): Promise<void>;
  sql(operation: Operation): Promise<string[]>;
  /** Runs `use` with a DataSource that is connected. */
  withEntities<T>(entities: Entities, use: (dataSource: DataSource) => Promise<T>): Promise<T>;
  synchronise(entities: Entities): Promise<void>;
  /** What differs from the entities, in order, and what could not be decided. */
  compare(entities: Entities): Promise<{ operations: readonly Operation[]; warnings: readonly string[] }>;
}

export const metadataTable = { name: "typeorm_metadata" };

export async function createBench(label: string): Promise<Bench> {
  const database = await createDatabase("postgres", label);
  const [row] = await database.query("SHOW server_version");
  const dialect = postgres({ version: String(row?.server_version) });
  const query: Query = (sql, parameters) => database.query(sql, parameters);
  const reflect = (schemas: readonly string[] = []) => dialect.reflect(query, { schemas, metadataTable });

  const compiled = async (operation: Operation) => {
    const state = await reflect(
      "table" in operation && operation.table.schema ? [operation.table.schema] : [],
    );
    const metadataTableExists = state.tables.some(({ name }) => name === metadataTable.name);
    return dialect.compile([operation], {
      ...(dialect.needsState(operation) ? { state } : {}),
      metadataTable,
      metadataTableExists,
    });
  };

  const withEntities = async <T>(entities: Entities, use: (dataSource: DataSource) => Promise<T>) => {
    const dataSource = new DataSource({ ...database.options, entities } as unknown as DataSourceOptions);
    await dataSource.initialize();
    try {
      return await use(dataSource);
    } finally {
      await dataSource.destroy();
    }
  };

  return {
    database,
    dialect,
    query,
    reflect,
    withEntities,
    async run(...operations) {
      await query("BEGIN");
      try {
        for (const operation of operations) {
          for (const { sql, parameters } of await compiled(operation)) await query(sql, parameters);
        }
        await query("COMMIT");
      } catch (error) {
        await query("ROLLBACK");
        throw error;
      }
    },
    sql: async (operation) => (await compiled(operation)).map(({ sql }) => sql),
    synchronise: (entities) =>
      withEntities(entities, async (dataSource) => {
        for (const column of dataSource.entityMetadatas.flatMap(({ columns }) => columns)) {
          // TypeORM escapes nothing in a default.
          if (column.default === "it's") column.default = "it''s";
        }
        // TypeORM 0.3 does not escape the comment of a table either.
        const quoted = dataSource.entityMetadatas.filter(({ comment }) => comment?.includes("'"));
        const comments = quoted.map(({ tableName, comment }) => [tableName, String(comment)] as const);
        for (const metadata of quoted) delete metadata.comment;
        await dataSource.synchronize();
        for (const [table, comment] of comments) {
          await query(
            `COMMENT ON TABLE ${dialect.qualified({ name: table })} IS ${dialect.literal(comment)}`,
          );
        }
      }),
    compare: (entities) =>
      withEntities(entities, async (dataSource) => {
        const declared = (await readMetadata(dataSource, dialect)).schema;
        const reflected = await reflect(declared.schemas);
        const wanted = relativeTo(declared, reflected.defaultSchema);
        const { found, warnings } = await dialect.align(query, withoutServiceTables(reflected), wanted);
        const operations = orderOperations(compareSchemas(found, wanted, dialect), {
          forwardReferences: false,
        });
        return { operations, warnings };
      }),
  };
}

export function withoutServiceTables(schema: Schema): Schema {
  return { ...schema, tables: schema.tables.filter(({ name }) => name !== metadataTable.name) };
}

export function tableOf(schema: Schema, name: string): Table {
  const table = schema.tables.find((candidate) => candidate.name === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
}
