// Installs the private packages under test/, each with its own lock file, when their lock files have changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string} folder the folder that holds the packages */
export async function installPrivatePackages(folder) {
  for (const name of readdirSync(folder)) {
    if (existsSync(join(folder, name, "package-lock.json"))) installPackage(join(folder, name));
  }
}

/** @param {string} folder of a private package with a lock file of its own */
export function installPackage(folder) {
  const lock = readFileSync(join(folder, "package-lock.json"));
  const sum = createHash("sha256").update(lock).digest("hex");
  const marker = join(folder, "node_modules", ".installed");
  if (existsSync(marker) && readFileSync(marker, "utf8") === sum) return;
  console.log(`Installing ${JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name}`);
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0)
    throw new Error(
      `"npm ci" failed in ${folder}; its output above says why. Mend that and run the tests again.`,
    );
  writeFileSync(marker, sum);
}
