// Builds the documentation as a site, docs/.vitepress/dist: the API from the doc comments, then all pages. A link that leads nowhere
// fails. `npm run docs -- --dev` serves it, and shows a page again when it is edited.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { installPackage } from "../test/databases/install.mjs";

const cwd = fileURLToPath(new URL("../docs", import.meta.url));
installPackage(cwd);
const script = process.argv.includes("--dev") ? "dev" : "build";
const { status } = spawnSync("npm", ["run", "--silent", script], {
  cwd,
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exit(status ?? 1);
