import { existsSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { createLibrary, revisionFile } from "./support/library.ts";
import { run } from "./support/run.ts";

afterEach(() => vi.unstubAllEnvs());

const source = (name: string) =>
  `new DataSource({ type: "better-sqlite3", database: import.meta.dirname + "/${name}.sqlite", entities: [] })`;

const several = () =>
  createLibrary({
    "limbeck.config.ts": `import { DataSource } from "typeorm";
      import { defineConfig } from "limbeck";
      export default defineConfig({ databases: {
        shop: { dataSource: ${source("shop")}, directory: "./shop" },
        stock: { dataSource: ${source("stock")}, directory: "./stock" },
      } });`,
    "shop/a.ts": revisionFile("aaaa1111", null, "of the shop"),
    "stock/b.ts": revisionFile("bbbb2222", null, "of the stock"),
  });

test("--name takes one of several databases", async () => {
  const { root } = several();
  expect((await run(root, "--name", "shop", "heads")).out).toBe("aaaa1111 (head), of the shop\n");
  expect((await run(root, "-n", "stock", "heads")).out).toBe("bbbb2222 (head), of the stock\n");
  expect(await run(root, "-n", "stock", "upgrade")).toMatchObject({ code: 0, err: "" });
  expect((await run(root, "-n", "shop", "current")).out).toMatch(/^<base> \(not at head\)/);
  expect((await run(root, "-n", "stock", "current")).out).toBe("bbbb2222 (head), of the stock\n");
});

test("DATABASE_URL is for a configuration with one database, --url for the one that was named", async () => {
  const project = several();
  vi.stubEnv("DATABASE_URL", `sqlite:${project.path("elsewhere.sqlite")}`);
  expect(await run(project.root, "-n", "stock", "upgrade")).toMatchObject({ code: 0, err: "" });
  expect(existsSync(project.path("elsewhere.sqlite"))).toBe(false);
  const url = `sqlite:${project.path("third.sqlite")}`;
  expect(await run(project.root, "-n", "stock", "--url", url, "upgrade")).toMatchObject({ code: 0, err: "" });
  expect(existsSync(project.path("third.sqlite"))).toBe(true);
});

test("a name that is missing or unknown lists those that there are", async () => {
  const { root } = several();
  expect((await run(root, "heads")).err).toMatch(/^error E_CONFIG: .*has several databases.*shop, stock\./);
  expect((await run(root, "-n", "shpo", "heads")).err).toMatch(/^error E_CONFIG: .*"shpo".*shop, stock\./);
  const one = createLibrary();
  expect((await run(one.root, "-n", "shop", "heads")).err).toMatch(/^error E_CONFIG: .*Leave --name out\./);
});

test("-x reaches the configuration and the revisions", async () => {
  const body = `if (context.x.colour !== "a=b") throw new Error("colour " + context.x.colour);`;
  const { root } = createLibrary({
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
      export default defineConfig(({ x }) => ({ dataSource: "./src/data-source.ts", directory: x.folder ?? "./none" }));`,
    "mine/a.ts": revisionFile("aaaa1111", null, "coloured", body).replaceAll(
      'op: Operations<"sqlite">)',
      'op: Operations<"sqlite">, context: { x: Record<string, string> })',
    ),
  });
  expect((await run(root, "upgrade")).err).toMatch(/^error E_DIRECTORY_MISSING: .*none/);
  expect((await run(root, "-x", "folder=mine", "upgrade")).err).toMatch(
    /^error E_REVISION_FAILED: .*colour undefined/,
  );
  expect(await run(root, "-x", "folder=mine", "-x", "colour=a=b", "upgrade")).toMatchObject({ code: 0 });
  expect(await run(root, "-x", "folder", "heads")).toMatchObject({ code: 2 });
});
