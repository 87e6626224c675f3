import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { revisionExtensions } from "@limbeck/emitter";
import { defineConfig, Limbeck } from "../src/index.ts";
import { createLibrary, tablesOf } from "./support/library.ts";
import type { Project } from "./support/project.ts";
import { run } from "./support/run.ts";

const config = (more: string) => `import { defineConfig } from "limbeck";
  export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./migrations", ${more} });`;

const autogenerate = ["revision", "-a", "-m", "first", "--rev-id", "aaaa1111"];

const template = (header: string) => `import type { RevisionTemplate } from "limbeck";
  const template: RevisionTemplate = (parts) => [
    "// ${header}", parts.comment, parts.imports, parts.declarations,
    \`export async function upgrade(op: Operations<"\${parts.dialect}">) {\\n\${parts.upgrade}\\n}\`,
    \`export async function downgrade(op: Operations<"\${parts.dialect}">) {\\n\${parts.downgrade}\\n}\`,
  ].join("\\n");
  export default template;`;

const textOf = (project: Project, name: string) => readFileSync(project.path(`migrations/${name}`), "utf8");

/** A library whose folder of sources is CommonJS or ES modules. */
const libraryOf = (type: string, extension: string): Project =>
  createLibrary({
    "package.json": JSON.stringify({ type }),
    "limbeck.config.ts": config(`extension: "${extension}"`),
    ...(type === "commonjs" && {
      "src/data-source.ts": `import { join } from "node:path";
        import { DataSource } from "typeorm";
        import { Author, Book } from "./entities";
        export const dataSource = new DataSource({
          type: "better-sqlite3", database: join(__dirname, "../library.sqlite"), entities: [Author, Book],
        });`,
    }),
  });

describe.each(["module", "commonjs"])("in a package of type %s", (type) => {
  test.each(revisionExtensions)(
    "extension: revisions and merges in .%s are written and run",
    async (extension) => {
      const project = libraryOf(type, extension);
      const limbeck = async (...argv: string[]) => {
        const done = await run(project.root, ...argv);
        expect(done).toMatchObject({ code: 0, err: "" });
        return done.out;
      };
      expect(await limbeck(...autogenerate)).toBe(`wrote migrations/aaaa1111_first.${extension}\n`);
      await limbeck("revision", "-m", "left", "--rev-id", "bbbb2222");
      await limbeck("revision", "-m", "right", "--rev-id", "cccc3333", "--head", "aaaa", "--splice");
      const merged = await limbeck("merge", "heads", "-m", "both", "--rev-id", "dddd4444");
      expect(merged).toBe(`wrote migrations/dddd4444_both.${extension}\n`);
      await limbeck("upgrade");
      expect(tablesOf(project)).toEqual(["author", "book", "limbeck_version"]);
      await limbeck("check");
      expect(await limbeck("show", "head")).toContain("Message: both");
      await limbeck("downgrade", "base");
      expect(tablesOf(project)).toEqual(["limbeck_version"]);
    },
  );
});

