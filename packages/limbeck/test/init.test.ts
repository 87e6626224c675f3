import { execFile } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { compileErrorsOf } from "../../../test/support/compile-errors.ts";
import { init } from "../src/index.ts";
import { main } from "../src/main.ts";
import { createProject, type Project } from "./support/project.ts";
import { run, type Run } from "./support/run.ts";

const answers = vi.hoisted(() => ({
  asked: [] as string[],
  next: undefined as boolean | symbol | undefined,
}));
vi.mock("@clack/prompts", () => ({
  confirm: async ({ message }: { readonly message: string }) => (answers.asked.push(message), answers.next),
}));

const execute = promisify(execFile);
const kinds = ["module", "commonjs"] as const;
// What `nest` sets up is an application, which test/packaging/nest.test.ts takes from init to HTTP.
const templates = ["default", "package-json", "multidb"] as const;
type Template = (typeof templates)[number];

const packages = { "better-sqlite3": "*", limbeck: "*", "reflect-metadata": "*", typeorm: "*" };
const manifest = (more: object = {}) =>
  JSON.stringify({ name: "library", ...more, dependencies: packages }, null, 2) + "\n";

const entity = (name: string) => `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
@Entity() export class ${name} {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
}`;

/** A new project: packages are installed, two entities are written, and that is all. */
const newProject = (kind: (typeof kinds)[number]): Project =>
  createProject({
    "package.json": manifest({ type: kind }),
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "experimentalDecorators": true, "emitDecoratorMetadata": true } }`,
    "src/author.entity.ts": entity("Author"),
    "src/main/book.entity.ts": entity("Book"),
    "src/second/loan.entity.ts": entity("Loan"),
  });

const manifestOf = (project: Project) =>
  JSON.parse(readFileSync(project.path("package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
    readonly limbeck?: object;
  };

/** A script of package.json, run in this process. */
async function script(project: Project, name: string, ...parameters: string[]): Promise<Run> {
  const [command, ...given] = manifestOf(project).scripts[name]!.split(" ");
  expect(command).toBe("limbeck");
  return run(project.root, ...given, ...parameters);
}

function tablesOf(project: Project, file: string): string[] {
  const database = new Database(project.path(file), { readonly: true, fileMustExist: true });
  try {
    const rows = database.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    return (rows.pluck().all() as string[]).sort();
  } finally {
    database.close();
  }
}

/** The databases of what a template sets up: parameters that choose one, its file, its tables. */
const databases: Readonly<Record<Template, readonly (readonly [string[], string, string[]])[]>> = {
  default: [[[], "database.sqlite", ["author", "book", "limbeck_version", "loan"]]],
  "package-json": [[[], "database.sqlite", ["author", "book", "limbeck_version", "loan"]]],
  multidb: [
    [["--name", "main"], "main.sqlite", ["book", "limbeck_version"]],
    [["--name", "second"], "second.sqlite", ["limbeck_version", "loan"]],
  ],
};

describe.each(kinds)("a new project of the kind %s", (kind) => {
  test.each(templates)("works as the template %s sets it up", async (template) => {
    const project = newProject(kind);
    expect(await run(project.root, "init", "--template", template)).toMatchObject({ code: 0, err: "" });
    for (const [choice, file, tables] of databases[template]) {
      const limbeck = (name: string, ...parameters: string[]) =>
        script(project, name, ...choice, ...parameters);
      const written = await limbeck("migration:generate", "-m", "first");
      expect(written).toMatchObject({
        code: 0,
        err: "",
        out: expect.stringMatching(/^wrote .*_first\.ts\n$/) as unknown,
      });
      expect(await limbeck("migration:upgrade")).toMatchObject({ code: 0, err: "" });
      expect(tablesOf(project, file)).toEqual(tables);
      expect(await limbeck("migration:check")).toMatchObject({ code: 0, err: "" });
      expect(await limbeck("migration:downgrade")).toMatchObject({ code: 0, err: "" });
      expect(tablesOf(project, file)).toEqual(["limbeck_version"]);
    }
  });
});

/** The same in JavaScript, without a word of TypeScript. */
const javaScriptProject = (kind: (typeof kinds)[number]): Project => {
  const schema = (name: string) => {
    const { imported, exported } =
      kind === "module"
        ? { imported: `import { EntitySchema } from "typeorm";`, exported: `export const ${name} =` }
        : { imported: `const { EntitySchema } = require("typeorm");`, exported: `exports.${name} =` };
    return `${imported}
      ${exported} new EntitySchema({
        name: "${name.toLowerCase()}",
        columns: { id: { type: Number, primary: true, generated: true }, name: { type: String } },
      });`;
  };
  return createProject({
    "package.json": manifest({ type: kind }),
    "src/author.entity.js": schema("Author"),
    "src/main/book.entity.js": schema("Book"),
    "src/second/loan.entity.js": schema("Loan"),
  });
};

describe.each(kinds)("a new project in JavaScript, of the kind %s", (kind) => {
  test.each(templates)("works as the template %s sets it up, without TypeScript", async (template) => {
    const project = javaScriptProject(kind);
    expect(await run(project.root, "init", "--template", template)).toMatchObject({ code: 0, err: "" });
    for (const [choice, file, tables] of databases[template]) {
      const limbeck = (name: string, ...parameters: string[]) =>
        script(project, name, ...choice, ...parameters);
      expect(await limbeck("migration:generate", "-m", "first")).toMatchObject({
        code: 0,
        err: "",
        out: expect.stringMatching(/^wrote .*_first\.js\n$/) as unknown,
      });
      expect(await limbeck("migration:upgrade")).toMatchObject({ code: 0, err: "" });
      expect(tablesOf(project, file)).toEqual(tables);
      expect(await limbeck("migration:check")).toMatchObject({ code: 0, err: "" });
      expect(await limbeck("migration:downgrade")).toMatchObject({ code: 0, err: "" });
      expect(tablesOf(project, file)).toEqual(["limbeck_version"]);
    }
    const written = readdirSync(project.root, { recursive: true }).map(String);
    expect(written.filter((path) => path.endsWith(".ts") && !path.startsWith("node_modules"))).toEqual([]);
  });
});

test("npm runs the scripts, in an ES module project and in a CommonJS one", async () => {
  const program = fileURLToPath(new URL("./support/limbeck.mjs", import.meta.url));
  const inProject = async (kind: (typeof kinds)[number]): Promise<void> => {
    const project = newProject(kind);
    project.write({
      "node_modules/.bin/limbeck": `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
    });
    chmodSync(project.path("node_modules/.bin/limbeck"), 0o755);
    await run(project.root, "init");
    const npm = async (...parameters: string[]) =>
      (await execute("npm", ["run", "--silent", ...parameters], { cwd: project.root })).stdout;
    expect(await npm("migration:generate", "--", "-m", "first revision")).toMatch(
      /^wrote migrations\/.*_first_revision\.ts\n$/,
    );
    expect(await npm("migration:upgrade")).toMatch(/^upgrade <base> -> \w+ {2}first revision/);
    expect(await npm("migration:check")).toMatch(/^Nothing to do/);
    expect(tablesOf(project, "database.sqlite")).toEqual(databases.default[0]![2]);
  };
  await Promise.all(kinds.map(inProject));
});

