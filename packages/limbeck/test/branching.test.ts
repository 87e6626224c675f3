import { readdirSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, expect, test, vi } from "vitest";
import { createLibrary, revisionFile, tablesOf } from "./support/library.ts";
import { run } from "./support/run.ts";

const table = (name: string) => `await op.execute("CREATE TABLE ${name} (id integer)");`;

/** a leads to b and c. */
const branched = () =>
  createLibrary({
    "migrations/a.ts": revisionFile("aaaa1111", null, "first", table("a")),
    "migrations/b.ts": revisionFile("bbbb2222", "aaaa1111", "left", table("b")),
    "migrations/c.ts": revisionFile("cccc3333", "aaaa1111", "right", table("c")),
  });

afterEach(() => vi.unstubAllEnvs());

test("merge joins branches, and the database follows", async () => {
  const project = branched();
  const limbeck = (...argv: string[]) => run(project.root, ...argv);
  expect((await limbeck("branches")).out).toBe(
    "<base> -> aaaa1111 (branchpoint), first\n  -> cccc3333 (head), right\n  -> bbbb2222 (head), left\n",
  );
  expect((await limbeck("upgrade")).err).toMatch(/^error E_MULTIPLE_HEADS: .*bbbb2222, cccc3333/);
  const merged = await limbeck("merge", "heads", "-m", "join them");
  expect(merged).toMatchObject({ code: 0, err: "" });
  const file = readdirSync(project.path("migrations")).find((name) => name.includes("join_them"))!;
  expect(merged.out).toBe(`wrote migrations/${file}\n`);
  expect(readFileSync(project.path(`migrations/${file}`), "utf8")).toMatch(
    /downRevision = \["bbbb2222", "cccc3333"\]/,
  );
  expect(await limbeck("upgrade")).toMatchObject({ code: 0, err: "" });
  expect(tablesOf(project)).toEqual(["a", "b", "c", "limbeck_version"]);
  expect((await limbeck("heads")).out).toMatch(/^[0-9a-f]{12} \(head\) \(mergepoint\), join them\n$/);
  expect((await limbeck("current", "--check-heads")).code).toBe(0);
});

test("merge refuses fewer than two, and what is joined already", async () => {
  const { root } = branched();
  expect((await run(root, "merge", "bbbb")).err).toMatch(/^error E_MERGE: .*bbbb2222 is what was named/);
  expect((await run(root, "merge", "bbbb", "bbbb2222")).err).toMatch(/^error E_MERGE: /);
  expect((await run(root, "merge", "aaaa", "bbbb")).err).toMatch(
    /^error E_MERGE: .*stands on aaaa1111 already/,
  );
  expect(readdirSync(`${root}/migrations`).filter((name) => name.endsWith(".ts"))).toHaveLength(3);
});

test("current --check-heads ends with 1 while something is left to run", async () => {
  const project = branched();
  expect(await run(project.root, "current", "--check-heads")).toMatchObject({ code: 1, err: "" });
  await run(project.root, "upgrade", "bbbb");
  expect(await run(project.root, "current", "--check-heads")).toMatchObject({
    code: 1,
    out: "bbbb2222 (head), left\nnot at cccc3333 (head), right\n",
  });
  await run(project.root, "upgrade", "heads");
  expect(await run(project.root, "current", "--check-heads")).toMatchObject({ code: 0 });
});

test("heads --resolve-dependencies leaves out what another head needs", async () => {
  const dependent = revisionFile("cccc3333", "aaaa1111", "right").replace(
    "dependsOn: string[] = []",
    'dependsOn: string[] = ["bbbb2222"]',
  );
  const project = createLibrary({
    "migrations/a.ts": revisionFile("aaaa1111", null, "first"),
    "migrations/b.ts": revisionFile("bbbb2222", "aaaa1111", "left"),
    "migrations/c.ts": dependent,
  });
  expect((await run(project.root, "heads")).out).toBe("bbbb2222 (head), left\ncccc3333 (head), right\n");
  expect((await run(project.root, "heads", "--resolve-dependencies")).out).toBe("cccc3333 (head), right\n");
});

test("ensure-version makes the version table and nothing else, again and again", async () => {
  const project = branched();
  for (let time = 0; time < 2; time++) {
    expect(await run(project.root, "ensure-version")).toMatchObject({ code: 0, err: "" });
    expect(tablesOf(project)).toEqual(["limbeck_version"]);
  }
});

test("--sql prints a script that does what the run does, and touches no database", async () => {
  const project = branched();
  const { code, out, err } = await run(project.root, "upgrade", "heads", "--sql");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^PRAGMA foreign_keys = OFF;\n\nBEGIN;\nCREATE TABLE "limbeck_version"/);
  expect(out).toContain("-- upgrade aaaa1111 -> bbbb2222: left\nBEGIN;\nCREATE TABLE b (id integer);\n");
  const database = new Database(project.path("library.sqlite"));
  expect(database.prepare("SELECT name FROM sqlite_master").all()).toEqual([]);
  database.exec(out);
  database.close();
  expect(tablesOf(project)).toEqual(["a", "b", "c", "limbeck_version"]);
  expect((await run(project.root, "current")).out).toBe("bbbb2222 (head), left\ncccc3333 (head), right\n");

  expect((await run(project.root, "downgrade", "base", "--sql")).err).toMatch(
    /^error E_TARGET_SYNTAX: .*Write it as from:to/,
  );
  const back = await run(project.root, "downgrade", "bbbb:aaaa", "--sql");
  expect(back.out).toContain("-- downgrade bbbb2222 -> aaaa1111: left\n");
});

test("edit hands the file to the editor, whose arguments are kept", async () => {
  const project = branched();
  vi.stubEnv("VISUAL", "");
  vi.stubEnv("EDITOR", `"${process.execPath}" -e "require('fs').appendFileSync(process.argv[1], '// seen')"`);
  expect(await run(project.root, "edit", "bbbb")).toEqual({ code: 0, out: "", err: "" });
  expect(readFileSync(project.path("migrations/b.ts"), "utf8")).toMatch(/\/\/ seen$/);

  vi.stubEnv("EDITOR", "exit 3; echo");
  expect((await run(project.root, "edit", "bbbb")).err).toMatch(/^error E_EDITOR: .*exit code 3/);
  vi.stubEnv("EDITOR", "");
  expect((await run(project.root, "edit", "bbbb")).err).toMatch(/^error E_EDITOR: No editor is set\./);
});
