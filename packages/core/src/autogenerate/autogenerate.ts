import { type DataSourceSource, resolveDataSource } from "../connection/data-source.ts";
import { assumedDialect, dialectFamily } from "../connection/dialect-family.ts";
import { serviceTableNames, withoutServiceTables } from "../connection/service-tables.ts";
import { type Session, withSession } from "../connection/session.ts";
import type { ReflectOptions } from "../dialect/dialect.ts";
import { prepareMetadata } from "../metadata/prepare-metadata.ts";
import { readMetadata, type WantedSchema } from "../metadata/read-metadata.ts";
import { reverseAll } from "../operation/reverse.ts";
import { sameName } from "../schema/object-name.ts";
import { relativeTo } from "../schema/relative-to.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import { diff } from "./diff.ts";
import { type MigrationScript, migrationScript } from "./migration-script.ts";

export interface AutogenerateOptions {
  /**
   * Drop tables that the database has and no entity declares. Default false: they may belong to somebody else, and
   * a table too many does no harm.
   */
  readonly dropUnknownTables?: boolean;
  /** Tables that are never part of a difference, beside TypeORM's own; Limbeck's version table is one of them. */
  readonly ignoredTables?: readonly ObjectName[];
}

/** The name of Limbeck's version table unless the configuration says otherwise. */
export const defaultVersionTable = "limbeck_version";

/**
 * Compares the entities of a DataSource with its database.
 *
 * @param dataSource initialised or not, or a function that makes one. What Limbeck initialises it destroys again.
 * @returns what differs, as operations for both directions; nothing is written anywhere.
 * @throws {LimbeckError} `E_DATA_SOURCE_MISSING`, `E_DRIVER_UNSUPPORTED`, `E_CONNECT`, `E_PRIMARY_KEY_MISSING`,
 * `E_METADATA`.
 * @example
 * const script = await autogenerate(dataSource);
 * if (!script.isEmpty) console.log(script.toSql("upgrade").join(";\n"));
 */
export async function autogenerate(
  dataSource: DataSourceSource,
  options: AutogenerateOptions = {},
): Promise<MigrationScript> {
  return withSession(dataSource, (session) => compareSession(session, options));
}

/** {@link autogenerate} on a session that is open already. */
export async function compareSession(
  session: Session,
  options: AutogenerateOptions,
): Promise<MigrationScript> {
  const { dataSource, dialect, query, metadataTable } = session;
  await prepareMetadata(dataSource);
  const declared = readMetadata(dataSource, dialect);
  const reflected = await dialect.reflect(query, reflectOptions(declared.schema, metadataTable));
  const wanted = relativeTo(declared.schema, reflected.defaultSchema);
  const serviceTables = serviceTableNames(dataSource).map((name) => ({ name }));
  const ignored = [...serviceTables, { name: defaultVersionTable }, ...(options.ignoredTables ?? [])];
  const alignment = await dialect.align(query, withoutServiceTables(reflected, wanted, ignored), wanted);
  const upgradeOps = diff(alignment.found, wanted, dialect, {
    ...(options.dropUnknownTables === undefined ? {} : { dropUnknownTables: options.dropUnknownTables }),
    unmanagedIndexes: relativeIndexes(declared, reflected.defaultSchema),
  });
  return migrationScript({
    upgradeOps,
    downgradeOps: reverseAll(upgradeOps),
    warnings: alignment.warnings,
    dialect,
    found: reflected,
    metadataTable,
    metadataTableExists: hasTable(reflected, metadataTable),
  });
}

/**
 * The schema that the entities of a DataSource declare, in the terms of its database.
 *
 * Works on a DataSource that was never connected; the database's version is assumed to be a current one then.
 *
 * @throws {MetadataError} `E_PRIMARY_KEY_MISSING`, `E_METADATA`, `E_TABLE_DECLARED_TWICE`.
 */
export async function schemaFromMetadata(source: DataSourceSource): Promise<Schema> {
  const dataSource = await resolveDataSource(source);
  const { type } = dataSource.options;
  dialectFamily(type);
  await prepareMetadata(dataSource);
  // A connected one is asked: TypeORM keeps of the server's version too little to tell MariaDB from MySQL.
  if (dataSource.isInitialized) {
    return withSession(dataSource, async ({ dialect }) => readMetadata(dataSource, dialect).schema);
  }
  return readMetadata(dataSource, assumedDialect(type)).schema;
}

/** The schema that the live database has: those schemas that the entities name, and the default one. */
export async function reflect(dataSource: DataSourceSource, options: ReflectOptions = {}): Promise<Schema> {
  return withSession(dataSource, ({ dialect, query, metadataTable }) =>
    dialect.reflect(query, { metadataTable, ...options }),
  );
}

function reflectOptions(wanted: Schema, metadataTable: ObjectName): ReflectOptions {
  return { schemas: wanted.schemas, metadataTable };
}

function hasTable({ tables, defaultSchema }: Schema, name: ObjectName): boolean {
  const { schema, ...bare } = name;
  const relative = schema === undefined || schema === defaultSchema ? bare : name;
  return tables.some((table) => sameName(table, relative));
}

function relativeIndexes({ unmanagedIndexes }: WantedSchema, defaultSchema: string | undefined) {
  return unmanagedIndexes.map(({ table, name }) => ({
    table: table.schema === defaultSchema ? { name: table.name } : table,
    name,
  }));
}
