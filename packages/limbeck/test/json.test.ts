import { readdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createLibrary, revisionFile } from "./support/library.ts";
import { run } from "./support/run.ts";

async function json(root: string, ...argv: string[]) {
  const { code, out, err } = await run(root, "--json", ...argv);
  expect(err).toBe("");
  return { code, data: JSON.parse(out) as unknown };
}

const entry = (revision: string, more: object) => ({
  revision,
  downRevisions: [],
  dependsOn: [],
  branchLabels: [],
  labels: [],
  message: "first",
  createDate: "2026-01-01T00:00:00.000Z",
  path: expect.stringMatching(/a\.ts$/) as unknown,
  isHead: true,
  isBranchPoint: false,
  isMergePoint: false,
  ...more,
});

test("every command prints one JSON document, and nothing else", async () => {
  const { root, path } = createLibrary({ "migrations/a.ts": revisionFile("aaaa1111", null, "first") });
  const first = { revisions: [entry("aaaa1111", {})] };
  expect(await json(root, "current")).toEqual({ code: 0, data: { heads: [], unknown: [], atHead: false } });
  for (const command of [["heads"], ["history"], ["show", "head"]]) {
    expect(await json(root, ...command)).toEqual({ code: 0, data: first });
  }
  expect(await json(root, "history", "-i")).toEqual({ code: 0, data: { ...first, current: [] } });
  expect(await json(root, "branches")).toEqual({ code: 0, data: { revisions: [] } });
  expect(await json(root, "upgrade", "--sql")).toEqual({
    code: 0,
    data: { sql: expect.stringContaining("INSERT INTO") as unknown },
  });
  const applied = {
    revision: "aaaa1111",
    direction: "upgrade",
    message: "first",
    from: [],
    to: ["aaaa1111"],
  };
  expect(await json(root, "upgrade")).toEqual({
    code: 0,
    data: { applied: [{ ...applied, milliseconds: expect.any(Number) as unknown }] },
  });
  expect(await json(root, "check")).toEqual({
    code: 3,
    data: { changes: ["create table author", "create table book"], unmanaged: [] },
  });
  const { data } = await json(root, "revision", "-a", "-m", "tables");
  expect(data).toEqual({
    revision: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown,
    path: expect.stringMatching(/_tables\.ts$/) as unknown,
    warnings: [],
    unmanaged: [],
  });
  await json(root, "upgrade");
  expect(await json(root, "check")).toEqual({ code: 0, data: { changes: [], unmanaged: [] } });
  expect(await json(root, "revision", "-a", "-m", "none")).toEqual({ code: 0, data: null });
  expect(await json(root, "stamp", "aaaa")).toEqual({
    code: 0,
    data: { before: [(data as { revision: string }).revision], after: ["aaaa1111"] },
  });
  expect(await json(root, "ensure-version")).toEqual({ code: 0, data: {} });
  writeFileSync(path("migrations/c.ts"), revisionFile("cccc3333", "aaaa1111", "other"));
  expect(await json(root, "merge", "heads")).toMatchObject({
    code: 0,
    data: { revision: expect.any(String) },
  });
  expect(readdirSync(path("migrations")).filter((name) => name.endsWith(".ts"))).toHaveLength(4);
});

test("an error is a document as well, with its code and details, and without a password", async () => {
  const { root } = createLibrary();
  expect(await json(root, "upgrade", "zzzz")).toEqual({
    code: 1,
    data: {
      error: {
        code: "E_REVISION_UNKNOWN",
        message: expect.stringContaining('"zzzz"') as unknown,
        details: { target: "zzzz" },
      },
      applied: [],
    },
  });
  const leaking = createLibrary({
    "src/data-source.ts": `throw new Error("can't reach postgres://ada:s3cret@db/shop");`,
  });
  const { data } = await json(leaking.root, "check");
  expect(data).toMatchObject({
    error: { code: "E_DATA_SOURCE_LOAD", place: expect.stringMatching(/^src\/data-source\.ts:/) },
  });
  expect(JSON.stringify(data)).not.toContain("s3cret");
});
