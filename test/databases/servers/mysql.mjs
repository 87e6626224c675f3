// MySQL: the machine's own mysqld when it is MySQL's, else the one of Debian's unstable suite.
import { createRequire } from "node:module";
import { join } from "node:path";
import { loaderOf, unpackDebianPackages } from "./debian-packages.mjs";
import { dataFolder, removeFolder } from "./data-folder.mjs";
import { freePort, runToEnd, startServer } from "./processes.mjs";

const require = createRequire(import.meta.url);

/** The flags that make a server small and fast; tests need no crash safety. */
export const fastFlags = [
  "--innodb-flush-log-at-trx-commit=0",
  "--innodb-buffer-pool-size=128M",
  "--skip-log-bin",
  "--max-connections=300",
  "--bind-address=127.0.0.1",
];

/** The words that start a server binary with its own libraries, and where its messages are. */
async function find(cache) {
  const version = await runToEnd(["mysqld", "--version"]).catch(() => "");
  // A mysqld on the PATH may be MariaDB's.
  if (/mysql/i.test(version) && !/mariadb/i.test(version))
    return { command: ["mysqld"], flags: [], origin: "on this machine" };
  const folder = await unpackMysql(cache);
  return {
    command: [...(await loaderOf(folder)), join(folder, "usr/sbin/mysqld")],
    flags: [`--lc-messages-dir=${join(folder, "usr/share/mysql")}`],
    origin: "from Debian's packages",
  };
}

/** Server and client in one folder: they need the same libraries. */
function unpackMysql(cache) {
  return unpackDebianPackages({
    folder: join(cache, "mysql-and-client-sid"),
    suite: "sid",
    packages: ["mysql-server-core", "mysql-client-core"],
    without: ["perl", "perl-base", "perl:any", "debconf"],
  });
}

/** The words that start the client `mysql`: the machine's own when it is MySQL's, else the one beside the server. */
export async function mysqlClient(cache) {
  const version = await runToEnd(["mysql", "--version"]).catch(() => "");
  if (version !== "" && !/mariadb/i.test(version)) return ["mysql"];
  const folder = await unpackMysql(cache);
  return [...(await loaderOf(folder)), join(folder, "usr/bin/mysql")];
}

/** @returns {Promise<import("./servers.mjs").RunningServer>} */
export async function startMysql(cache) {
  const { command, flags, origin } = await find(cache);
  const folder = await dataFolder("mysql");
  const data = join(folder, "data");
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const common = ["--no-defaults", ...user, ...flags, `--datadir=${data}`, "--secure-file-priv="];
  try {
    await runToEnd([...command, ...common, "--initialize-insecure"]);
    const stop = await startServer(
      [
        ...command,
        ...common,
        ...fastFlags,
        "--mysqlx=OFF",
        `--port=${port}`,
        `--socket=${join(folder, "s")}`,
        `--pid-file=${join(folder, "pid")}`,
      ],
      () => ping(port),
    );
    return serverAt(port, folder, stop, origin);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

/** One connection and one statement: the server is up. */
export async function ping(port) {
  const mysql = require("mysql2/promise");
  const connection = await mysql.createConnection({
    host: "127.0.0.1",
    port,
    user: "root",
    connectTimeout: 2000,
  });
  try {
    await connection.query("SELECT 1");
  } finally {
    connection.destroy();
  }
}

export function serverAt(port, folder, stop, origin) {
  return {
    url: `mysql://root@127.0.0.1:${port}/`,
    origin,
    stop: async () => {
      await stop();
      await removeFolder(folder);
    },
  };
}
