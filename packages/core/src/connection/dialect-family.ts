import type { DatabaseFiles, Dialect, Query, Server } from "../dialect/dialect.ts";
import { mariadb, mysql } from "../dialect/mysql/index.ts";
import { postgres } from "../dialect/postgres/index.ts";
import { sqlite } from "../dialect/sqlite/index.ts";
import { ConfigError } from "../errors.ts";

/** Databases that speak to the same TypeORM drivers. */
interface DialectFamily {
  /** TypeORM's `type` of a DataSource. */
  readonly drivers: readonly string[];
  readonly versionQuery: string;
  /** The dialect of a server. */
  readonly dialectOf: (server: Server) => Dialect;
  /** The version to assume, by driver, while there is no connection: one on which all of TypeORM's types exist. */
  readonly assumedVersion: Readonly<Record<string, string>>;
}

const families: readonly DialectFamily[] = [
  {
    drivers: ["postgres"],
    versionQuery: "SHOW server_version",
    dialectOf: postgres,
    assumedVersion: { postgres: "18.0" },
  },
  {
    drivers: ["mysql", "mariadb"],
    versionQuery: "SELECT VERSION() AS version",
    // A DataSource of type "mysql" may well be connected to MariaDB.
    dialectOf: (server) => (/mariadb/i.test(server.version) ? mariadb(server) : mysql(server)),
    assumedVersion: { mysql: "8.4.0", mariadb: "11.4.0-MariaDB" },
  },
  {
    drivers: ["better-sqlite3", "sqlite"],
    versionQuery: "SELECT sqlite_version() AS version",
    dialectOf: sqlite,
    assumedVersion: { "better-sqlite3": "3.46.0", sqlite: "3.46.0" },
  },
];

/**
 * The family of a DataSource's `type`.
 *
 * @throws {ConfigError} `E_DRIVER_UNSUPPORTED`.
 */
export function dialectFamily(type: string): DialectFamily {
  const family = families.find(({ drivers }) => drivers.includes(type));
  if (family !== undefined) return family;
  const supported = families.flatMap(({ drivers }) => drivers);
  throw new ConfigError(
    "E_DRIVER_UNSUPPORTED",
    `The DataSource has type "${type}", which Limbeck does not support. Supported are ${supported.join(", ")}.`,
    { details: { type, supported } },
  );
}

/** The dialect for the server that `query` reaches. */
export async function connectedDialect(type: string, query: Query, files?: DatabaseFiles): Promise<Dialect> {
  const family = dialectFamily(type);
  const [row] = await query(family.versionQuery);
  const version = String(Object.values(row ?? {})[0]);
  return family.dialectOf({ version, ...(files === undefined ? {} : { files }) });
}

/** The dialect for a DataSource without a connection. */
export function assumedDialect(type: string): Dialect {
  const family = dialectFamily(type);
  return family.dialectOf({ version: family.assumedVersion[type]! });
}
