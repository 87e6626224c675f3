// The databases' own clients, which tests run scripts and dumps through: as words of a command, in JSON.
import { join } from "node:path";
import { loaderOf, unpackDebianPackages } from "./debian-packages.mjs";
import { mariadbClient } from "./mariadb.mjs";
import { mysqlClient } from "./mysql.mjs";
import { postgresClients } from "./postgres-client.mjs";
import { runToEnd } from "./processes.mjs";

/** The environment that tells tests how to call the clients of a database. */
const environments = {
  sqlite: async (_url, cache) => ({ TEST_SQLITE_CLIENT: JSON.stringify(await sqliteClient(cache)) }),
  postgres: (url, cache) => postgresClients(url, cache),
  mysql: async (_url, cache) => ({ TEST_MYSQL_CLIENT: JSON.stringify(await mysqlClient(cache)) }),
  mariadb: async (_url, cache) => ({ TEST_MARIADB_CLIENT: JSON.stringify(await mariadbClient(cache)) }),
};

/**
 * @param {"sqlite" | "postgres" | "mysql" | "mariadb"} name
 * @param {string | undefined} url of the server
 * @param {string} cache folder for what is unpacked
 * @returns {Promise<Record<string, string>>}
 */
export function clientEnvironment(name, url, cache) {
  return environments[name](url, cache);
}

async function sqliteClient(cache) {
  if (await runToEnd(["sqlite3", "--version"]).then(Boolean, () => false)) return ["sqlite3"];
  const folder = await unpackDebianPackages({
    folder: join(cache, "sqlite-client-bookworm"),
    suite: "bookworm",
    packages: ["sqlite3"],
  });
  return [...(await loaderOf(folder)), join(folder, "usr/bin/sqlite3")];
}
