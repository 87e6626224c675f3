import { writeFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { compileErrors } from "../support/compile-errors.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const name = { type: String, length: 40 } as const;
const before = [entity("reader", { name, city: { type: String, length: 20, nullable: true } })];
const after = [
  entity("reader", {
    name,
    city: { type: String, length: 30 },
    language: { type: String, length: 2 },
    visits: { type: Number },
  }),
];
/** What a person does: a value in place of each placeholder. */
const filled = (source: string) =>
  source
    .replace(/fillIn\("reader\.language.*"\)/, `"it"`)
    .replace(/fillIn\("reader\.visits.*"\)/, "7")
    .replace(/fillIn\("reader\.city.*"\)/, "sql`name`")
    .replace("fillIn, ", source.includes("reader.city") ? "sql, " : "")
    .replace("primaryKey, sql, sql,", "primaryKey, sql,");

describe.each(databaseNames)("a column that must not be NULL, on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "backfill");
    await project.revise(before, "first");
    await project.migrator(before).upgrade();
  });
  afterEach(() => project.close());

  const insert = () =>
    project.database.query("INSERT INTO reader (name, city) VALUES ('Ada', 'Pisa'), ('Bo', NULL)");
  const rows = (columns: string) => project.database.query(`SELECT ${columns} FROM reader ORDER BY id`);

  it("takes the plain form on a table without rows", async () => {
    const { upgradeOps } = await project.compare(after);
    expect(upgradeOps.map(({ kind }) => kind)).toEqual(["addColumn", "addColumn", "alterColumn"]);
  });

  it("asks for a value where there are rows, and keeps them", async () => {
    await insert();
    const start = await project.reflect();
    const { path, source } = await project.revise(after, "second");
    expect(compileErrors(path).join()).toContain("FillIn");
    expect(source.match(/= fillIn\(/g)).toHaveLength(3);
    await writeFile(path, filled(source));
    expect(compileErrors(path), filled(source)).toEqual([]);

    await project.migrator(after).upgrade();
    expect(await rows("name, city, language, visits")).toEqual([
      { name: "Ada", city: "Pisa", language: "it", visits: 7 },
      { name: "Bo", city: "Bo", language: "it", visits: 7 },
    ]);
    await project.migrator(after).check();

    await project.migrator(before).downgrade("-1");
    expect(await project.reflect()).toEqual({
      ...start,
      tables: expect.arrayContaining([...start.tables]) as unknown,
    });
    expect(await rows("name, city")).toEqual([
      { name: "Ada", city: "Pisa" },
      { name: "Bo", city: "Bo" },
    ]);
    expect((await project.compare(before)).upgradeOps).toEqual([]);
  });

  it("changes nothing while a value is missing", async () => {
    await insert();
    const start = await project.reflect();
    await project.revise(after, "second");
    await expect(project.migrator(after).upgrade()).rejects.toMatchObject({
      code: "E_FILL_IN",
      message: expect.stringContaining("reader.") as string,
    });
    expect(await project.reflect()).toEqual(start);
  });

  it("takes the default of a column that was nullable", async () => {
    await insert();
    const model = [entity("reader", { name, city: { type: String, length: 20, default: "Rome" } })];
    const { source } = await project.revise(model, "second");
    expect(source).not.toContain("fillIn");
    await project.migrator(model).upgrade();
    expect(await rows("city")).toEqual([{ city: "Pisa" }, { city: "Rome" }]);
    await project.migrator(model).check();
    await project.migrator(before).downgrade("-1");
    expect((await project.compare(before)).upgradeOps).toEqual([]);
  });
});

describe.runIf(databaseNames.some((one) => one === "mysql" || one === "mariadb"))(
  "a time of the last change",
  () => {
    it.each(databaseNames.filter((one) => one === "mysql" || one === "mariadb"))(
      "is not touched by a backfill on %s",
      async (database) => {
        const project = await openProject(database, "backfill_on_update");
        try {
          const changed = {
            type: "datetime",
            precision: 6,
            onUpdate: "CURRENT_TIMESTAMP(6)",
            nullable: true,
          } as const;
          const first = [entity("reader", { changed })];
          await project.revise(first, "first");
          await project.migrator(first).upgrade();
          await project.database.query("INSERT INTO reader (changed) VALUES ('2001-02-03 04:05:06')");
          const second = [entity("reader", { changed, visits: { type: Number } })];
          await project.revise(second, "second", filled);
          await project.migrator(second).upgrade();
          expect(await project.database.query("SELECT visits, YEAR(changed) AS changed FROM reader")).toEqual(
            [{ visits: 7, changed: 2001 }],
          );
        } finally {
          await project.close();
        }
      },
    );
  },
);
