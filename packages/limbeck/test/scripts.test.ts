import { expect, test } from "vitest";
import { createLibrary, revisionFile, tablesOf } from "./support/library.ts";
import { run } from "./support/run.ts";

const project = () =>
  createLibrary({
    "migrations/a.ts": revisionFile(
      "aaaa1111",
      null,
      "first",
      `await op.execute("CREATE TABLE a (id integer)");`,
    ),
    "migrations/b.ts": revisionFile("bbbb2222", "aaaa1111", "next", `await op.query("SELECT 1");`),
  });

test("--dry-run prints what would run on the database as it is, and changes nothing", async () => {
  const { root, ...files } = project();
  const first = await run(root, "upgrade", "+1", "--dry-run");
  expect(first).toMatchObject({ code: 0, err: "1 revision would run. Nothing was changed.\n" });
  expect(first.out).toContain("-- upgrade <base> -> aaaa1111: first\nBEGIN;\nCREATE TABLE a (id integer);\n");
  expect(tablesOf({ root, ...files })).toEqual([]);

  await run(root, "upgrade", "+1");
  const second = await run(root, "upgrade", "--dry-run");
  expect(second.err).toBe(
    "1 revision would run; of 1 of them not every statement can be told without running it. Nothing was changed.\n",
  );
  expect(second.out).not.toContain("CREATE TABLE");
  const back = await run(root, "--json", "downgrade", "-1", "--dry-run");
  expect(JSON.parse(back.out)).toMatchObject({
    from: ["aaaa1111"],
    to: [],
    revisions: [
      { revision: "aaaa1111", direction: "downgrade", message: "first", from: ["aaaa1111"], to: [] },
    ],
    sql: expect.stringContaining(`DELETE FROM "limbeck_version" WHERE "revision" = 'aaaa1111';`),
  });
  expect((await run(root, "current")).out).toMatch(/^aaaa1111/);
  await run(root, "upgrade");
  expect(await run(root, "upgrade", "--dry-run")).toEqual({
    code: 0,
    out: "Nothing to do: the database is at head already.\n",
    err: "",
  });
  expect(await run(root, "upgrade", "--dry-run", "--sql")).toMatchObject({
    code: 2,
    err: expect.stringContaining("'--dry-run' cannot be used with option '--sql'"),
  });
});

test("stamp --sql prints the statements of the version table, and touches no database", async () => {
  const { root, ...files } = project();
  expect(await run(root, "stamp", "aaaa:head", "--sql")).toEqual({
    code: 0,
    out: `PRAGMA foreign_keys = OFF;

-- stamp aaaa1111 -> bbbb2222
BEGIN;
DELETE FROM "limbeck_version" WHERE "revision" = 'aaaa1111';
INSERT INTO "limbeck_version" ("revision") VALUES ('bbbb2222');
COMMIT;

PRAGMA foreign_keys = ON;
`,
    err: "",
  });
  const { out } = await run(root, "--json", "stamp", "head", "--sql", "--purge");
  expect(JSON.parse(out)).toEqual({
    sql: expect.stringContaining(`DELETE FROM "limbeck_version";\nINSERT INTO`),
  });
  expect((await run(root, "stamp", "aaaa:head", "bbbb:head", "--sql")).err).toMatch(
    /^error E_TARGET_SYNTAX: .*starts at one place/,
  );
  expect(tablesOf({ root, ...files })).toEqual([]);
});
