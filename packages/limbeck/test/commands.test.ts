import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createLibrary, revisionFile, tablesOf } from "./support/library.ts";
import { createProject } from "./support/project.ts";
import { run } from "./support/run.ts";

const silent = { code: 0, err: "" };

test("init refuses a folder that holds something", async () => {
  const project = createProject({ "migrations/1-old.ts": "old" });
  expect((await run(project.root, "init")).err).toMatch(
    /^error E_FILE_EXISTS: .*migrations exists.*init <directory>/,
  );
  expect(readdirSync(project.root).sort()).toEqual(["migrations", "node_modules"]);
  expect(await run(project.root, "init", "db/revisions")).toMatchObject(silent);
  expect(readFileSync(project.path("limbeck.config.ts"), "utf8")).toContain(`directory: "./db/revisions"`);
});

test("the main job: revision, upgrade, check, downgrade", async () => {
  const project = createLibrary();
  const limbeck = (...argv: string[]) => run(project.root, ...argv);

  const pending = await limbeck("check");
  expect(pending).toMatchObject({ code: 3, err: "" });
  expect(pending.out).toMatch(/author/);

  const written = await limbeck("revision", "--autogenerate", "-m", "authors & books");
  expect(written).toMatchObject(silent);
  const file = readdirSync(project.path("migrations")).find((name) => name.endsWith(".ts")) ?? "";
  expect(written.out).toBe(`wrote migrations/${file}\n`);
  const [, id = ""] =
    /revision = "(.*)"/.exec(readFileSync(project.path(`migrations/${file}`), "utf8")) ?? [];
  expect(id).toMatch(/^[0-9a-f]{12}$/);

  expect((await limbeck("check")).err).toMatch(/^error E_DATABASE_NOT_AT_HEAD: .*limbeck upgrade/);
  const base = await limbeck("current");
  expect(base.out).toMatch(/^<base> \(not at head\)/);

  const up = await limbeck("upgrade");
  expect(up).toMatchObject(silent);
  expect(up.out).toMatch(
    new RegExp(
      `^upgrade <base> -> ${id} {2}authors & books {2}\\(.* m?s\\)\\nDone: 1 revision in .* m?s\\.\\n$`,
    ),
  );
  expect(tablesOf(project)).toEqual(["author", "book", "limbeck_version"]);

  expect(await limbeck("upgrade")).toEqual({
    ...silent,
    out: "Nothing to do: the database is at head already.\n",
  });
  expect(await limbeck("check")).toMatchObject({
    ...silent,
    out: expect.stringMatching(/^Nothing to do/) as string,
  });
  expect(await limbeck("revision", "-a", "-m", "more")).toMatchObject({
    ...silent,
    out: expect.stringMatching(/^Nothing to write/) as string,
  });
  expect(await limbeck("current")).toEqual({ ...silent, out: `${id} (head), authors & books\n` });
  expect(await limbeck("heads")).toEqual({ ...silent, out: `${id} (head), authors & books\n` });
  expect(await limbeck("history", "-i")).toEqual({
    ...silent,
    out: `<base> -> ${id} (head) (current), authors & books\n`,
  });
  expect((await limbeck("show", id.slice(0, 5))).out).toContain(project.path(`migrations/${file}`));

  const down = await limbeck("downgrade", "base");
  expect(down).toMatchObject(silent);
  expect(down.out).toMatch(new RegExp(`^downgrade ${id} -> <base> {2}authors & books`));
  expect(tablesOf(project)).toEqual(["limbeck_version"]);

  expect(await limbeck("stamp", "head")).toEqual({ ...silent, out: `stamped <base> -> ${id}\n` });
  expect(tablesOf(project)).toEqual(["limbeck_version"]);
});

