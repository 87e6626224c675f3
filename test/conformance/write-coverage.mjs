// Makes docs/coverage.md of what the conformance tests of all databases have found.
//
//   npm run coverage     runs them first, then writes the table
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${root}.cache/conformance/`;
const majors = ["0.3", "1.1"];

rmSync(folder, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [`${root}test/run.mjs`, "test/conformance"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(status ?? 1);

const groups = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(folder + name, "utf8")));
const databases = ["sqlite", "postgres", "mysql", "mariadb"];

const count = groups.flatMap(({ results }) =>
  results.flatMap(({ promises }) => Object.values(promises)),
).length;
const text = `# Coverage

What TypeORM can declare, and what Limbeck's tests show of it: every row is a small model that was created and checked
(create), found equal on a database made by \`synchronize()\` (adopt), and changed in the ways named, each change seen, run with
rows in the tables, compared with a fresh database and taken back. ${count} promises, all kept.

This file is written by \`npm run coverage\`, from a run on all four databases.

${databases.map(section).join("\n")}`;
const file = `${root}docs/coverage.md`;
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
console.log(`docs/coverage.md: ${count} promises`);

function section(database) {
  const own = groups.filter((group) => group.database === database);
  const titles = [...new Set(own.map(({ title }) => title))].sort((a, b) => a.localeCompare(b));
  return `## ${database}\n\n${titles
    .map((title) =>
      table(
        own.filter((group) => group.title === title),
        title,
      ),
    )
    .join("\n")}`;
}

function table(own, title) {
  const rows = [...new Set(own.flatMap(({ results }) => results.map(({ row }) => row)))];
  const lines = rows.map((row) => {
    const cells = majors.map((major) => cell(find(own, major, row)));
    const changes = Object.keys(find(own, "1.1", row)?.promises ?? {}).filter(
      (promise) => promise !== "create" && promise !== "adopt",
    );
    return `| ${escape(row)} | ${cells.join(" | ")} | ${changes.map(escape).join(", ")} |`;
  });
  return `### ${title}\n\n| declared | TypeORM 0.3.31 | TypeORM 1.1 | changes |\n|---|---|---|---|\n${lines.join("\n")}\n`;
}

function find(own, major, row) {
  return own
    .filter((group) => group.major === major)
    .flatMap(({ results }) => results)
    .find((one) => one.row === row);
}

/** The promises that were kept, or the reason why one can't be asked. */
function cell(result) {
  if (result === undefined) return "not declarable";
  if (result.refused !== undefined) return `refused: ${escape(result.refused)}`;
  const missing = result.notByTypeorm === undefined ? "" : `; not adopted: ${escape(result.notByTypeorm)}`;
  return `${Object.values(result.promises).filter(Boolean).length} kept${missing}`;
}

function escape(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
