import { join } from "node:path";
import { expect, test } from "vitest";
import { findConfig } from "../../src/config/find.ts";
import { createProject } from "../support/project.ts";

const error = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string });

const failure = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (thrown) {
    return thrown;
  }
};

test.each(["ts", "mts", "cts", "js", "mjs", "cjs"])(
  "limbeck.config.%s is found from a folder below",
  (type) => {
    const { root, path } = createProject({ [`limbeck.config.${type}`]: "", "a/b/c.txt": "" });
    expect(findConfig(join(root, "a/b"))).toEqual({ kind: "file", path: path(`limbeck.config.${type}`) });
  },
);

test("the nearest wins, and in one folder TypeScript", () => {
  const { root, path } = createProject({
    "limbeck.config.ts": "",
    "a/limbeck.config.js": "",
    "a/limbeck.config.ts": "",
    "a/package.json": `{ "limbeck": { "dataSource": "x" } }`,
  });
  expect(findConfig(join(root, "a"))).toEqual({ kind: "file", path: path("a/limbeck.config.ts") });
});

test("a Nest application is told how to do without", () => {
  const { root } = createProject({
    "package.json": JSON.stringify({ dependencies: { "@nestjs/core": "*" } }),
    "src/app.module.ts": "",
    "other/package.json": "{}",
  });
  const nest = /A Nest application has its own: limbeck --nest src\/app\.module\.ts <command>/;
  expect(failure(() => findConfig(root))).toEqual(error("E_CONFIG", nest));
  expect(failure(() => findConfig(join(root, "src")))).toEqual(error("E_CONFIG", nest));
  expect(failure(() => findConfig(join(root, "other")))).toEqual(
    error("E_CONFIG", /Run limbeck init to write one/),
  );
});

test("package.json holds it, or names its file; one without the key is passed over", () => {
  const value = { dataSource: "./x.ts" };
  const { root, path } = createProject({
    "package.json": JSON.stringify({ limbeck: value }),
    "a/package.json": JSON.stringify({ limbeck: { config: "./tools/limbeck.ts" } }),
    "a/tools/limbeck.ts": "",
    "b/package.json": "{}",
    "c/package.json": JSON.stringify({ limbeck: { config: "./missing.ts" } }),
    "d/package.json": "{ not json",
  });
  expect(findConfig(root)).toEqual({ kind: "package", path: path("package.json"), value });
  expect(findConfig(join(root, "b"))).toEqual({ kind: "package", path: path("package.json"), value });
  expect(findConfig(join(root, "a"))).toEqual({ kind: "file", path: path("a/tools/limbeck.ts") });
  expect(failure(() => findConfig(join(root, "c")))).toEqual(error("E_CONFIG", /c\/missing\.ts/));
  expect(failure(() => findConfig(join(root, "d")))).toEqual(
    error("E_CONFIG", /d\/package\.json can't be read/),
  );
});

test("without one, the error says where it looked and what to do", () => {
  const { root } = createProject({ "a/x.txt": "" });
  expect(failure(() => findConfig(join(root, "a")))).toEqual(
    error("E_CONFIG", new RegExp(`${join(root, "a")}, ${root}, .*Run limbeck init.*--config`)),
  );
});

test("the file that was asked for is taken, from the working directory, or missed", () => {
  const { root, path } = createProject({ "limbeck.config.ts": "", "other.ts": "", "empty.json": "{}" });
  expect(findConfig(root, "other.ts")).toEqual({ kind: "file", path: path("other.ts") });
  expect(failure(() => findConfig(root, "missing.ts"))).toEqual(error("E_CONFIG", /missing\.ts.*--config/));
  expect(failure(() => findConfig(root, "."))).toEqual(
    error("E_CONFIG", /is a folder\. Name the file in it: --config .*limbeck\.config\.ts\./),
  );
  expect(failure(() => findConfig(root, "empty.json"))).toEqual(error("E_CONFIG", /has no "limbeck" key/));
});