test("a revision by hand goes where it was told to", async () => {
  const project = createLibrary();
  const limbeck = (...argv: string[]) => run(project.root, ...argv);
  expect(await limbeck("revision", "-m", "one", "--rev-id", "aaaa1111")).toMatchObject(silent);
  expect(
    await limbeck("revision", "-m", "two", "--rev-id", "bbbb2222", "--branch-label", "shop"),
  ).toMatchObject(silent);
  expect((await limbeck("revision", "-m", "x", "--rev-id", "aaaa1111")).err).toMatch(
    /^error E_REVISION_DUPLICATE/,
  );
  expect((await limbeck("revision", "-m", "x", "--head", "aaaa1111")).err).toMatch(
    /^error E_NOT_A_HEAD: .*--splice/,
  );
  expect(
    await limbeck(
      "revision",
      "-m",
      "side",
      "--rev-id",
      "cccc3333",
      "--head",
      "aaaa",
      "--splice",
      "--depends-on",
      "shop",
    ),
  ).toMatchObject(silent);
  expect((await limbeck("revision", "-m", "x")).err).toMatch(/^error E_MULTIPLE_HEADS/);
  const { out } = await limbeck("history");
  expect(out.trim().split("\n").sort()).toEqual(
    [
      "<base> -> aaaa1111 (branchpoint), one",
      "aaaa1111 -> bbbb2222 (shop) (head), two",
      "aaaa1111 -> cccc3333 (head), side",
    ].sort(),
  );
  expect((await limbeck("show", "cccc")).out).toMatch(/^Depends on: bbbb2222$/m);
});

test("without a revision there is nothing to run, and the first step is told", async () => {
  const { root } = createLibrary();
  const firstStep = `No revision yet. Write one: limbeck revision --autogenerate -m "<message>"\n`;
  expect(await run(root, "upgrade")).toMatchObject({ code: 0, out: firstStep, err: "" });
  expect(await run(root, "upgrade", "--dry-run")).toMatchObject({ code: 0, out: firstStep });
  expect(await run(root, "show", "head")).toMatchObject({ code: 0, out: "", err: firstStep });
});

test("a target that the database has passed is no place where it stands", async () => {
  const { root } = createLibrary({
    "migrations/a.ts": revisionFile("aaaa1111", null, "one"),
    "migrations/b.ts": revisionFile("bbbb2222", "aaaa1111", "two"),
  });
  await run(root, "upgrade");
  expect(await run(root, "upgrade", "aaaa")).toMatchObject({
    code: 0,
    out: "Nothing to do: the database is at aaaa already, or beyond it.\n",
  });
});

test("an error that does not name its revision is told with it", async () => {
  const { root } = createLibrary({
    "migrations/a.ts": revisionFile("aaaa1111", null, "one", `await op.dropColumn("nowhere", "x");`),
  });
  expect((await run(root, "upgrade")).err).toMatch(
    /^In revision aaaa1111:\nerror E_OBJECT_UNKNOWN: Can't drop column nowhere\.x/,
  );
});

test("a file that can't be written to is told as such", async () => {
  const { root } = createLibrary({
    "migrations/a.ts": revisionFile("aaaa1111", null, "one"),
    "readonly.config.ts": `export default { dataSource: "./src/readonly.ts" };`,
    "src/readonly.ts": `import "reflect-metadata";
      import { DataSource } from "typeorm";
      export const dataSource = new DataSource({
        type: "better-sqlite3", database: import.meta.dirname + "/../library.sqlite", entities: [], readonly: true,
      });`,
  });
  await run(root, "ensure-version");
  expect((await run(root, "-c", "readonly.config.ts", "upgrade")).err).toMatch(
    /^error E_STATEMENT: The file of the database can't be written to: .*readonly database\. May the user/,
  );
});

test("a failing revision says where, in the source", async () => {
  const body = `const lines: string[] = [];\n  throw new Error("not today");`;
  const failing = () => createLibrary({ "migrations/one.ts": revisionFile("aaaa1111", null, "one", body) });
  const project = failing();
  const { code, out, err } = await run(project.root, "upgrade");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  const source = readFileSync(project.path("migrations/one.ts"), "utf8").split("\n");
  const line = source.findIndex((text) => text.includes("throw")) + 1;
  expect(err).toMatch(
    new RegExp(`^error E_REVISION_FAILED: .*not today.*\\(migrations/one\\.ts:${line}:\\d+\\)\n$`),
  );
  // A project of its own: what a process has loaded once it does not transpile again.
  expect((await run(failing().root, "upgrade", "--verbose")).err).toContain(`migrations/one.ts:${line}:`);
});

