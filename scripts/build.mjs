// Builds every package as ESM and as CommonJS: `npm run build`; `-- --esm` for ESM alone, `--clean` to start afresh.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
// In the order in which they depend on each other; project references make tsc build the same order.
const packages = ["core", "emitter", "limbeck", "nestjs"];

const folder = (name, ...rest) => join(root, "packages", name, ...rest);

if (process.argv.includes("--clean")) {
  for (const name of packages) rmSync(folder(name, "dist"), { recursive: true, force: true });
  process.exit(0);
}

const configs = packages.map((name) => folder(name, "tsconfig.json"));
if (!process.argv.includes("--esm")) {
  for (const name of packages) {
    configs.push(folder(name, "tsconfig.cjs.json"));
    // Without it Node would take the .js files below for ES modules, as the package says "type": "module".
    mkdirSync(folder(name, "dist", "cjs"), { recursive: true });
    writeFileSync(folder(name, "dist", "cjs", "package.json"), '{ "type": "commonjs" }\n');
  }
}
const { status } = spawnSync(process.execPath, [tsc, "-b", ...configs], { stdio: "inherit", cwd: root });
process.exit(status ?? 1);
