// The packages as users get them: builds and packs them, and runs the tests of this folder on the tarballs.
//
//   node test/packaging/run.mjs [what Vitest takes]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPrivatePackages } from "../databases/install.mjs";
import { startServers } from "../databases/servers/start-servers.mjs";
import { runVitest } from "../run-vitest.mjs";
import { packageNames } from "./package-names.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(command, parameters, cwd) {
  const { status } = spawnSync(command, parameters, {
    cwd,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} failed in ${cwd}`);
}

const servers = [];
const stopServers = () => Promise.allSettled(servers.splice(0).map((server) => server.stop()));
let vitest;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    vitest?.kill(signal);
    void stopServers().finally(() => process.exit(130));
  });
}

const tarballs = mkdtempSync(join(tmpdir(), "limbeck-tarballs-"));
let result = { passed: 0, failed: 1 };
try {
  run("npm", ["run", "--silent", "build"], root);
  for (const name of packageNames)
    run("npm", ["pack", "--pack-destination", tarballs], join(root, "packages", name));
  await installPrivatePackages(join(root, "test", "packaging"));
  await installPrivatePackages(join(root, "test"));
  const environment = await startServers(["postgres"], servers);
  const parameters = ["--config", "test/packaging/vitest.config.ts", ...process.argv.slice(2)];
  result = await runVitest(parameters, { ...environment, LIMBECK_TARBALLS: tarballs }, (started) => {
    vitest = started;
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await stopServers();
  rmSync(tarballs, { recursive: true, force: true });
}
console.log(`tests: ${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed === 0 ? 0 : 1);
