// The last way to a server: docker compose with the compose.yaml of the repository.
import { fileURLToPath } from "node:url";
import { runToEnd } from "./processes.mjs";

const file = fileURLToPath(new URL("../../../compose.yaml", import.meta.url));
const urls = {
  postgres: (port) => `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
  mysql: (port) => `mysql://root:root@127.0.0.1:${port}/`,
  mariadb: (port) => `mysql://root:root@127.0.0.1:${port}/`,
};
const ports = { postgres: "5432", mysql: "3306", mariadb: "3306" };

/** @returns {Promise<import("./servers.mjs").RunningServer>} */
export async function startInDocker(name) {
  const compose = ["docker", "compose", "--file", file];
  await runToEnd([...compose, "up", "--detach", "--wait", name]);
  const address = await runToEnd([...compose, "port", name, ports[name]]);
  return {
    url: urls[name](address.trim().split(":").at(-1)),
    origin: "in Docker",
    stop: async () => {
      await runToEnd([...compose, "rm", "--stop", "--force", "--volumes", name]);
    },
  };
}
