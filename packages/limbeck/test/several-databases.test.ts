import { existsSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { DataSource } from "typeorm";
import { defineConfig, eachDatabase } from "../src/index.ts";
import { main } from "../src/main.ts";
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

/** Both have entities, and the first one a revision that fails. */
const failing = () => {
  const project = several();
  project.write({
    "shop/a.ts": revisionFile(
      "aaaa1111",
      null,
      "of the shop",
      `await op.execute("CREATE TABLE shop (id integer)");`,
    ),
    "shop/c.ts": revisionFile(
      "cccc3333",
      "aaaa1111",
      "broken",
      `await op.execute("INSERT INTO nowhere VALUES (1)");`,
    ),
  });
  return project;
};

test("--all goes through all databases, in their order", async () => {
  const { root } = several();
  expect(await run(root, "--all", "upgrade")).toEqual({
    code: 0,
    err: "",
    out: expect.stringMatching(
      /^shop:\nupgrade <base> -> aaaa1111.*\nDone: 1 revision in .*\n\nstock:\nupgrade <base> -> bbbb2222.*\nDone: 1 revision in .*\n$/,
    ) as string,
  });
  expect(await run(root, "current", "--all", "--check-heads")).toEqual({
    code: 0,
    err: "",
    out: "shop:\naaaa1111 (head), of the shop\n\nstock:\nbbbb2222 (head), of the stock\n",
  });
  expect(await run(root, "--all", "--json", "downgrade", "base")).toMatchObject({ code: 0, err: "" });
  const json = await run(root, "--all", "--json", "current");
  const atBase = { heads: [], unknown: [], atHead: false };
  expect(JSON.parse(json.out)).toEqual({ databases: { shop: atBase, stock: atBase } });
  expect((await run(root, "--all", "current", "--check-heads")).code).toBe(1);
});

test("--all stops at the first failure of what changes something, and tells which were not run", async () => {
  const { root } = failing();
  const { code, out, err } = await run(root, "--all", "upgrade");
  expect(code).toBe(1);
  expect(out).toMatch(/^shop:\nupgrade <base> -> aaaa1111[^\n]*\n$/);
  expect(err).toMatch(
    /^Stopped after 1 revision: the database is at aaaa1111\.\nshop: error E_STATEMENT: .*nowhere.*\n1 of 2 databases failed: shop\. Not run: stock\.\n$/,
  );
  const json = await run(root, "--all", "--json", "upgrade");
  expect(json).toMatchObject({ code: 1, err: "" });
  expect(JSON.parse(json.out)).toEqual({
    databases: { shop: { error: expect.objectContaining({ code: "E_STATEMENT" }) as unknown, applied: [] } },
    notRun: ["stock"],
  });
});

test("--all goes on after a failure of what only reads", async () => {
  const project = several();
  project.write({ "shop/x.ts": "" });
  const { code, out, err } = await run(project.root, "--all", "current");
  expect(code).toBe(1);
  expect(out).toMatch(/^shop:\n\nstock:\n<base>/);
  expect(err).toMatch(/^shop: error E_REVISION_ID_MISSING: .*\n1 of 2 databases failed: shop\.\n$/);
});

test("--all: a check ends with 3 when one of them lacks a revision, and revisions are written where they lack", async () => {
  const entities = `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
    @Entity() export class Shelf { @PrimaryGeneratedColumn() id!: number; @Column() name!: string; }`;
  const project = several();
  project.write({
    "shelf.ts": entities,
    "limbeck.config.ts": `import { DataSource } from "typeorm";
      import { defineConfig } from "limbeck";
      import { Shelf } from "./shelf";
      export default defineConfig({ databases: {
        shop: { dataSource: ${source("shop")}, directory: "./shop" },
        stock: { dataSource: ${source("stock").replace("[]", "[Shelf]")}, directory: "./stock" },
      } });`,
  });
  await run(project.root, "--all", "upgrade");
  const check = await run(project.root, "--all", "check");
  expect(check).toMatchObject({ code: 3, err: "" });
  expect(check.out).toMatch(/^shop:\nNothing to do.*\n\nstock:\n1 change .*\n {2}- create table shelf\n/);
  const autogenerate = ["revision", "-a", "-m", "shelves", "--rev-id", "dddd4444"];
  expect(await run(project.root, "--all", ...autogenerate)).toEqual({
    code: 0,
    err: "",
    out:
      "shop:\nNothing to write: the database has what the entities declare.\n\n" +
      "stock:\nwrote stock/dddd4444_shelves.ts\n",
  });
  expect(await run(project.root, "--all", "upgrade")).toMatchObject({ code: 0 });
  expect(await run(project.root, "--all", "check")).toMatchObject({ code: 0, err: "" });
});

test("--all is refused where it means nothing", async () => {
  const { root } = several();
  expect(await run(root, "--all", "--name", "shop", "heads")).toMatchObject({ code: 2 });
  expect(await run(root, "--all", "--url", "sqlite:x.sqlite", "heads")).toMatchObject({ code: 2 });
  expect((await run(root, "--all", "upgrade", "--sql")).err).toMatch(
    /^shop: error E_CONFIG: A script is for one database\. Choose it with --name shop/,
  );
  const scripts = JSON.parse((await run(root, "--all", "--json", "upgrade", "--sql")).out) as object;
  expect(scripts).toEqual({
    databases: {
      shop: { sql: expect.stringContaining("aaaa1111") as unknown },
      stock: { sql: expect.stringContaining("bbbb2222") as unknown },
    },
  });
  expect((await run(root, "heads")).err).toContain(
    "Choose one with --name: shop, stock. --all takes all of them.",
  );
  const one = createLibrary();
  expect((await run(one.root, "--all", "heads")).err).toMatch(/^error E_CONFIG: .*Leave --all out\./);
});

test("DATABASE_URL is no database of --all", async () => {
  const project = several();
  vi.stubEnv("DATABASE_URL", `sqlite:${project.path("elsewhere.sqlite")}`);
  expect(await run(project.root, "--all", "upgrade")).toMatchObject({ code: 0, err: "" });
  expect(existsSync(project.path("elsewhere.sqlite"))).toBe(false);
});

test("an interruption leaves the other databases alone, and says so", async () => {
  const { root } = several();
  const controller = new AbortController();
  const output = { out: "", err: "" };
  const code = await main(["--all", "upgrade"], {
    cwd: root,
    write(text) {
      output.out += text;
      if (text.startsWith("shop")) controller.abort();
    },
    writeError: (text) => (output.err += text),
    interactive: false,
    color: false,
    signal: controller.signal,
  });
  expect({ code, ...output }).toEqual({ code: 130, out: "shop:\n", err: "interrupted; not run: stock\n" });
});

test("eachDatabase does the same in application code", async () => {
  const project = failing();
  const dataSource = (name: string) => ({
    type: "better-sqlite3" as const,
    database: project.path(`${name}.sqlite`),
  });
  const config = defineConfig({
    databases: {
      stock: { dataSource: () => new DataSource(dataSource("stock")), directory: "stock" },
      shop: { dataSource: () => new DataSource(dataSource("shop")), directory: "shop" },
      third: { dataSource: () => new DataSource(dataSource("third")), directory: "none" },
    },
  });
  const outcomes = await eachDatabase(config, (limbeck) => limbeck.upgrade(), { root: project.root });
  expect(outcomes).toEqual([
    { name: "stock", status: "done", value: [expect.objectContaining({ revision: "bbbb2222" })] },
    { name: "shop", status: "failed", error: expect.objectContaining({ code: "E_STATEMENT" }) as unknown },
    { name: "third", status: "not run" },
  ]);
  const heads = await eachDatabase(config, async (limbeck, name) => [name, (await limbeck.current()).heads], {
    root: project.root,
    goOn: true,
  });
  expect(heads.map((outcome) => (outcome.status === "done" ? outcome.value : outcome.status))).toEqual([
    ["stock", ["bbbb2222"]],
    ["shop", ["aaaa1111"]],
    "failed",
  ]);
  const signal = AbortSignal.abort();
  const none = await eachDatabase(config, () => Promise.resolve(), { root: project.root, signal });
  expect(none.map(({ status }) => status)).toEqual(["not run", "not run", "not run"]);
});

test("a configuration that is a function, and throws, is told as such", async () => {
  const { root } = createLibrary({
    "limbeck.config.ts": `export default ({ x }: { x: Record<string, string> }) => {
      if (x.tenant === undefined) throw new Error("say which tenant: -x tenant=…");
      return { dataSource: "./src/data-source.ts" };
    };`,
  });
  expect(await run(root, "heads")).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^error E_CONFIG: The function in .*limbeck\.config\.ts failed: say which tenant: -x tenant=…\n$/,
    ) as string,
  });
  expect(await run(root, "-x", "tenant=a", "heads")).toMatchObject({ code: 0 });
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
