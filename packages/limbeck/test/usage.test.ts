import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createProject } from "./support/project.ts";
import { run } from "./support/run.ts";

test("--help lists every command and ends with 0", async () => {
  const { code, out, err } = await run(".", "--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const names =
    "init list-templates adopt revision upgrade downgrade current history heads branches show edit check merge stamp " +
    "ensure-version completion";
  for (const name of names.split(" ")) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
});

test("--version is the package's", async () => {
  expect(await run(".", "--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
});

test.each([
  [["upgrad"], /unknown command 'upgrad'\n\(Did you mean upgrade\?\)/],
  [["upgrade", "--dryrun"], /unknown option '--dryrun'/],
  [["revision", "--mesage", "x"], /unknown option '--mesage'\n\(Did you mean --message\?\)/],
  [["downgrade"], /missing required argument 'target'/],
  [["upgrade", "head", "more"], /too many arguments/],
  [["revision", "-m"], /argument missing/],
])("%j is wrong usage and ends with 2", async (argv, message) => {
  const { code, out, err } = await run(".", ...argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});

test("without a command the help goes to the error channel", async () => {
  const { code, out, err } = await run(".");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^Usage: limbeck /);
});

test.each([
  [["current"]],
  [["upgrade"]],
  [["upgrade", "+2"]],
  [["downgrade", "-1"]],
  [["downgrade", "shop@-1"]],
  [["heads"]],
  [["check", "--no-color"]],
])("%j without a configuration is one line", async (argv) => {
  const { root } = createProject({});
  const { code, out, err } = await run(root, ...argv);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^error E_CONFIG: No configuration found\. .*limbeck init.*\n$/);
});

test.each([[["--verbose", "heads"]], [["heads", "--verbose"]], [["heads", "-v"]]])(
  "%j shows the stack",
  async (argv) => {
    const { root } = createProject({});
    expect((await run(root, ...argv)).err).toMatch(/^error E_CONFIG: .*\nConfigError: .*\n {4}at /);
  },
);

test("every command has help with an example, and the documentation has every command and option", async () => {
  const { out } = await run(".", "--help");
  const [, list = ""] = out.split("Commands:");
  const names = [...list.matchAll(/^ {2}([a-z-]+)/gm)]
    .map((match) => match[1]!)
    .filter((name) => name !== "help");
  const documentation = readFileSync(new URL("../../../docs/commands.md", import.meta.url), "utf8");
  const globals = [...out.matchAll(/(--[a-z-]+)/g)].map((match) => match[1]!);
  for (const option of new Set(globals)) expect(documentation, option).toContain(option);
  for (const name of names) {
    const help = (await run(".", name, "--help")).out;
    expect(help, name).toMatch(/\nExamples?:\n {2}/);
    const [section = ""] = documentation.split(`\n## ${name}\n`)[1]?.split("\n## ") ?? [];
    for (const [, option] of help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)) {
      if (option !== "--help") expect(section, `${name} ${option}`).toContain(option);
    }
  }
});
