// Turns the changesets into versions: of the packages, of the examples that install them, and in the lock file.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);

function npm(...parameters) {
  const { status } = spawnSync("npm", parameters, {
    cwd: fileURLToPath(root),
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

npm("run", "changeset", "--", "version");

// All packages have one version. Examples are no workspaces, so changesets does not know them.
const { version } = JSON.parse(readFileSync(new URL("packages/core/package.json", root), "utf8"));
for (const { name } of readdirSync(new URL("examples", root), { withFileTypes: true })) {
  const file = new URL(`examples/${name}/package.json`, root);
  const before = readFileSync(file, "utf8");
  const after = before.replaceAll(/("(?:@limbeck\/\w+|limbeck)": )"\d[^"]*"/g, `$1"${version}"`);
  if (after !== before) writeFileSync(file, after);
}

npm("install", "--package-lock-only", "--ignore-scripts");
