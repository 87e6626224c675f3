import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { createModuleLoader } from "../../src/load/module-loader.ts";
import { createProject } from "../support/project.ts";

const load = async (
  files: Readonly<Record<string, string>>,
  name: string,
): Promise<Record<string, unknown>> => {
  const project = createProject(files);
  return (await createModuleLoader({ root: project.root }).load(project.path(name))) as Record<
    string,
    unknown
  >;
};

const failure = async (run: () => unknown): Promise<unknown> => {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

test("import.meta of an ES module says what Node would say", async () => {
  const project = createProject({
    "package.json": `{ "type": "module" }`,
    "place.ts": `
      const { url, dirname } = import.meta;
      export const place = { url, dirname, again: import.meta.url, filename: import.meta.filename };
      export const folder = import.meta.dirname + "/x";
      export const next: string = import.meta.resolve("./next.ts");`,
    "next.ts": "",
  });
  const exports = (await createModuleLoader({ root: project.root }).load(project.path("place.ts"))) as object;
  const url = pathToFileURL(project.path("place.ts")).href;
  expect(exports).toMatchObject({
    place: { url, again: url, dirname: project.root, filename: project.path("place.ts") },
    folder: `${project.root}/x`,
    next: pathToFileURL(project.path("next.ts")).href,
  });
});

test("a module may await at its top level", async () => {
  const files = {
    "package.json": `{ "type": "module" }`,
    "late.ts": `export const value = await Promise.resolve(7);`,
  };
  expect(await load(files, "late.ts")).toMatchObject({ value: 7 });
});

test.each([
  ["plain.cjs", `module.exports = { value: 7 };`],
  ["plain.mjs", `export const value = 7;`],
  ["plain.js", `export const value = 7;`],
  ["plain.cts", `export const value: number = 7;`],
  ["plain.mts", `export const value: number = 7;`],
])("%s is loaded", async (name, text) => {
  expect(await load({ [name]: text }, name)).toMatchObject({ value: 7 });
});

test("a module that is handed over is the very same object", async () => {
  const project = createProject({
    "user.ts": `import * as given from "given"; import { thing } from "given";
    export const same = [thing, given.thing];`,
  });
  const thing = { one: 1 };
  const loader = createModuleLoader({ root: project.root, provided: { given: { thing } } });
  const { same } = (await loader.load(project.path("user.ts"))) as { same: unknown[] };
  expect(same[0]).toBe(thing);
  expect(same[1]).toBe(thing);
});

describe("an error says where it arose", () => {
  // Types alone, over several lines: what is transpiled is shorter than the source.
  const types = ["interface A {", "  one: number;", "}", "type B = A | string;", ""];

  test("thrown while the module runs", async () => {
    const text = [...types, "export const b: B = 'b';", "throw new Error('on line seven');"].join("\n");
    const project = createProject({ "src/broken.ts": text });
    const loader = createModuleLoader({ root: project.root });
    const error = await failure(() => loader.load(project.path("src/broken.ts")));
    expect(loader.explain(error)).toBe("src/broken.ts:7:7: on line seven");
    expect(loader.stackOf(error)).toContain(`${project.path("src/broken.ts")}:7:7`);
  });

  test("thrown later, in a function of the module", async () => {
    const text = [...types, "export function run(): never {", "  throw new Error('later');", "}"].join("\n");
    const project = createProject({ "src/run.ts": text });
    const loader = createModuleLoader({ root: project.root });
    const { run } = (await loader.load(project.path("src/run.ts"))) as { run: () => never };
    expect(loader.explain(await failure(run))).toMatch(/^src\/run\.ts:7:\d+: later$/);
  });

  test("a syntax error", async () => {
    const project = createProject({ "src/broken.ts": "const a = 1;\nexport const b = (;\n" });
    const loader = createModuleLoader({ root: project.root });
    const error = await failure(() => loader.load(project.path("src/broken.ts")));
    expect(loader.explain(error)).toBe("src/broken.ts:2:19: Expression expected.");
  });

  test("a module that is not there", async () => {
    const project = createProject({ "src/user.ts": `import { x } from "./missing";\nexport const y = x;\n` });
    const loader = createModuleLoader({ root: project.root });
    const error = await failure(() => loader.load(project.path("src/user.ts")));
    expect(loader.explain(error)).toMatch(/^src\/user\.ts:1:\d+: Cannot find module '\.\/missing'/);
  });
});

describe("null in a union", () => {
  const files = (tsconfig: string): Record<string, string> => ({
    ...(tsconfig && { "tsconfig.json": tsconfig }),
    "base.json": `{ "compilerOptions": { "strict": true } }`,
    "note.ts": `import "reflect-metadata";
      const decorate = (..._: unknown[]): void => {};
      class Note { @decorate text!: string | null }
      export const type = Reflect.getMetadata("design:type", Note.prototype, "text");`,
  });

  test.each([
    ["String where the project says nothing", "", String],
    ["String without strict", `{ "compilerOptions": { "strict": false } }`, String],
    // What tsc itself emits under strictNullChecks.
    ["Object under strict", `{ "compilerOptions": { "strict": true } }`, Object],
    ["Object under an inherited strict", `{ "extends": "./base.json" }`, Object],
  ])("is %s", async (_, tsconfig, type) => {
    expect((await load(files(tsconfig), "note.ts")).type).toBe(type);
  });

  test("follows the tsconfig when that changes, cache or not", async () => {
    const project = createProject(files(`{ "extends": "./base.json" }`));
    const load = (): Promise<unknown> =>
      createModuleLoader({ root: project.root }).load(project.path("note.ts"));
    expect(await load()).toMatchObject({ type: Object });
    const cache = project.path("node_modules/.cache/limbeck");
    expect(readdirSync(cache)).toHaveLength(1);

    project.write({ "base.json": `{ "compilerOptions": { "strict": false } }` });
    // As in a new process: Node keeps modules by their path.
    delete createRequire(import.meta.url).cache[project.path("note.ts")];
    expect(await load()).toMatchObject({ type: String });
    // One entry a file: the cache does not grow.
    expect(readdirSync(cache)).toHaveLength(1);
  });
});
