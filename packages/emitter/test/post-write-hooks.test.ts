import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { assumedDialect, type MigrationScript } from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PostWriteHook, type WriteEvent, writeRevision } from "../src/index.ts";
import { splitWords } from "../src/split-words.ts";

const script: MigrationScript = {
  isEmpty: true,
  upgradeOps: [],
  downgradeOps: [],
  warnings: [],
  unmanaged: [],
  dialect: assumedDialect("sqlite"),
  toSql: () => [],
};

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-hooks-")));
  mkdirSync(join(root, "migrations"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode });
}

async function write(...postWriteHooks: PostWriteHook[]) {
  const events: WriteEvent[] = [];
  const options = { directory: join(root, "migrations"), message: "one", revision: "aaaa1111", root };
  try {
    const written = await writeRevision(script, {
      ...options,
      postWriteHooks,
      onEvent: (event) => void events.push(event),
    });
    return { events, written, error: undefined };
  } catch (error) {
    return { events, written: undefined, error };
  }
}

const file = () => join(root, "migrations", "aaaa1111_one.ts");
const source = () => readFileSync(file(), "utf8");

/** A program that writes its arguments and its folder to the end of the last argument that is a `.ts` file. */
const noting = `
  const { appendFileSync } = require("fs");
  const [, , ...given] = process.argv;
  const file = given.find((word) => word.endsWith(".ts"));
  appendFileSync(file, "// " + JSON.stringify({ given, cwd: process.cwd() }) + "\\n");
  console.log("noted");`;
const noted = () =>
  source()
    .split("\n")
    .filter((line) => line.startsWith("// {"))
    .map((line) => JSON.parse(line.slice(3)) as object);

