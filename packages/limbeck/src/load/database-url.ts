import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "@limbeck/core";
import type { DataSource } from "typeorm";

/** An address to use in place of a DataSource's own. */
export interface AddressOverride {
  readonly address: string;
  /** Where it comes from, for messages: `--url` or `DATABASE_URL`. */
  readonly name: string;
  /** The folder in which it was written: what the path of a file starts at. */
  readonly directory: string;
}

/** Schemes of an address, by the `type` that a DataSource has for them. */
const schemes: Readonly<Record<string, readonly string[]>> = {
  postgres: ["postgres:", "postgresql:"],
  mysql: ["mysql:", "mariadb:"],
  mariadb: ["mariadb:", "mysql:"],
  "better-sqlite3": ["sqlite:", "file:"],
  sqlite: ["sqlite:", "file:"],
};

/**
 * The same DataSource for another database of its kind. It is a new one: some drivers keep their own copy of the
 * address from the start.
 *
 * The address replaces host, port, user, password and database; everything else of the DataSource stays. Signs that
 * mean something in an address are written in percent: `p@ss` as `p%40ss`.
 *
 * @throws {ConfigError} `E_CONFIG` for an address that is none, or of another kind of database.
 */
export function withAddress(dataSource: DataSource, override: AddressOverride): DataSource {
  const { address: url, name } = override;
  const { type } = dataSource.options;
  const address = parse(url, name);
  const accepted = schemes[type] ?? [];
  if (!accepted.includes(address.protocol)) {
    const message =
      `${name} is an address of ${address.protocol.slice(0, -1)}, and the DataSource is of type "${type}". ` +
      `Give one that starts with ${accepted.map((scheme) => `${scheme}//`).join(" or ")}.`;
    throw new ConfigError("E_CONFIG", message, { details: { scheme: address.protocol, type } });
  }
  const isFile = address.protocol === "sqlite:" || address.protocol === "file:";
  const options = isFile
    ? { database: filePath(url, address, override.directory) }
    : serverOptions(address, name);
  // The class of the project's own copy of TypeORM.
  const Own = dataSource.constructor as new (options: DataSource["options"]) => DataSource;
  return new Own({ ...dataSource.options, ...options } as DataSource["options"]);
}

function parse(url: string, name: string): URL {
  // What an address can't hold as it is makes it no address, or splits it at the wrong place.
  if (URL.canParse(url)) return new URL(url);
  const message =
    `${name} is no address of a database. Write it as postgres://user:password@host:5432/database; signs such as ` +
    `@ / # % in a password in percent: p%40ss for p@ss.`;
  throw new ConfigError("E_CONFIG", message);
}

function serverOptions(address: URL, name: string): Record<string, unknown> {
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      const message = `${name} holds a % that begins no code of a sign. Write a % itself as %25.`;
      throw new ConfigError("E_CONFIG", message);
    }
  };
  return {
    // TypeORM would put this over what follows.
    url: undefined,
    host: address.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: address.port === "" ? undefined : Number(address.port),
    username: decode(address.username) || undefined,
    password: decode(address.password) || undefined,
    database: decode(address.pathname.slice(1)) || undefined,
  };
}

/** `sqlite:library.db` and `sqlite:///var/library.db`; `file:` as Node reads it. */
function filePath(url: string, address: URL, directory: string): string {
  if (address.protocol === "file:") return fileURLToPath(address);
  const path = decodeURIComponent(url.slice("sqlite:".length).replace(/^\/\//, ""));
  return path === ":memory:" ? path : resolve(directory, path);
}
