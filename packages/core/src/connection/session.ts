import type { DataSource, QueryRunner } from "typeorm";
import type { Dialect, Query, Row } from "../dialect/dialect.ts";
import type { ObjectName } from "../schema/schema.ts";
import { connectError } from "./connect-error.ts";
import { type DataSourceSource, withDataSource } from "./data-source.ts";
import { databaseFiles } from "./database-files.ts";
import { connectedDialect } from "./dialect-family.ts";

/** One connection of a DataSource, and what Limbeck knows of the other end. */
export interface Session {
  readonly dataSource: DataSource;
  readonly queryRunner: QueryRunner;
  readonly query: Query;
  readonly dialect: Dialect;
  /** Where TypeORM keeps the texts of views and generated columns. */
  readonly metadataTable: ObjectName;
  /** The time zone of the connection, where the DataSource names one. */
  readonly timeZone?: string;
}

/** Lends a session on a connection of its own; closes what it opened, however `use` ends. */
export async function withSession<T>(
  source: DataSourceSource,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  return withDataSource(source, async (dataSource) => {
    const queryRunner = dataSource.createQueryRunner();
    const query = queryOf(queryRunner);
    try {
      const dialect = await openDialect(dataSource, query);
      return await use({
        dataSource,
        queryRunner,
        query,
        dialect,
        metadataTable: metadataTableOf(dataSource),
        ...timeZoneOf(dataSource),
      });
    } finally {
      await queryRunner.release();
    }
  });
}

/** The first thing that is read: a driver may open its file here, and not when TypeORM connects. */
async function openDialect(dataSource: DataSource, query: Query): Promise<Dialect> {
  try {
    return await connectedDialect(dataSource.options.type, query, databaseFiles(dataSource));
  } catch (cause) {
    throw connectError(dataSource, cause);
  }
}

/** Statements through TypeORM's own runner, so that the user's logger sees them. */
export function queryOf(queryRunner: QueryRunner): Query {
  return async (sql, parameters) =>
    (await queryRunner.query(sql, parameters === undefined ? undefined : [...parameters])) as Row[];
}

/** TypeORM puts its service table into the schema of the DataSource's options (RdbmsSchemaBuilder). */
export function metadataTableOf(dataSource: DataSource): ObjectName {
  const { metadataTableName, schema } = dataSource.options as { metadataTableName?: string; schema?: string };
  return { ...(schema === undefined ? {} : { schema }), name: metadataTableName ?? "typeorm_metadata" };
}

/** The option `timezone` of the drivers that have it. */
export function timeZoneOf(dataSource: DataSource): Pick<Session, "timeZone"> {
  const { timezone } = dataSource.options as { timezone?: string };
  return timezone === undefined ? {} : { timeZone: timezone };
}
