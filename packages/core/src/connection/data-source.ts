import type { DataSource } from "typeorm";
import { ConfigError } from "../errors.ts";
import { buildMetadata } from "../metadata/prepare-metadata.ts";
import { connectError } from "./connect-error.ts";
import { dialectFamily } from "./dialect-family.ts";

/** A DataSource, initialised or not, or a function that makes one. */
export type DataSourceSource = DataSource | (() => DataSource | Promise<DataSource>);

/**
 * Lends a DataSource that is connected to `use`.
 *
 * What is not initialised yet is initialised without any of TypeORM's own changes to the database
 * (`synchronize`, `dropSchema`, `migrationsRun`, creation of extensions), whatever its options say, and destroyed
 * afterwards. A DataSource that was initialised before is left as it is.
 *
 * @throws {ConfigError} `E_DATA_SOURCE_MISSING`, `E_DRIVER_UNSUPPORTED`, `E_CONNECT`.
 * @throws {MetadataError} when TypeORM can't make metadata of the entities.
 */
export async function withDataSource<T>(
  source: DataSourceSource,
  use: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = await resolveDataSource(source);
  dialectFamily(dataSource.options.type);
  if (dataSource.isInitialized) {
    // A second DataSource class may have made it; its metadata are there in any case.
    return use(dataSource);
  }
  const restore = silence(dataSource);
  try {
    await connect(dataSource);
    return await use(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    restore();
  }
}

/** The DataSource behind whatever was given. */
export async function resolveDataSource(source: DataSourceSource): Promise<DataSource> {
  const value: unknown = typeof source === "function" ? await source() : source;
  if (isDataSource(value)) return value;
  throw new ConfigError(
    "E_DATA_SOURCE_MISSING",
    `A TypeORM DataSource is needed, or a function that returns one; got ${nameOf(value)}. ` +
      `Set "dataSource" to the object made by new DataSource({ … }).`,
    { details: { got: nameOf(value) } },
  );
}

/** By shape, not by class: two copies of TypeORM can be loaded. */
function isDataSource(value: unknown): value is DataSource {
  if (typeof value !== "object" || value === null) return false;
  const shape = value as Partial<Record<keyof DataSource, unknown>>;
  return (
    typeof shape.options === "object" &&
    typeof shape.initialize === "function" &&
    typeof shape.createQueryRunner === "function"
  );
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object"
    ? `an object with ${Object.keys(value).slice(0, 5).join(", ") || "no keys"}`
    : typeof value;
}

/** Switches off what TypeORM would change by itself; returns the way back. */
function silence(dataSource: DataSource): () => void {
  const options = dataSource.options as unknown as Record<string, unknown>;
  const silent = {
    synchronize: false,
    dropSchema: false,
    migrationsRun: false,
    migrations: [],
    installExtensions: false,
  };
  const before = Object.fromEntries(Object.keys(silent).map((key) => [key, options[key]]));
  dataSource.setOptions(silent);
  return () => {
    dataSource.setOptions(before);
  };
}

async function connect(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (cause) {
    // TypeORM connects first and builds its metadata then: when it can't build them, that is the reason to tell.
    await buildMetadata(dataSource);
    throw connectError(dataSource, cause);
  }
}
