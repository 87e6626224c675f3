// The test command: installs what only tests need, brings up the servers, runs Vitest, stops the servers.
//
//   node test/run.mjs [--databases sqlite,postgres,mysql,mariadb] [what Vitest takes]
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPrivatePackages } from "./databases/install.mjs";
import { knownDatabases, startServers, takeDatabases } from "./databases/servers/start-servers.mjs";
import { runVitest } from "./run-vitest.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const servers = [];
let vitest;
let interrupted = false;

async function stopServers() {
  await Promise.allSettled(servers.splice(0).map((server) => server.stop()));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    vitest?.kill(signal);
    void stopServers().finally(() => process.exit(130));
  });
}

async function main() {
  const { databases, rest } = takeDatabases(process.argv.slice(2));
  const left = knownDatabases.filter((name) => !databases.includes(name));
  if (left.length > 0)
    console.log(`This is a quick subset: ${databases.join(", ")} only. Left out: ${left.join(", ")}.`);
  await installPrivatePackages(join(root, "test"));

  const environment = await startServers(databases, servers);
  // Files for databases that are left out have nothing to test.
  const subset = left.length > 0 ? ["--passWithNoTests"] : [];
  return runVitest([...subset, ...rest], environment, (started) => {
    vitest = started;
  });
}

let result = { passed: 0, failed: 1 };
try {
  result = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stopServers();
}
if (!interrupted) {
  console.log(`tests: ${result.passed} passed, ${result.failed} failed`);
  process.exit(result.failed === 0 ? 0 : 1);
}
