import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs Vitest in the root of the repository, and counts.
 *
 * @param parameters what Vitest takes
 * @param environment the variables that it gets
 * @param onStart gets the process, so that it can be stopped
 */
export async function runVitest(parameters, environment, onStart = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-report-"));
  try {
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const script = join(root, "node_modules", "vitest", "vitest.mjs");
    const vitest = spawn(process.execPath, [script, "run", ...reporters, ...parameters], {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
    });
    onStart(vitest);
    const code = await new Promise((resolve, reject) => {
      vitest.once("error", reject);
      vitest.once("exit", (status) => resolve(status ?? 1));
    });
    return summary(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