test("an interrupted run ends with 130", async () => {
  const project = createLibrary({ "migrations/one.ts": revisionFile("aaaa1111", null, "one") });
  const { main } = await import("../src/main.ts");
  const interrupt = new AbortController();
  interrupt.abort();
  let err = "";
  const io = {
    cwd: project.root,
    write: () => {},
    interactive: false,
    color: false,
    signal: interrupt.signal,
  };
  expect(await main(["upgrade"], { ...io, writeError: (text) => (err += text) })).toBe(130);
  expect(err).toBe("interrupted\n");
  expect((await run(project.root, "current")).out).toMatch(/^<base>/);
});

test("--quiet prints errors only", async () => {
  const project = createLibrary();
  expect(await run(project.root, "--quiet", "current")).toEqual({ code: 0, out: "", err: "" });
  expect((await run(project.root, "--quiet", "upgrade", "nowhere")).err).toMatch(/^error E_/);
});

test.each<[string, string, Record<string, string>, string[], RegExp]>([
  [
    "a revision folder that is missing",
    "E_DIRECTORY_MISSING",
    {
      "limbeck.config.ts": `export default { dataSource: "./src/data-source.ts", directory: "./nowhere" };`,
    },
    ["heads"],
    /nowhere/,
  ],
  ["a target that is unknown", "E_REVISION_UNKNOWN", {}, ["upgrade", "fade"], /fade/],
  [
    "a revision with a syntax error",
    "E_REVISION_SYNTAX",
    {
      "migrations/one.ts": revisionFile("aaaa1111", null, "one", "const = ;"),
    },
    ["upgrade"],
    /one\.ts/,
  ],
  [
    "a configuration that throws",
    "E_CONFIG",
    {
      "limbeck.config.ts": `interface A { a: 1 }\nthrow new Error("broken on line two");\nexport default {};`,
    },
    ["heads"],
    /limbeck\.config\.ts:2:7: broken on line two/,
  ],
  [
    "a configuration without a default export",
    "E_CONFIG",
    {
      "limbeck.config.ts": `export const config = {};`,
    },
    ["heads"],
    /no default export \(it exports config\)/,
  ],
  [
    "a configuration with a key that is not one",
    "E_CONFIG",
    {
      "limbeck.config.ts": `export default { dataSouce: "x" };`,
    },
    ["heads"],
    /limbeck\.config\.ts has the unknown key "dataSouce".*"dataSource"/,
  ],
  [
    "no DataSource in the configuration",
    "E_DATA_SOURCE_MISSING",
    {
      "limbeck.config.ts": `export default {};`,
    },
    ["current"],
    /dataSource: "\.\/src\/data-source\.ts"/,
  ],
  [
    "a module without a DataSource",
    "E_DATA_SOURCE_MISSING",
    {
      "src/data-source.ts": `export const options = {}; export default () => {};`,
    },
    ["current"],
    /src\/data-source\.ts\. It exports options, default/,
  ],
  [
    "a module with two DataSources",
    "E_DATA_SOURCE_LOAD",
    {
      "src/data-source.ts": `import { DataSource } from "typeorm";
      export const one = new DataSource({ type: "better-sqlite3", database: ":memory:" });
      export const two = new DataSource({ type: "better-sqlite3", database: ":memory:" });`,
    },
    ["current"],
    /exports 2 DataSources \(one, two\)/,
  ],
  [
    "a DataSource that can't be made",
    "E_DATA_SOURCE_LOAD",
    {
      "src/entities.ts": `export interface Gone { a: 1 }\n\nexport const Author = undefinedName;\nexport const Book = 1;`,
    },
    ["current"],
    /src\/entities\.ts:3:\d+: undefinedName is not defined/,
  ],
  [
    "a DataSource file that is not there",
    "E_DATA_SOURCE_LOAD",
    {
      "limbeck.config.ts": `export default { dataSource: "./src/other.ts" };`,
    },
    ["current"],
    /src\/other\.ts.*(no such file|not there|does not exist|Cannot find)/,
  ],
  [
    "patterns of entities that match nothing",
    "E_DATA_SOURCE_LOAD",
    {
      "src/data-source.ts": `import { DataSource } from "typeorm";
      export const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:", entities: ["dist/*.js"] });`,
    },
    ["check"],
    /dist\/\*\.js/,
  ],
  [
    "a database that Limbeck does not know",
    "E_DRIVER_UNSUPPORTED",
    {
      // As a DataSource of a project that has the mongodb driver, which the tests have not.
      "src/data-source.ts": `export const dataSource = { "@instanceof": Symbol.for("DataSource"), isInitialized: true,
      options: { type: "mongodb" }, initialize() {}, createQueryRunner() {}, setOptions() {} };`,
    },
    ["current"],
    /mongodb.*Supported are .*postgres/,
  ],
])("%s is %s", async (_, errorCode, files, argv, message) => {
  const project = createLibrary(files);
  const { code, out, err } = await run(project.root, ...argv);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(new RegExp(`^error ${errorCode}: `));
  expect(err).toMatch(message);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test("a DataSource named by patterns, and TypeORM's own migrations in TypeScript, are no hindrance", async () => {
  const project = createLibrary();
  writeFileSync(
    project.path("src/data-source.ts"),
    `import { DataSource } from "typeorm";
     export default new DataSource({ type: "better-sqlite3", database: ":memory:",
       entities: ["src/entities.ts"], migrations: ["src/old/*.ts"], subscribers: [] });`,
  );
  project.write({
    "src/old/1-old.ts": `import nothing from "./not-there"; export class Old { x!: typeof nothing }`,
  });
  const { code, out } = await run(project.root, "check");
  expect(code).toBe(3);
  expect(out).toMatch(/author/);
  expect(out).toMatch(/book/);
});

const commonJs = {
  "package.json": "{}",
  "src/data-source.ts": `import "reflect-metadata";
    import { join } from "path";
    import { DataSource } from "typeorm";
    import { Author, Book } from "./entities";
    export const dataSource = new DataSource({
      type: "better-sqlite3", database: join(__dirname, "../library.sqlite"), entities: [Author, Book],
    });`,
};

test.each<[string, Record<string, string>]>([
  ["names its module, in an ES module project", {}],
  ["names its module, in a CommonJS project", commonJs],
  [
    "imports it",
    {
      "limbeck.config.ts": `import { defineConfig } from "limbeck";
        import { dataSource } from "./src/data-source.js";
        export default defineConfig({ dataSource });`,
    },
  ],
  [
    "makes it in a function",
    {
      "limbeck.config.mts": `import { defineConfig } from "limbeck";
        export default defineConfig({ dataSource: async () => (await import("./src/data-source.js")).dataSource });`,
      "limbeck.config.ts": "",
    },
  ],
  [
    "is CommonJS and imports it",
    { ...commonJs, "limbeck.config.cjs": `module.exports = { dataSource: "./src/data-source.ts" };` },
  ],
])("the DataSource of a configuration that %s is used", async (_, files) => {
  const project = createLibrary(files);
  if (files["limbeck.config.ts"] === "") rmSync(project.path("limbeck.config.ts"));
  if (files["limbeck.config.cjs"]) rmSync(project.path("limbeck.config.ts"));
  expect(await run(project.root, "revision", "-a", "-m", "first")).toMatchObject(silent);
  expect(await run(project.root, "upgrade")).toMatchObject(silent);
  expect(await run(project.root, "check")).toMatchObject(silent);
  expect(tablesOf(project)).toEqual(["author", "book", "limbeck_version"]);
});
