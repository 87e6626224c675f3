import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { type Connection, createConnection } from "mysql2/promise";
import { Client } from "pg";

export type DatabaseName = "sqlite" | "postgres" | "mysql" | "mariadb";

/** A fresh, empty database of a test file's own. */
export interface TestDatabase {
  readonly name: DatabaseName;
  /** TypeORM's DataSource options that reach it. */
  readonly options: Record<string, unknown>;
  /** SQL through the native driver, independent of TypeORM: for honest oracles. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Runs a script of several statements, as the database's own client would. */
  script(sql: string): Promise<void>;
  /** What an entity says as `database` for a table in the database `label` beside this one (not PostgreSQL). */
  nameBeside(label: string): string;
  /** Makes that database; `query` and `script` reach it by the same name. */
  createBeside(label: string): Promise<void>;
  /**
   * Closes its own connection and drops the database, whoever is still connected; on MySQL and MariaDB also those whose
   * names begin with its name and `_`.
   */
  drop(): Promise<void>;
}

const all: readonly DatabaseName[] = ["sqlite", "postgres", "mysql", "mariadb"];
const variables = {
  postgres: "TEST_POSTGRES_URL",
  mysql: "TEST_MYSQL_URL",
  mariadb: "TEST_MARIADB_URL",
} as const;

/** The databases of this run: those that `npm test` brought up, else SQLite and every server whose URL is set. */
export const databaseNames: readonly DatabaseName[] = process.env.LIMBECK_TEST_DATABASES
  ? all.filter((name) => process.env.LIMBECK_TEST_DATABASES!.split(",").includes(name))
  : all.filter((name) => name === "sqlite" || process.env[variables[name]]);

/** Makes a database with a name of its own, so that test files can run side by side. */
export async function createDatabase(name: DatabaseName, label = "test"): Promise<TestDatabase> {
  const database = `limbeck_${label.toLowerCase().replaceAll(/\W+/g, "_").slice(0, 30)}_${randomBytes(5).toString("hex")}`;
  switch (name) {
    case "sqlite":
      return createSqlite(database);
    case "postgres":
      return createPostgres(database, serverUrl(name));
    case "mysql":
    case "mariadb":
      return createMysql(name, database, serverUrl(name));
  }
}

/** The module sqlite3, which TypeORM 0.3 alone can use: `new DataSource({ type: "sqlite", driver, … })`. */
export async function sqlite3Driver(): Promise<unknown> {
  return createRequire(import.meta.url)("sqlite3") as unknown;
}

function serverUrl(name: keyof typeof variables): URL {
  const url = process.env[variables[name]];
  if (url) return new URL(url);
  throw new Error(
    `${variables[name]} is not set. Run "npm test", which starts the servers, or set it to a server's URL.`,
  );
}

/** Host, port, user and password of a URL in TypeORM's words. */
function address(url: URL, port: number) {
  return {
    host: url.hostname,
    port: Number(url.port || port),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

async function createSqlite(label: string): Promise<TestDatabase> {
  const folder = await mkdtemp(join(process.env.LIMBECK_TEST_FOLDER ?? tmpdir(), `${label}-`));
  const file = join(folder, "test.db");
  const connection = new Sqlite(file);
  return {
    name: "sqlite",
    options: { type: "better-sqlite3", database: file },
    async query(sql, parameters = []) {
      const statement = connection.prepare(sql);
      if (statement.reader) return statement.all(...parameters) as Record<string, unknown>[];
      statement.run(...parameters);
      return [];
    },
    async script(sql) {
      connection.exec(sql);
    },
    nameBeside: (label) => `${label}.db`,
    async createBeside(label) {
      connection.exec(`ATTACH '${join(folder, label)}.db' AS "${label}.db"`);
    },
    async drop() {
      connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function nothingBeside(): never {
  throw new Error("PostgreSQL does not reach another database");
}

async function createPostgres(database: string, url: URL): Promise<TestDatabase> {
  const { username, ...server } = address(url, 5432);
  const administer = async (sql: string) => {
    const client = new Client({ ...server, user: username, database: url.pathname.slice(1) || "postgres" });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await administer(`CREATE DATABASE "${database}"`);
  const client = new Client({ ...server, user: username, database });
  // The connection is ended from the other side when the database is dropped while it is open.
  client.on("error", () => undefined);
  await client.connect();
  return {
    name: "postgres",
    options: { type: "postgres", ...server, username, database },
    async query(sql, parameters = []) {
      const result = await client.query(sql, [...parameters]);
      return result.rows as Record<string, unknown>[];
    },
    async script(sql) {
      await client.query(sql);
    },
    nameBeside: nothingBeside,
    createBeside: nothingBeside,
    async drop() {
      await client.end();
      await administer(`DROP DATABASE "${database}" WITH (FORCE)`);
    },
  };
}

async function createMysql(name: "mysql" | "mariadb", database: string, url: URL): Promise<TestDatabase> {
  const { username, ...server } = address(url, 3306);
  const connection: Connection = await createConnection({
    ...server,
    user: username,
    multipleStatements: true,
  });
  await connection.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`);
  await connection.query(`USE \`${database}\``);
  return {
    name,
    options: { type: name, ...server, username, database },
    async query(sql, parameters = []) {
      const [rows] = await connection.query(sql, [...parameters]);
      return (Array.isArray(rows) ? rows : []) as Record<string, unknown>[];
    },
    async script(sql) {
      await connection.query(sql);
    },
    nameBeside: (label) => `${database}_${label}`,
    async createBeside(label) {
      await connection.query(`CREATE DATABASE \`${database}_${label}\``);
    },
    async drop() {
      const [others] = await connection.query(
        "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE ?",
        [`${database.replaceAll("_", "\\_")}\\_%`],
      );
      for (const name of [database, ...(others as { name: string }[]).map((other) => other.name)]) {
        await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
      }
      await connection.end();
    },
  };
}
