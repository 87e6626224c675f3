import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { createLibrary, revisionFile } from "./support/library.ts";
import { run } from "./support/run.ts";

const config = (more: string) => `import { defineConfig } from "limbeck";
  export default defineConfig({ dataSource: "./src/data-source.ts", ${more} });`;

test("revisions are named by a template, in folders that are found again", async () => {
  const project = createLibrary({
    "limbeck.config.ts": config(`directory: "./migrations", fileTemplate: "%(year)d/%(slug)s-%(rev)s"`),
  });
  const year = String(new Date().getUTCFullYear());
  expect((await run(project.root, "revision", "-m", "one", "--rev-id", "aaaa1111")).out).toBe(
    `wrote migrations/${year}/one-aaaa1111.ts\n`,
  );
  expect(await run(project.root, "revision", "-m", "two", "--rev-id", "bbbb2222")).toMatchObject({ code: 0 });
  expect((await run(project.root, "history")).out).toBe(
    "aaaa1111 -> bbbb2222 (head), two\n<base> -> aaaa1111, one\n",
  );
  expect(existsSync(project.path(`migrations/${year}/two-bbbb2222.ts`))).toBe(true);
});

test("several directories are one history; new revisions go into the first", async () => {
  const project = createLibrary({
    "limbeck.config.ts": config(`directory: ["./migrations", "./plugin/migrations"]`),
    "plugin/migrations/p.ts": revisionFile("eeee5555", null, "plugin"),
  });
  expect(await run(project.root, "revision", "-m", "mine", "--rev-id", "aaaa1111")).toMatchObject({
    code: 0,
  });
  expect(readdirSync(project.path("migrations"))).toContain("aaaa1111_mine.ts");
  expect((await run(project.root, "history")).out).toBe(
    "eeee5555 -> aaaa1111 (head), mine\n<base> -> eeee5555, plugin\n",
  );
});

test("a new revision goes into the folder that was asked for, also into one inside of a folder", async () => {
  const project = createLibrary({
    "limbeck.config.ts": config(`directory: ["./migrations", "./plugin/migrations"], recursive: true`),
    "plugin/migrations/loans/.gitkeep": "",
  });
  const revision = (id: string, path: string) =>
    run(project.root, "revision", "-m", "x", "--rev-id", id, "--version-path", path);
  expect(await revision("aaaa1111", "plugin/migrations")).toMatchObject({ code: 0 });
  expect(await revision("bbbb2222", "./plugin/migrations/loans")).toMatchObject({ code: 0 });
  expect(existsSync(project.path("plugin/migrations/loans/bbbb2222_x.ts"))).toBe(true);
  // As it is typed, from where it is typed.
  const inside = project.path("plugin/migrations/loans");
  expect(
    await run(inside, "revision", "-m", "y", "--rev-id", "dddd4444", "--version-path", ".."),
  ).toMatchObject({ out: "wrote ../dddd4444_y.ts\n" });
  // Not told apart by its first letters.
  expect((await revision("cccc3333", "plugin/migrations-old")).err).toMatch(/^error E_DIRECTORY_MISSING: /);
  expect((await run(project.root, "heads")).out).toBe("dddd4444 (head), y\n");
});
