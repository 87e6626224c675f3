// The main job on SQLite, from two entities to a migrated database and back. Works on a copy in a temporary folder,
// so it can be run again and again.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const Database = require("better-sqlite3");
const manifest = require.resolve("limbeck/package.json");
const bin = join(dirname(manifest), require(manifest).bin.limbeck);
// As the command does: no colours in a pipe, or where NO_COLOR is set.
const colored = process.stdout.isTTY && !process.env.NO_COLOR;
const work = mkdtempSync(join(tmpdir(), "limbeck-quickstart-"));

try {
  if (!existsSync(bin))
    throw new Error("Limbeck isn't built yet. In the root of the repository: npm run quickstart");
  run();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function run() {
  const start = performance.now();
  copyProject();

  heading("1. Two entities (src/entities.ts)");
  print(read("src/entities.ts"));

  heading("2. The first revision is written from them");
  limbeck("revision", "--autogenerate", "-m", "add authors and books");
  print(newestRevision());

  heading("3. The database follows, and rows go in");
  limbeck("upgrade");
  insertRows();
  printRows(rows());

  heading("4. The entities change: a column more, a type changed, a column less");
  const before = read("src/entities.ts");
  cpSync(join(here, "src/entities.changed.ts"), join(work, "src/entities.ts"));
  print(changedLines(before, read("src/entities.ts")));
  limbeck("check", { expected: 3 });

  heading("5. The second revision");
  limbeck("revision", "--autogenerate", "-m", "countries for faxes, pages as numbers");
  print(newestRevision());

  heading("6. The upgrade, with the rows in the tables");
  limbeck("upgrade");
  limbeck("check");
  const upgraded = rows();
  printRows(rows());

  heading("7. One step back, and down to the base");
  limbeck("downgrade", "-1");
  const downgraded = rows();
  limbeck("downgrade", "base");
  print(`tables left: ${tablesLeft().join(", ") || "none"}`);

  heading("The rows that survived");
  print("after the upgrade:");
  printRows(upgraded);
  print("after one step back (the fax numbers went with their column):");
  printRows(downgraded);
  print(paint("dim", `${((performance.now() - start) / 1000).toFixed(1)} s`));
}

/** The project without this script; its packages are those of this folder. */
function copyProject() {
  for (const name of [
    "package.json",
    "tsconfig.json",
    "limbeck.config.ts",
    "src/data-source.ts",
    "src/entities.ts",
  ]) {
    cpSync(join(here, name), join(work, name));
  }
  mkdirSync(join(work, "migrations"));
  mkdirSync(join(work, "node_modules", "@limbeck"), { recursive: true });
  for (const name of Object.keys(JSON.parse(read("package.json")).dependencies)) {
    const target = require.resolve
      .paths(name)
      .map((folder) => join(folder, name))
      .find(existsSync);
    symlinkSync(target, join(work, "node_modules", name), "junction");
  }
}

function limbeck(...words) {
  const options = typeof words.at(-1) === "object" ? words.pop() : {};
  const { expected = 0 } = options;
  const shown = words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(" ");
  print(paint("bold", `$ limbeck ${shown}`));
  const { status } = spawnSync(process.execPath, [bin, ...words], { cwd: work, stdio: "inherit" });
  if (status !== expected) throw new Error(`limbeck ${shown} ended with exit code ${status}`);
}

function withDatabase(use) {
  const database = new Database(join(work, "books.sqlite"));
  try {
    return use(database);
  } finally {
    database.close();
  }
}

function insertRows() {
  withDatabase((database) => {
    database.exec(`
      INSERT INTO author (id, name, fax) VALUES (1, 'Ursula K. Le Guin', '+1 503 555 0101'), (2, 'Stanisław Lem', NULL);
      INSERT INTO book (title, pages, "authorId") VALUES
        ('The Dispossessed', '341', 1), ('The Left Hand of Darkness', '286', 1), ('Solaris', '204', 2);`);
  });
}

function rows() {
  return withDatabase((database) => ({
    author: database.prepare("SELECT * FROM author ORDER BY id").all(),
    book: database.prepare("SELECT * FROM book ORDER BY id").all(),
  }));
}

function tablesLeft() {
  const ours = "type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'limbeck_version'";
  return withDatabase((database) =>
    database.prepare(`SELECT name FROM sqlite_master WHERE ${ours}`).pluck().all(),
  );
}

function printRows(tables) {
  for (const [name, found] of Object.entries(tables)) {
    for (const row of found) print(`  ${name.padEnd(7)} ${JSON.stringify(row)}`);
  }
}

function newestRevision() {
  const [newest] = readdirSync(join(work, "migrations"))
    .map((name) => read(`migrations/${name}`))
    .sort((a, b) => createDate(b).localeCompare(createDate(a)));
  return newest;
}

function createDate(source) {
  return /^ \* Create Date: (.*)$/m.exec(source)?.[1] ?? "";
}

/** The lines that only one of two texts has, as a diff shows them. */
function changedLines(before, after) {
  const [old, now] = [before, after].map((text) => text.split("\n"));
  const gone = old.filter((line) => !now.includes(line)).map((line) => paint("red", `- ${line}`));
  const come = now.filter((line) => !old.includes(line)).map((line) => paint("green", `+ ${line}`));
  return [...gone, ...come].join("\n");
}

function read(name) {
  return readFileSync(join(work, name), "utf8").trim();
}

function heading(text) {
  print(`\n${paint("bold", `── ${text} ${"─".repeat(Math.max(0, 96 - text.length))}`)}`);
}

function paint(style, text) {
  const [open, close] = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39] }[style];
  return colored ? `\u001B[${open}m${text}\u001B[${close}m` : text;
}

function print(text) {
  console.log(text);
}
