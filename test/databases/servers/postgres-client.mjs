// pg_dump and psql: the machine's own when they are as new as the server, else those of Debian's unstable suite.
import { join } from "node:path";
import { Client } from "pg";
import { loaderOf, unpackDebianPackages } from "./debian-packages.mjs";
import { runToEnd } from "./processes.mjs";

/**
 * The environment that tells tests how to call the clients: the words of the command, as JSON.
 *
 * @param {string} url of the server; a pg_dump that is older than it refuses it
 * @param {string} cache folder for what is unpacked
 */
export async function postgresClients(url, cache) {
  const major = await serverMajor(url);
  return {
    TEST_PG_DUMP: JSON.stringify(await client("pg_dump", major, cache)),
    TEST_PSQL: JSON.stringify(await client("psql", major, cache)),
  };
}

async function serverMajor(url) {
  const connection = new Client({ connectionString: url });
  await connection.connect();
  try {
    const { rows } = await connection.query("SHOW server_version_num");
    return Math.floor(Number(rows[0].server_version_num) / 10_000);
  } finally {
    await connection.end();
  }
}

async function client(program, major, cache) {
  const version = await runToEnd([program, "--version"]).catch(() => "");
  if (Number(/\d+/.exec(version)?.[0] ?? 0) >= major) return [program];
  const folder = await unpackDebianPackages({
    folder: join(cache, `postgres-client-${major}-sid`),
    suite: "sid",
    packages: [`postgresql-client-${major}`],
    without: ["postgresql-client-common", "perl", "perl-base", "debconf"],
  });
  return [...(await loaderOf(folder)), join(folder, "usr/lib/postgresql", String(major), "bin", program)];
}
