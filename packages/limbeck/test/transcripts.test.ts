import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { createDatabase, type DatabaseName, databaseNames } from "../../../test/databases/index.ts";
import { commandTable, type OptionEntry } from "../src/completion/table.ts";
import { createProgram } from "../src/program.ts";
import { scenes } from "./support/scenes.ts";
import { readTranscript, typeAgain, withoutChance, wordsOf } from "./support/transcript.ts";

// One file a command, and a database where the output depends on it: `upgrade.txt`, `scripts.mysql.txt`.
// After a change that is meant, `vitest run -u` writes them anew: read what has become of them.
const folder = fileURLToPath(new URL("./transcripts/", import.meta.url));
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => {
    const [, title = "", database] = /^(.*?)(?:\.(\w+))?\.txt$/.exec(name)!;
    return { path: folder + name, title, database: database as DatabaseName | undefined };
  });

const read = (path: string | URL) => readFileSync(path, "utf8");

const here = files.filter(({ database }) => database === undefined || databaseNames.includes(database));

test.each(here)("$title $database", async ({ path, database: name }) => {
  const scene = async (title: string) => {
    const make = scenes[title];
    if (make === undefined)
      throw new Error(`no scene "${title}"; there are ${Object.keys(scenes).join(", ")}`);
    if (name === undefined) return make();
    const database = await createDatabase(name, "transcript");
    onTestFinished(() => database.drop());
    return make(database);
  };
  const text = await typeAgain(readTranscript(read(path)), scene, withoutChance);
  await expect(text).toMatchFileSnapshot(path);
});

describe("the transcripts", () => {
  const io = { cwd: ".", write: () => {}, writeError: () => {}, interactive: false, color: false };
  const idle = async () => {};
  const table = commandTable(createProgram(io, { alone: idle, onProject: idle }));
  const names = table.commands.map(({ name }) => name);
  const typed = files
    .flatMap(({ path }) => readTranscript(read(path)))
    .filter(({ kind }) => kind === "command")
    .map(({ text }) => {
      const { argv } = wordsOf(text);
      return { command: argv.find((word) => names.includes(word)), argv, json: argv.includes("--json") };
    });
  const isTyped = (command: string | undefined, { flags }: OptionEntry, json: boolean): boolean =>
    typed.some(
      (line) =>
        (command === undefined || line.command === command) &&
        line.json === json &&
        line.argv.some((word) => flags.includes(word)),
    );
  const options = [
    ...table.options.map((option) => ({ command: undefined, option })),
    ...table.commands.flatMap(({ name, options }) => options.map((option) => ({ command: name, option }))),
  ];
  const flagOf = ({ flags }: OptionEntry): string => flags.at(-1)!;

  test("have every command, with its help, as text and as JSON", () => {
    const missing = names
      .filter((name) => name !== "help")
      .flatMap((name) => {
        const lines = typed.filter(({ command }) => command === name);
        return [
          ...(lines.some(({ argv }) => argv.includes("--help")) ? [] : [`${name} --help`]),
          ...(lines.some(({ json, argv }) => !json && !argv.includes("--help")) ? [] : [name]),
          ...(lines.some(({ json }) => json) ? [] : [`${name} --json`]),
        ];
      });
    expect(missing).toEqual([]);
  });

  test("have every option, as text and as JSON", () => {
    const missing = options.flatMap(({ command, option }) => {
      const flag = flagOf(option);
      const inText = isTyped(command, option, flag === "--json");
      // What commander itself prints has no other form.
      const inJson = ["--help", "--version"].includes(flag) || isTyped(command, option, true);
      return [
        ...(inText ? [] : [`${command ?? ""} ${flag}`]),
        ...(inJson ? [] : [`${command ?? ""} ${flag} --json`]),
      ];
    });
    expect(missing).toEqual([]);
  });

  test("have what the documentation shows of each command", () => {
    const documentation = read(new URL("../../../docs/commands.md", import.meta.url));
    const all = files.map(({ path }) => read(path));
    const examples = [...documentation.matchAll(/```console\n(.*?)```/gs)].map(([, example = ""]) =>
      withoutChance(example),
    );
    expect(
      examples.filter(
        (example) =>
          !example.split("\n\n$ ").every((part) => all.some((text) => text.includes(part.trimEnd()))),
      ),
    ).toEqual([]);
    const shown = (name: string) => examples.some((example) => example.includes(`limbeck ${name}`));
    expect(names.filter((name) => name !== "help" && !shown(name))).toEqual([]);
  });

  test("are there for each database where the output depends on it", () => {
    const titles = [
      ...new Set(files.filter(({ database }) => database !== undefined).map(({ title }) => title)),
    ];
    const all = titles.flatMap((title) =>
      ["mariadb", "mysql", "postgres", "sqlite"].map((name) => `${title}.${name}`),
    );
    expect(
      files.filter(({ database }) => database).map(({ title, database }) => `${title}.${database}`),
    ).toEqual(all);
  });
});
