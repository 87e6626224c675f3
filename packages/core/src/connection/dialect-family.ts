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
  /** What to look at when the database can't be reached, by the code of the driver or of the system. */
  readonly unreachable: {
    readonly reasons: Readonly<Record<string, string>>;
    readonly otherwise: string;
  };
}

const server = {
  down: "Is the server running, and are host and port right?",
  host: "Is the name of the host right?",
  login: "Are user and password right?",
  database:
    "Is its name right? Limbeck makes no database: create it first, with the server's CREATE DATABASE.",
} as const;

const file = {
  rights: "May the user who runs this write to the file and its folder?",
  path: "Is the path right, a file and no folder, and may the user who runs this write to the file and its folder?",
} as const;

const network = { ECONNREFUSED: server.down, ETIMEDOUT: server.down, ENOTFOUND: server.host };

const families: readonly DialectFamily[] = [
  {
    drivers: ["postgres"],
    versionQuery: "SHOW server_version",
    dialectOf: postgres,
    assumedVersion: { postgres: "18.0" },
    unreachable: {
      // https://www.postgresql.org/docs/current/errcodes-appendix.html
      reasons: { ...network, "28P01": server.login, "28000": server.login, "3D000": server.database },
      otherwise: "Is the server running, and are address, user and password right?",
    },
  },
  {
    drivers: ["mysql", "mariadb"],
    versionQuery: "SELECT VERSION() AS version",
    // A DataSource of type "mysql" may well be connected to MariaDB.
    dialectOf: (server) => (/mariadb/i.test(server.version) ? mariadb(server) : mysql(server)),
    assumedVersion: { mysql: "8.4.0", mariadb: "11.4.0-MariaDB" },
    unreachable: {
      reasons: {
        ...network,
        ER_ACCESS_DENIED_ERROR: server.login,
        ER_DBACCESS_DENIED_ERROR: "Is its name right, and may this user use it? If not: GRANT.",
        ER_BAD_DB_ERROR: server.database,
      },
      otherwise: "Is the server running, and are address, user and password right?",
    },
  },
  {
    drivers: ["better-sqlite3", "sqlite"],
    // The file is read as well: SQLite opens it without a look inside.
    versionQuery: "SELECT sqlite_version() AS version, count(*) FROM sqlite_schema",
    dialectOf: sqlite,
    assumedVersion: { "better-sqlite3": "3.46.0", sqlite: "3.46.0" },
    unreachable: {
      // https://www.sqlite.org/rescode.html, and the codes of Node for the folder that TypeORM makes
      reasons: {
        SQLITE_NOTADB: "Is it the right file? It is no database of SQLite, or an encrypted one.",
        SQLITE_BUSY: "Another program writes to the file. Try again when it has finished.",
        SQLITE_CANTOPEN: file.path,
        EEXIST: "A folder of the path is a file.",
        ENOTDIR: "A folder of the path is a file.",
        EACCES: file.rights,
        EPERM: file.rights,
        EROFS: file.rights,
      },
      otherwise: file.path,
    },
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
