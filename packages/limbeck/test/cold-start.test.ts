import { createRequire } from "node:module";
import { expect, test, vi } from "vitest";
import { createLibrary, revisionFile } from "./support/library.ts";
import { run } from "./support/run.ts";

const loaded = vi.hoisted(() => [] as string[]);
vi.mock("prettier", () => {
  loaded.push("prettier");
  return {};
});
vi.mock("@limbeck/core", (original) => {
  loaded.push("core");
  return original();
});

/** The heavy packages that this process has loaded. */
function heavy(): string[] {
  const files = Object.keys(createRequire(import.meta.url).cache);
  const packages = ["typeorm", "ts-morph"].filter((name) =>
    files.some((file) => file.includes(`/node_modules/${name}/`) && !file.endsWith("package.json")),
  );
  return [...packages, ...loaded.filter((name) => name !== "core")];
}

// One test, in this order: what is loaded stays loaded.
test("neither TypeORM nor ts-morph nor prettier is loaded before it is needed", async () => {
  for (const argv of [["--help"], ["upgrade", "--help"], ["list-templates"], ["completion", "bash"]])
    expect((await run(".", ...argv)).code).toBe(0);
  expect([...heavy(), ...loaded]).toEqual([]);

  await import("../src/index.ts");
  expect(heavy()).toEqual([]);
  expect(loaded).toEqual(["core"]);

  const project = createLibrary({ "migrations/one.ts": revisionFile("aaaa1111", null, "one") });
  project.write({
    "package.json": `{ "limbeck": { "dataSource": "./src/data-source.ts", "directory": "./migrations" } }`,
  });
  project.write({ "limbeck.config.mjs": `export default { dataSource: "./src/data-source.ts" };` });
  const config = project.path("limbeck.config.mjs");
  expect(await run(project.root, "--config", config, "heads")).toEqual({
    code: 0,
    out: "aaaa1111 (head), one\n",
    err: "",
  });
  expect(heavy()).toEqual([]);

  // And the test can tell: what needs the database loads TypeORM, what is written in TypeScript its compiler.
  expect((await run(project.root, "current")).code).toBe(0);
  expect(heavy()).toEqual(["typeorm", "ts-morph"]);
});