describe("post-write hooks", () => {
  it("run in order, with the path first or where the token stands", async () => {
    put("note.cjs", noting);
    put("sub/.keep", "");
    const { events, written } = await write(
      { name: "bare", type: "module", module: "./note.cjs" },
      { name: "line", type: "module", module: "./note.cjs", options: "--fix 'a b'" },
      {
        name: "token",
        type: "module",
        module: "./note.cjs",
        options: "-x REVISION_SCRIPT_FILENAME -y",
        cwd: "sub",
      },
      {
        name: "list",
        type: "exec",
        executable: process.execPath,
        options: [join(root, "note.cjs"), "it's", "REVISION_SCRIPT_FILENAME"],
      },
      { name: "call", type: "function", run: async (path) => writeFileSync(path, `${source()}// called\n`) },
    );
    expect(noted()).toEqual([
      { given: [file()], cwd: root },
      { given: [file(), "--fix", "a b"], cwd: root },
      { given: ["-x", file(), "-y"], cwd: join(root, "sub") },
      { given: ["it's", file()], cwd: root },
    ]);
    expect(source()).toMatch(/\/\/ called\n$/);
    expect(written).toMatchObject({ path: file(), source: source() });
    expect(events.map((event) => (event.kind === "written" ? event.path : event.name))).toEqual([
      file(),
      "bare",
      "line",
      "token",
      "list",
      "call",
    ]);
    expect(events[1]).toMatchObject({ failed: false, output: "noted\n" });
  });

  it("find what the project has installed: a package by its bin, a program in node_modules/.bin", async () => {
    put("node_modules/one/package.json", `{ "bin": "./cli.cjs", "exports": {} }`);
    put("node_modules/one/cli.cjs", noting);
    put("node_modules/@scope/two/package.json", `{ "bin": { "other": "./no.cjs", "two": "./cli.cjs" } }`);
    put("node_modules/@scope/two/cli.cjs", noting);
    put("node_modules/.bin/noter", `#!/bin/sh\necho '// {"given":["noter"]}' >> "$1"\n`, 0o755);
    const { error } = await write(
      { name: "1", type: "module", module: "one" },
      { name: "2", type: "module", module: "@scope/two", options: "a" },
      { name: "3", type: "module", module: "@scope/two/cli.cjs", options: "b" },
      { name: "4", type: "exec", executable: "noter" },
    );
    expect(error).toBeUndefined();
    expect(noted()).toMatchObject([
      { given: [file()] },
      { given: [file(), "a"] },
      { given: [file(), "b"] },
      { given: ["noter"] },
    ]);
  });

  it("that fail end it and say so; the file stays, and what comes after does not run", async () => {
    put("lint.cjs", `console.error("2 problems"); process.exit(2);`);
    const never: PostWriteHook = { name: "never", type: "function", run: () => expect.fail("it ran") };
    const { events, error } = await write(
      { name: "lint", type: "module", module: "./lint.cjs", options: "--fix" },
      never,
    );
    expect(error).toMatchObject({
      code: "E_POST_WRITE_HOOK",
      message: expect.stringContaining(
        `The hook "lint" ended with exit code 2. The revision is written and stays: ${file()}. Not run: never.`,
      ) as unknown,
      details: { hook: "lint", path: file(), exitCode: 2, output: "2 problems\n", notRun: ["never"] },
    });
    expect((error as Error).message).toMatch(/run it again: .*node.* .*lint\.cjs .*aaaa1111_one\.ts --fix$/);
    expect(events.at(-1)).toMatchObject({ name: "lint", failed: true });
    expect(source()).toContain(`revision = "aaaa1111"`);
  });

  it.each<[string, PostWriteHook, RegExp]>([
    [
      "throws",
      { name: "f", type: "function", run: () => Promise.reject(new Error("no")) },
      /"f" threw an error: no\./,
    ],
    [
      "is not there",
      { name: "x", type: "exec", executable: "not-a-program" },
      /"x" can't start not-a-program: there is no such program/,
    ],
    [
      "is killed",
      {
        name: "k",
        type: "exec",
        executable: process.execPath,
        options: ["-e", "process.kill(process.pid)", "REVISION_SCRIPT_FILENAME"],
      },
      /"k" was ended by SIGTERM/,
    ],
    [
      "takes the file away",
      { name: "rm", type: "function", run: (path) => rmSync(path) },
      /can't be read after the hooks/,
    ],
  ])("a hook that %s", async (_, hook, message) => {
    const { error } = await write(hook);
    expect(error).toMatchObject({
      code: "E_POST_WRITE_HOOK",
      message: expect.stringMatching(message) as unknown,
    });
  });

  it.each<[string, PostWriteHook, RegExp]>([
    [
      "a module that is not there",
      { name: "m", type: "module", module: "./no.cjs" },
      /there is no file .*no\.cjs/,
    ],
    [
      "a package that is not installed",
      { name: "m", type: "module", module: "no-such-package" },
      /"no-such-package" is not installed/,
    ],
    [
      "a package without a bin",
      { name: "m", type: "module", module: "nothing" },
      /"nothing" has none; name a file of it/,
    ],
    [
      "a folder that is not there",
      { name: "m", type: "exec", executable: "sh", cwd: "no" },
      /its cwd .*no does not exist/,
    ],
    [
      "an open quote",
      { name: "m", type: "exec", executable: "sh", options: "-c 'a" },
      /a quote in its options is not closed/,
    ],
  ])("%s is told before anything is written", async (_, hook, message) => {
    put("node_modules/nothing/package.json", "{}");
    const { error } = await write(hook);
    expect(error).toMatchObject({ code: "E_CONFIG", message: expect.stringMatching(message) as unknown });
    expect(readdirSync(join(root, "migrations"))).toEqual([]);
  });
});

describe("words of a line", () => {
  it.each([
    "a b  c",
    ` 'a b' "c d" `,
    `a\\ b "c\\"d\\e" 'f\\g'`,
    `""`,
    "--x='1 2'y",
    "a\tb\nc",
    `"it's" 'say "x"'`,
    "",
  ])("%j are those that a shell makes of it", (line) => {
    // A line end would end the shell's command.
    const shell = execFileSync(
      "sh",
      ["-c", `for word in ${line.replaceAll("\n", " ")}; do printf '%s\\0' "$word"; done`],
      { encoding: "utf8" },
    );
    expect(splitWords(line)).toEqual(shell.split("\0").slice(0, -1));
  });

  it("end in an open quote nowhere", () => {
    expect([splitWords("'a"), splitWords(`a "b`)]).toEqual([undefined, undefined]);
  });
});