describe("template", () => {
  test("is a module of the project, for revisions and merges", async () => {
    const project = createLibrary({
      "limbeck.config.ts": config(`template: "./tools/revision.ts"`),
      "tools/revision.ts": template("© Example Ltd."),
    });
    expect(await run(project.root, ...autogenerate)).toMatchObject({ code: 0, err: "" });
    expect(textOf(project, "aaaa1111_first.ts")).toMatch(/^\/\/ © Example Ltd\.\n\/\*\*\n \* first\n/);
    expect(await run(project.root, "upgrade")).toMatchObject({ code: 0, err: "" });
    expect(tablesOf(project)).toContain("book");
    await run(project.root, "revision", "-m", "x", "--rev-id", "bbbb2222", "--head", "base");
    await run(project.root, "merge", "heads", "-m", "both", "--rev-id", "cccc3333");
    expect(textOf(project, "cccc3333_both.ts")).toMatch(/^\/\/ © Example Ltd\./);
  });

  test("is a function in the configuration, or another module on the command line", async () => {
    const project = createLibrary({
      "limbeck.config.ts": `import template from "./revision";\n${config("template")}`,
      "revision.ts": template("ours"),
      "sub/theirs.ts": template("theirs"),
    });
    await run(project.root, ...autogenerate);
    expect(textOf(project, "aaaa1111_first.ts")).toMatch(/^\/\/ ours\n/);
    const other = ["revision", "-m", "other", "--rev-id", "bbbb2222", "--template", "theirs.ts"];
    expect(await run(project.path("sub"), ...other)).toMatchObject({ code: 0, err: "" });
    expect(textOf(project, "bbbb2222_other.ts")).toMatch(/^\/\/ theirs\n/);
  });

  test.each([
    ["there is none", {}, /The template revision\.ts can't be loaded: /],
    ["it does not compile", { "revision.ts": "export default (" }, /can't be loaded: revision\.ts:1:\d+: /],
    [
      "it exports something else",
      { "revision.ts": "export const a = 1;" },
      /has no function as its default export/,
    ],
    [
      "it makes no revision",
      { "revision.ts": "export default () => '';" },
      /its text has no `export const revision/,
    ],
  ])("is refused when %s, and nothing is written", async (_what, files, message) => {
    const project = createLibrary({ "limbeck.config.ts": config(`template: "./revision.ts"`), ...files });
    const { code, err } = await run(project.root, ...autogenerate);
    expect(code).toBe(1);
    expect(err).toMatch(/^error E_REVISION_TEMPLATE: /);
    expect(err).toMatch(message);
    expect((await run(project.root, "heads")).out).not.toContain("aaaa1111");
  });
});

test("renderItem prints in the project's own words, and what it prints runs", async () => {
  const project = createLibrary({
    "limbeck.config.ts": config(`renderItem: (item) =>
      item.kind === "column" && item.column.name === "name"
        ? { code: "label(50)", imports: { "../src/columns.js": ["label"] } }
        : undefined`),
    "src/columns.ts": `import { column } from "@limbeck/core";
      export const label = (length: number) => column("name", \`varchar(\${length})\`);`,
  });
  expect(await run(project.root, ...autogenerate)).toMatchObject({ code: 0, err: "" });
  const text = textOf(project, "aaaa1111_first.ts");
  expect(text).toContain(`\nimport { label } from "../src/columns.js";\n`);
  expect(text).toContain("    label(50),\n");
  expect(await run(project.root, "upgrade")).toMatchObject({ code: 0, err: "" });
  expect(await run(project.root, "check")).toMatchObject({ code: 0, err: "" });
});

test("Limbeck.revision takes a template of its own, and processRevision decides whether there is anything to write", async () => {
  const project = createLibrary();
  const limbeck = new Limbeck(
    defineConfig({
      dataSource: project.path("src/data-source.ts"),
      directory: project.path("migrations"),
      processRevision: () => ({ upgradeOps: [] }),
    }),
    { root: project.root },
  );
  expect(await limbeck.revision({ message: "first", autogenerate: true })).toBeNull();
  await limbeck.check();
  const written = await limbeck.revision({
    message: "first",
    autogenerate: true,
    empty: true,
    template: ({ comment, imports, declarations, upgrade, downgrade }) =>
      `// by hand\n${comment}\n${imports}\n${declarations}\n` +
      `export const upgrade = async (op: Operations<"sqlite">) => {${upgrade}\n};\n` +
      `export const downgrade = async (op: Operations<"sqlite">) => {${downgrade}\n};\n`,
  });
  expect(written?.source).toMatch(/^\/\/ by hand\n/);
  expect(written?.source.match(/Nothing to do/g)).toHaveLength(2);
});

test("a revision without a message has none, and takes nothing else for it", async () => {
  const project = createLibrary();
  expect(await run(project.root, "revision", "--rev-id", "aaaa1111")).toMatchObject({ code: 0 });
  expect(textOf(project, "aaaa1111.ts")).toMatch(/^\/\*\*\n \* Revision ID: aaaa1111\n/);
  expect((await run(project.root, "heads")).out).toBe("aaaa1111 (head)\n");
});
