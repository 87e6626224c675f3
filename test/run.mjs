// The test command: installs what only tests need, brings up the servers, runs Vitest, stops the servers.
//
//   node test/run.mjs [--databases sqlite,postgres,mysql,mariadb] [what Vitest takes]
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPrivatePackages } from "./databases/install.mjs";
import { knownDatabases, startServers, takeDatabases } from "./databases/servers/start-servers.mjs";

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
  const folder = mkdtempSync(join(tmpdir(), "limbeck-report-"));
  try {
    const report = join(folder, "report.json");
    // Files for databases that are left out have nothing to test.
    const subset = left.length > 0 ? ["--passWithNoTests"] : [];
    const code = await runVitest([...subset, ...rest], environment, report);
    return summary(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runVitest(parameters, environment, report) {
  const script = join(root, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  vitest = spawn(process.execPath, [script, "run", ...reporters, ...parameters], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    vitest.once("error", reject);
    vitest.once("exit", (code) => resolve(code ?? 1));
  });
}

/** The counts of Vitest's report; a run without a test, or one that ended badly without saying why, has failed. */
function summary(report, code) {
  let passed = 0;
  let failed = 0;
  try {
    const { testResults, numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    passed = numPassedTests;
    // A file that could not be loaded has no test that failed.
    const broken = testResults.filter(
      (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
    );
    failed = numFailedTests + broken.length;
    if (numPendingTests > 0) console.log(`${numPendingTests} tests were skipped`);
  } catch {
    failed = 1;
  }
  if (failed === 0 && (code !== 0 || passed === 0)) failed = 1;
  return { passed, failed };
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
