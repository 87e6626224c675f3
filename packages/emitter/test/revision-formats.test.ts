import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assumedDialect, type MigrationScript, type Operation, readRevisions } from "@limbeck/core";
import { loadRevision } from "../../core/src/revision/load.ts";
import { compileErrorsOf } from "../../../test/support/compile-errors.ts";
import { type RevisionExtension, writeRevision, type WrittenRevision } from "../src/index.ts";

const table: Operation = {
  kind: "createTable",
  table: {
    name: "reader",
    columns: [
      { name: "id", type: { name: "integer" }, nullable: false },
      { name: "since", type: { name: "datetime" }, nullable: false, default: "CURRENT_TIMESTAMP" },
    ],
    primaryKey: { columns: ["id"] },
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: [],
    indexes: [],
    options: {},
  },
};
const script: MigrationScript = {
  isEmpty: false,
  upgradeOps: [table],
  downgradeOps: [{ kind: "dropTable", table: { name: "reader" } }],
  warnings: [],
  unmanaged: [],
  dialect: assumedDialect("better-sqlite3"),
  toSql: () => [],
};

/** What the file of a project of that kind is written in. */
const formats: readonly (readonly [RevisionExtension, type: "module" | "commonjs"])[] = [
  ["ts", "module"],
  ["ts", "commonjs"],
  ["mts", "commonjs"],
  ["cts", "module"],
  ["js", "module"],
  ["js", "commonjs"],
  ["mjs", "commonjs"],
  ["cjs", "module"],
];

async function projectOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await mkdir(join(folder, "migrations"), { recursive: true });
  return folder;
}

/** The names of the package for Node, which can't load its sources. */
const builders = {
  "node_modules/@limbeck/core/package.json": "{}",
  "node_modules/@limbeck/core/index.js": `exports.column = exports.primaryKey = exports.sql = exports.check = () => {};`,
};

const message = "@type {number} the readers */ of ${x}";

const nothing: MigrationScript = { ...script, upgradeOps: [], downgradeOps: [] };
const nameOf = ([extension, type]: (typeof formats)[number]) => `${extension}-${type}`;

let root: string;
const directoryOf = (format: (typeof formats)[number]) => join(root, nameOf(format), "migrations");
const written = new Map<string, readonly WrittenRevision[]>();
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "limbeck-formats-"));
  for (const format of formats) {
    const [extension, type] = format;
    await projectOf(nameOf(format), { ...builders, "package.json": JSON.stringify({ type }) });
    const directory = directoryOf(format);
    const labels = { branchLabels: ["shop"], revision: "aaaa1111" };
    const first = await writeRevision(script, { directory, message, extension, ...labels });
    // Without an extension: as the one before.
    const ids = { dependsOn: ["aaaa1111"], revision: "bbbb2222" };
    written.set(nameOf(format), [
      first,
      await writeRevision(nothing, { directory, message: "nothing", ...ids }),
    ]);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.each(formats)(".%s in a package of type %s", (extension, type) => {
  it("has a header that is read without running it, and goes on as the revision before it", async () => {
    const directory = directoryOf([extension, type]);
    const [first, second] = written.get(nameOf([extension, type]))!;
    expect(first!.path).toBe(join(directory, `aaaa1111_type_number_the_readers_of_x.${extension}`));
    expect(second!.path).toBe(join(directory, `bbbb2222_nothing.${extension}`));
    expect(await readRevisions([directory])).toMatchObject([
      { revision: "aaaa1111", downRevision: null, branchLabels: ["shop"], dependsOn: [], message },
      { revision: "bbbb2222", downRevision: "aaaa1111", branchLabels: [], dependsOn: ["aaaa1111"] },
    ]);
  });

  it("has the syntax of its kind", () => {
    const [{ source } = { source: "" }] = written.get(nameOf([extension, type]))!;
    expect(source).toMatch(extension.endsWith("ts") ? /op: Operations<"sqlite">/ : /^\/\/ @ts-check\n/);
    const isCommonJs = extension === "cjs" || (extension === "js" && type === "commonjs");
    expect(/^exports\.upgrade =/m.test(source)).toBe(isCommonJs);
    expect(/^export async function upgrade/m.test(source)).toBe(!isCommonJs);
  });
});

it.each(formats.filter(([extension]) => extension.endsWith("js")))(
  "Node runs .%s in a package of type %s as it stands",
  async (...format) => {
    for (const file of await readRevisions([directoryOf(format)])) {
      const { upgrade, downgrade } = await loadRevision(file);
      expect([upgrade.name, downgrade.name]).toEqual(["upgrade", "downgrade"]);
    }
  },
);

it("compiles under strict, JavaScript as well", async () => {
  const files = (await readRevisions(formats.map(directoryOf))).map(({ path }) => path);
  expect(files).toHaveLength(16);
  const wrong = join(root, "js-module", "wrong.js");
  const source = await readFile(
    files.find((path) => path.includes("js-module"))!,
    "utf8",
  );
  await writeFile(wrong, source.replace('"datetime"', '"datetme"'));
  const errors = compileErrorsOf([...files, wrong], { allowJs: true, checkJs: true });
  expect(errors).toEqual([expect.stringMatching(/^.*wrong\.js:\d+: .*datetme/)]);
}, 240_000);

describe("the first revision of a project", () => {
  const extensionOf = async (name: string, files: Readonly<Record<string, string>>) => {
    const folder = await projectOf(name, files);
    const { path } = await writeRevision(script, { directory: join(folder, "migrations"), message: "x" });
    return path.split(".").at(-1);
  };
  const manifest = `{ "type": "module" }`;

  it("is JavaScript where there is nothing else", async () => {
    expect(await extensionOf("plain", { "package.json": manifest, "src/data-source.js": "" })).toBe("js");
    expect(await extensionOf("root", { "package.json": "{}", "index.mjs": "" })).toBe("js");
  });

  it("is TypeScript where there is any sign of it, or none of anything", async () => {
    const js = { "package.json": manifest, "src/a.js": "" };
    expect(await extensionOf("config", { ...js, "tsconfig.json": "{}" })).toBe("ts");
    expect(await extensionOf("source", { ...js, "limbeck.config.ts": "" })).toBe("ts");
    const packages = `{ "devDependencies": { "typescript": "*" } }`;
    expect(await extensionOf("packages", { ...js, "package.json": packages })).toBe("ts");
    expect(await extensionOf("new", { "package.json": manifest })).toBe("ts");
    expect(await extensionOf("nothing", {})).toBe("ts");
  });
});
