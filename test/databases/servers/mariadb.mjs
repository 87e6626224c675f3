// MariaDB: the machine's own server, else the one of Debian 12.
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loaderOf, unpackDebianPackages } from "./debian-packages.mjs";
import { fastFlags, ping, serverAt } from "./mysql.mjs";
import { dataFolder, removeFolder } from "./data-folder.mjs";
import { freePort, runToEnd, startServer } from "./processes.mjs";

/** What mariadb-install-db feeds to a server in bootstrap mode: https://mariadb.com/kb/en/mariadb-install-db/. */
const systemTables = [
  "system_tables.sql",
  "performance_tables.sql",
  "system_tables_data.sql",
  "sys_schema.sql",
];

/** The scripts of a share folder; MariaDB 11 renamed them. */
function bootstrapScripts(share) {
  return systemTables
    .map((name) =>
      ["mariadb_", "mysql_"].map((prefix) => join(share, prefix + name)).find((path) => existsSync(path)),
    )
    .filter((path) => path !== undefined);
}

async function find(cache) {
  for (const program of ["mariadbd", "mysqld"]) {
    const version = await runToEnd([program, "--version"]).catch(() => "");
    const share = ["/usr/share/mysql", "/usr/share/mariadb"].find(
      (folder) => bootstrapScripts(folder).length > 0,
    );
    if (/mariadb/i.test(version) && share !== undefined)
      return { command: [program], share, flags: [], origin: "on this machine" };
  }
  const folder = await unpackMariadb(cache);
  const share = join(folder, "usr/share/mysql");
  return {
    command: [...(await loaderOf(folder)), join(folder, "usr/sbin/mariadbd")],
    share,
    flags: [
      `--lc-messages-dir=${share}`,
      `--character-sets-dir=${join(share, "charsets")}`,
      `--plugin-dir=${join(dirname(share), "nothing")}`,
    ],
    origin: "from Debian's packages",
  };
}

/** Server and client in one folder: they need the same libraries. */
function unpackMariadb(cache) {
  return unpackDebianPackages({
    folder: join(cache, "mariadb-and-client-bookworm"),
    suite: "bookworm",
    packages: ["mariadb-server-core", "mariadb-client-core"],
    without: ["perl", "perl-base", "debconf"],
  });
}

/** The words that start the client `mariadb`: the machine's own, else the one beside the server. */
export async function mariadbClient(cache) {
  if (await runToEnd(["mariadb", "--version"]).then(Boolean, () => false)) return ["mariadb"];
  const folder = await unpackMariadb(cache);
  return [...(await loaderOf(folder)), join(folder, "usr/bin/mariadb")];
}

/** @returns {Promise<import("./servers.mjs").RunningServer>} */
export async function startMariadb(cache) {
  const { command, share, flags, origin } = await find(cache);
  const folder = await dataFolder("mariadb");
  const data = join(folder, "data");
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const common = ["--no-defaults", ...user, ...flags, `--datadir=${data}`, `--socket=${join(folder, "s")}`];
  try {
    await mkdir(join(data, "mysql"), { recursive: true });
    const scripts = await Promise.all(bootstrapScripts(share).map((path) => readFile(path, "utf8")));
    // Root without a password on TCP, as the tests connect.
    const bootstrap = ["use mysql;", "SET @auth_root_socket=NULL;", ...scripts].join("\n");
    await runToEnd(
      [...command, ...common, "--bootstrap", "--skip-networking", "--log-warnings=0"],
      bootstrap,
    );
    const stop = await startServer(
      [...command, ...common, ...fastFlags, `--port=${port}`, `--pid-file=${join(folder, "pid")}`],
      () => ping(port),
    );
    return serverAt(port, folder, stop, origin);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}
