import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commandTable } from "../../packages/limbeck/src/completion/table.ts";
import { createProgram } from "../../packages/limbeck/src/program.ts";
import { commands, iniKeys, members, parameters } from "./alembic-names.ts";

const docs = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../docs/${name}`, import.meta.url)), "utf8");

/** What stands as code in the first and in the second column of the table under a heading, row by row. */
function rowsUnder(
  heading: string,
): { readonly theirs: readonly string[]; readonly ours: readonly string[] }[] {
  const [, section] = docs("from-alembic.md").split(`\n## ${heading}\n`);
  const lines = (section ?? "").split("\n## ")[0]!.split("\n");
  const code = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
  return lines
    .filter((line) => line.startsWith("|") && !line.startsWith("| -"))
    .slice(1)
    .map((line) => line.split("|"))
    .map(([, theirs, ours]) => ({ theirs: code(theirs), ours: code(ours) }));
}

/** `revision -m`, `--message` as the command and its words. */
function wordsOf(cell: readonly string[]): { readonly command: string; readonly words: readonly string[] } {
  const words = cell.flatMap((text) => text.split(" ")).map((word) => word.replaceAll(/[<>[\].]/g, ""));
  const [first = ""] = words;
  return first.startsWith("-") ? { command: "", words } : { command: first, words: words.slice(1) };
}

const commandRows = rowsUnder("Commands");

test("the page has every command and option of Alembic, and no other", () => {
  const told: Record<string, string[]> = {};
  for (const { theirs } of commandRows.filter((row) => row.theirs.length > 0)) {
    const { command, words } = wordsOf(theirs);
    (told[command] ??= []).push(...words);
  }
  const sorted = (all: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(all).map(([name, words]) => [name, [...words].sort()]));
  expect(sorted(told)).toEqual(sorted(commands));
});

test("what the page calls an option here is one", () => {
  const io = { cwd: ".", write: () => {}, writeError: () => {}, interactive: false, color: false };
  const idle = async () => {};
  const table = commandTable(createProgram(io, { alone: idle, onProject: idle }));
  const shared = table.options.flatMap(({ flags }) => flags);
  const unknown = commandRows.flatMap(({ theirs, ours }) => {
    const { command, words } = wordsOf(ours);
    const own = table.commands.find(({ name }) => name === command);
    const known = new Set([...shared, ...(own?.options ?? []).flatMap(({ flags }) => flags)]);
    return [
      ...(command === "" || own !== undefined ? [] : [`${theirs.join()}: ${command}`]),
      ...words
        .filter((word) => word.startsWith("-") && !known.has(word))
        .map((word) => `${theirs.join()}: ${command} ${word}`),
    ];
  });
  expect(unknown).toEqual([]);
});

test.each([
  ["`context.configure()`", parameters],
  ["`context` in `env.py`", members],
  ["Keys of the ini file", iniKeys],
])("%s: all that Alembic has is in the table", (heading, names) => {
  const told = rowsUnder(heading).flatMap(({ theirs }) => theirs);
  expect(names.filter((name) => !told.some((text) => text.split(", ").includes(name)))).toEqual([]);
});

test.each(["`context.configure()`", "Keys of the ini file"])(
  "%s: keys of the configuration exist",
  (heading) => {
    const [, keys = ""] = docs("configuration.md").split("\n## Keys\n");
    const told = rowsUnder(heading)
      .flatMap(({ ours }) => ours)
      .filter((text) => /^[a-z]\w+$/.test(text));
    expect(told.length).toBeGreaterThan(5);
    // Those of a post-write hook stand below the table.
    expect(told.filter((key) => !keys.includes(`\`${key}\``))).toEqual([]);
  },
);