test("the DataSources that it writes compile", async () => {
  const written: string[] = [];
  for (const kind of kinds) {
    for (const template of ["default", "multidb"])
      written.push(...(await init({ root: newProject(kind).root, template })).written);
  }
  const sources = written.filter((path) => path.endsWith("data-source.ts"));
  expect(sources).toHaveLength(6);
  expect(compileErrorsOf(sources)).toEqual([]);
});

describe("a Nest application", () => {
  const appModule = `import { Module } from "@nestjs/common";\n\n@Module({})\nexport class AppModule {}\n`;
  const application = (more: object = {}, text = appModule): Project =>
    createProject({
      "package.json": JSON.stringify({ dependencies: { ...packages, "@nestjs/core": "*" }, ...more }),
      "src/app.module.ts": text,
    });
  const withTypeOrm = { dependencies: { ...packages, "@nestjs/core": "*", "@nestjs/typeorm": "*" } };

  test("is told what to add, and its sources stay as they are", async () => {
    const project = application();
    const { template, written, config, directories, missing, steps } = await init({ root: project.root });
    expect({ template, written }).toEqual({ template: "nest", written: [] });
    expect(config).toBe(project.path("src/app.module.ts"));
    expect(directories).toEqual([project.path("src/migrations")]);
    expect(missing).toEqual(["@limbeck/core", "@limbeck/nestjs", "@nestjs/typeorm"]);
    expect(steps).toEqual([expect.stringContaining(`database: join(__dirname, "../database.sqlite")`)]);
    expect(steps[0]).toContain(
      `LimbeckModule.forRoot({ directory: join(__dirname, "migrations"), onBootstrap: "upgrade" }),`,
    );
    expect(readFileSync(project.path("src/app.module.ts"), "utf8")).toBe(appModule);
    // A .ts file beside src would move dist/main.js to dist/src/main.js.
    expect(readdirSync(project.root).sort()).toEqual(["node_modules", "package.json", "src"]);
  });

  test("gets npm scripts that ask its module", async () => {
    const project = application();
    await init({ root: project.root });
    expect(manifestOf(project).scripts).toEqual({
      "migration:generate": "limbeck --nest src/app.module.ts revision --autogenerate",
      "migration:upgrade": "limbeck --nest src/app.module.ts upgrade",
      "migration:downgrade": "limbeck --nest src/app.module.ts downgrade -1",
      "migration:check": "limbeck --nest src/app.module.ts check",
    });
  });

  test("keeps its own TypeOrmModule, which must not synchronize", async () => {
    const { missing, steps } = await init({ root: application(withTypeOrm).root });
    expect(missing).toEqual(["@limbeck/core", "@limbeck/nestjs"]);
    expect(steps).toEqual([expect.stringContaining("must not synchronize any more")]);
    expect(steps[0]).not.toMatch(/TypeOrmModule\.forRoot\(\{|import \{ TypeOrmModule/);
  });

  test("of ES modules gets their word for its folder, and the revisions a folder of its own", async () => {
    const project = application({ type: "module" });
    const { steps, directories } = await init({ root: project.root, directory: "src/db/revisions" });
    expect(steps[0]).toContain(`join(import.meta.dirname, "db/revisions")`);
    expect(directories).toEqual([project.path("src/db/revisions")]);
  });

  test("that has LimbeckModule already has nothing to add", async () => {
    const project = application({}, `import { LimbeckModule } from "@limbeck/nestjs";\n${appModule}`);
    expect(await init({ root: project.root })).toMatchObject({ template: "nest", steps: [] });
  });

  test("without src/app.module.ts is asked where its module is", async () => {
    const { root } = createProject({ "package.json": JSON.stringify(withTypeOrm) });
    const { steps } = await init({ root });
    expect(steps[0]).toMatch(/^There is no src\/app\.module\.ts\. .*correct the npm scripts/);
  });

  test.each(["migrations", "../revisions", "src"])("does not get revisions in %s", async (directory) => {
    const project = application();
    const before = readFileSync(project.path("package.json"), "utf8");
    await expect(init({ root: project.root, directory })).rejects.toMatchObject({
      code: expect.stringMatching(/^E_(CONFIG|FILE_EXISTS)$/) as unknown,
    });
    expect(readFileSync(project.path("package.json"), "utf8")).toBe(before);
    expect(existsSync(project.path("migrations"))).toBe(false);
  });

  test("can have a configuration all the same", async () => {
    const { config, template } = await init({ root: application().root, template: "default" });
    expect({ template, config }).toEqual({ template: "default", config: expect.stringMatching(/\.ts$/) });
  });
});

test("a DataSource that is there is taken, and none is written", async () => {
  const project = createProject({ "package.json": manifest(), "src/data-source.ts": "export {};" });
  const { written, dataSources } = await init({ root: project.root });
  expect(written).toEqual([project.path("limbeck.config.ts")]);
  expect(dataSources).toEqual([{ path: "./src/data-source.ts" }]);
  expect(readFileSync(project.path("limbeck.config.ts"), "utf8")).toContain(
    `dataSource: "./src/data-source.ts"`,
  );
});

test("in a folder without a package.json, the nearest one upwards says which modules there are", async () => {
  const project = createProject({ "package.json": manifest({ type: "module" }), "api/src/.keep": "" });
  await init({ root: project.path("api") });
  expect(readFileSync(project.path("api/src/data-source.ts"), "utf8")).toContain("import.meta.dirname");
});

test.each([
  ["pg", /type: "postgres",\n {2}url: process\.env\.DATABASE_URL \?\? "postgres:/],
  ["mysql2", /type: "mysql",\n {2}url: process\.env\.DATABASE_URL \?\? "mysql:/],
  ["sqlite3", /type: "sqlite",\n {2}database: join\(/],
])("the DataSource is for the driver that the project has: %s", async (driver, text) => {
  const project = createProject({ "package.json": JSON.stringify({ devDependencies: { [driver]: "*" } }) });
  const { missing } = await init({ root: project.root });
  expect(readFileSync(project.path("src/data-source.ts"), "utf8")).toMatch(text);
  expect(missing).toEqual(["limbeck", "typeorm", "reflect-metadata"]);
});

describe("package.json", () => {
  const own = { build: "tsc", "migration:check": "my check", "migration:upgrade": "limbeck upgrade" };
  const withScripts = () => createProject({ "package.json": manifest({ scripts: own }) });

  test("keeps a script of the same name where nobody can be asked, and that is said", async () => {
    const project = withScripts();
    const { code, out, err } = await run(project.root, "init");
    expect(code).toBe(0);
    expect(out).toContain("added to the scripts of package.json: migration:generate, migration:downgrade\n");
    expect(err).toBe(
      `package.json has a script "migration:check" already ("my check"), which stays. ` +
        `Limbeck's would be "limbeck check"; --yes replaces it.\n`,
    );
    expect(manifestOf(project).scripts).toEqual({
      ...own,
      "migration:generate": "limbeck revision --autogenerate",
      "migration:downgrade": "limbeck downgrade -1",
    });
  });

  test("gets it replaced with --yes", async () => {
    const project = withScripts();
    expect(await run(project.root, "init", "--yes")).toMatchObject({ code: 0, err: "" });
    expect(manifestOf(project).scripts).toMatchObject({ build: "tsc", "migration:check": "limbeck check" });
  });

  test.each<[string, boolean | symbol, number, string]>([
    ["yes", true, 0, "limbeck check"],
    ["no", false, 0, "my check"],
    ["Ctrl-C, which leaves nothing behind", Symbol("cancel"), 130, "my check"],
  ])("is asked about at a terminal: %s", async (_, answer, code, kept) => {
    const project = withScripts();
    const before = readFileSync(project.path("package.json"), "utf8");
    answers.asked.length = 0;
    answers.next = answer;
    const io = { cwd: project.root, write: () => {}, writeError: () => {}, interactive: true, color: false };
    expect(await main(["init"], io)).toBe(code);
    expect(answers.asked).toEqual([
      `package.json has the script "migration:check": "my check". Replace it by "limbeck check"?`,
    ]);
    expect(manifestOf(project).scripts["migration:check"]).toBe(kept);
    if (code === 0) return;
    expect(readFileSync(project.path("package.json"), "utf8")).toBe(before);
    expect(readdirSync(project.root).sort()).toEqual(["node_modules", "package.json"]);
  });

  test("keeps its indentation, line ends and everything else", async () => {
    const text =
      '\uFEFF{\r\n\t"name": "x",\r\n\t"private": true,\r\n\t"scripts": {\r\n\t\t"a": "b"\r\n\t}\r\n}\r\n';
    const project = createProject({ "package.json": text });
    await init({ root: project.root });
    const added = Object.entries({
      a: "b",
      "migration:generate": "limbeck revision --autogenerate",
      "migration:upgrade": "limbeck upgrade",
      "migration:downgrade": "limbeck downgrade -1",
      "migration:check": "limbeck check",
    }).map(([name, command]) => `\t\t"${name}": "${command}"`);
    expect(readFileSync(project.path("package.json"), "utf8")).toBe(
      text.replace('\t\t"a": "b"', added.join(",\r\n")),
    );
  });

  test("may be missing, but for the template that writes into it", async () => {
    const project = createProject({});
    expect((await run(project.root, "init", "-t", "package-json")).err).toMatch(
      /^error E_CONFIG: .*Run npm init first/,
    );
    expect(readdirSync(project.root)).toEqual(["node_modules"]);
    expect((await run(project.root, "init")).out).toContain("npx limbeck revision --autogenerate -m");
    expect(existsSync(project.path("package.json"))).toBe(false);
  });

  test("that can't be read is told before anything is written", async () => {
    const project = createProject({ "package.json": "{ not json" });
    expect((await run(project.root, "init")).err).toMatch(
      /^error E_CONFIG: .*package\.json can't be read: .*nothing was written/,
    );
    expect(readdirSync(project.root).sort()).toEqual(["node_modules", "package.json"]);
  });
});

test.each(["limbeck.config.mjs", "package.json", "src/main.data-source.ts"])(
  "%s is never overwritten",
  async (name) => {
    const project = createProject({ [name]: `{ "limbeck": {} }` });
    await expect(init({ root: project.root, template: "multidb" })).rejects.toMatchObject({
      code: "E_FILE_EXISTS",
    });
    expect(readFileSync(project.path(name), "utf8")).toBe(`{ "limbeck": {} }`);
    expect(existsSync(project.path("migrations"))).toBe(false);
  },
);

test("a template that there is not is refused, with those that there are", async () => {
  const { code, err } = await run(".", "init", "--template", "nets");
  expect(code).toBe(2);
  expect(err).toMatch(/Allowed choices are default, package-json, nest, multidb/);
  await expect(init({ root: ".", template: "nets" })).rejects.toMatchObject({
    code: "E_CONFIG",
    message: expect.stringContaining(`Did you mean "nest"?`) as unknown,
  });
});
