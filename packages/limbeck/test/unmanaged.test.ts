import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { createLibrary } from "./support/library.ts";
import { run } from "./support/run.ts";

test("what no entity declares is named by revision, and by check --verbose", async () => {
  const { root, path } = createLibrary();
  const database = new Database(path("library.sqlite"));
  for (let at = 1; at <= 6; at++) database.exec(`CREATE TABLE foreign_${at} (id integer)`);
  database.close();

  expect((await run(root, "check")).err).toBe("");
  const verbose = await run(root, "--verbose", "check");
  expect(verbose.err).toBe(
    "left alone, because no entity declares them:\n" +
      [1, 2, 3, 4, 5, 6].map((at) => `  - table foreign_${at}\n`).join(""),
  );
  const written = await run(root, "revision", "-a", "-m", "first");
  expect(written).toMatchObject({ code: 0, out: expect.stringContaining("wrote ") as string });
  expect(written.err).toContain("  - table foreign_5\n  … and 1 more, which --verbose shows\n");
  await run(root, "upgrade");
  expect(await run(root, "check")).toMatchObject({ code: 0, err: "" });
});
