import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRevisions } from "../../src/revision/directory.ts";
import { newRevisionId, revisionFileName, slug } from "../../src/revision/file-name.ts";
import { RevisionGraph } from "../../src/revision/graph.ts";
import { loadRevision } from "../../src/revision/load.ts";
import { rowChanges } from "../../src/revision/row-changes.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "limbeck-revisions-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const write = (name: string, source: string) => writeFile(join(directory, name), source);
const head = (revision: string, down: string | null) =>
  `export const revision = "${revision}";\nexport const downRevision = ${JSON.stringify(down)};\n`;
const body = "export async function upgrade() {}\nexport async function downgrade() {}\n";

describe("readRevisions", () => {
  it("takes sources before their compiled copies, and nothing that is no revision", async () => {
    await write("a1_first.ts", head("a1", null));
    await write("a1_first.js", head("a1", null));
    await write("a1_first.d.ts", "export declare const revision: string;");
    await write("b1_second.mjs", head("b1", "a1"));
    await write("notes.md", "# revision");
    await write(".hidden.ts", "");
    await mkdir(join(directory, "folder.ts"));
    const revisions = await readRevisions([directory]);
    expect(revisions.map(({ revision, path }) => [revision, path])).toEqual([
      ["a1", join(directory, "a1_first.ts")],
      ["b1", join(directory, "b1_second.mjs")],
    ]);
  });

  it("names the directory that is missing", async () => {
    const missing = join(directory, "nowhere");
    await expect(readRevisions([missing])).rejects.toMatchObject({
      code: "E_DIRECTORY_MISSING",
      message: expect.stringContaining(missing),
    });
  });

  it("names the file that declares no revision", async () => {
    await write("helper.ts", "export const x = 1;");
    await expect(readRevisions([directory])).rejects.toMatchObject({
      code: "E_REVISION_ID_MISSING",
      message: expect.stringContaining("helper.ts"),
    });
  });

  it("names both files that have one id", async () => {
    await write("one.ts", head("a1", null));
    await write("two.ts", head("a1", null));
    const revisions = await readRevisions([directory]);
    expect(() => new RevisionGraph(revisions)).toThrow(/one\.ts and .*two\.ts/);
  });
});

describe("loadRevision", () => {
  const load = async (name: string) => {
    const [file] = await readRevisions([directory]);
    return loadRevision({ ...file!, path: join(directory, name) });
  };

  it("imports ES modules and CommonJS with Node's own loader", async () => {
    await write("a1.mjs", head("a1", null) + body);
    expect(await load("a1.mjs")).toMatchObject({ upgrade: expect.any(Function) });
    await write("b1.cjs", `exports.revision = "b1";\nexports.upgrade = exports.downgrade = () => {};`);
    expect(await load("b1.cjs")).toMatchObject({ downgrade: expect.any(Function) });
  });

  it("tells a syntax error from an error that the file throws, and from functions that are missing", async () => {
    await write("a1.cjs", `exports.revision = "a1";\nexports.upgrade = function ( {}`);
    const [file] = await readRevisions([directory]);
    // Vitest's own import has errors of its own; this one is Node's.
    const requireFile = async (path: string): Promise<unknown> => createRequire(import.meta.url)(path);
    await expect(loadRevision(file!, requireFile)).rejects.toMatchObject({
      code: "E_REVISION_SYNTAX",
      message: expect.stringContaining("a1.cjs"),
    });
    await write("b1.mjs", `${head("b1", null)}throw new Error("boom");`);
    await expect(load("b1.mjs")).rejects.toMatchObject({
      code: "E_REVISION_LOAD",
      message: expect.stringContaining("boom"),
    });
    await write("c1.mjs", `${head("c1", null)}export async function upgrade() {}`);
    await expect(load("c1.mjs")).rejects.toMatchObject({
      code: "E_REVISION_LOAD",
      details: { missing: ["downgrade"] },
    });
  });
});

describe("names", () => {
  it("makes ids of twelve hexadecimal digits", () => {
    expect(newRevisionId()).toMatch(/^[0-9a-f]{12}$/);
    expect(newRevisionId()).not.toBe(newRevisionId());
  });

  it("makes slugs of messages", () => {
    expect(slug("Add Account-table!")).toBe("add_account_table");
    expect(slug("Überblick: crème brûlée")).toBe("uberblick_creme_brulee");
    expect(slug("../../etc/passwd")).toBe("etc_passwd");
    expect(slug("word ".repeat(30)).length).toBeLessThanOrEqual(40);
    expect(slug("x".repeat(90))).toHaveLength(40);
    expect(revisionFileName({ revision: "a1", message: "!" })).toBe("a1.ts");
    expect(revisionFileName({ revision: "a1", message: "add it" })).toBe("a1_add_it.ts");
  });
});

it("rowChanges deletes what goes and inserts what comes", () => {
  expect(rowChanges(["a", "b"], ["b", "c"])).toEqual({ insert: ["c"], delete: ["a"] });
});
