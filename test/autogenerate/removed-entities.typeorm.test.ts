import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const reader = entity("reader");
const loan = entity("loan", {}, { indices: [{ name: "ix_loan_id", columns: ["id"] }] });

describe.each(databaseNames)("a table without an entity on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "removed");
    await project.database.query("CREATE TABLE foreign_table (id integer)");
    await project.revise([reader, loan], "first");
    await project.migrator([reader, loan]).upgrade();
  });
  afterEach(() => project.close());

  const handWritten = (id: string, down: string, upgrade: string) =>
    writeFile(
      join(project.directory, `${id}.mjs`),
      `/** ${id} */
       export const revision = "${id}";
       export const downRevision = "${down}";
       export async function upgrade(op, context) { ${upgrade} }
       export async function downgrade(op) {}\n`,
    );
  const head = async () => (await project.migrator([]).current()).heads[0]!;

  it("typeorm#7814, #2810: is dropped when a revision made it, with a warning; others stay and are told", async () => {
    const script = await project.migrator([reader]).autogenerate();
    expect(script.upgradeOps.map(({ kind }) => kind)).toEqual(["dropIndex", "dropTable"]);
    expect(script.upgradeOps.at(-1)).toMatchObject({
      table: { name: "loan" },
      warning: expect.stringContaining("loan") as string,
    });
    expect(script.unmanaged).toEqual([{ type: "table", name: "foreign_table" }]);
    expect(script.warnings).toEqual([]);

    const { source } = await project.revise([reader], "second");
    expect(source).toContain("// warning: drops the table loan, which the revisions made");
    await project.migrator([reader]).upgrade();
    await project.migrator([reader]).check();
    expect((await project.reflect()).tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["foreign_table", "reader"]),
    );
    expect((await project.reflect()).tables.map(({ name }) => name)).not.toContain("loan");

    await project.migrator([reader]).downgrade("-1");
    expect((await project.compare([reader, loan])).upgradeOps).toEqual([]);
  });

  it("is known under the name that a revision gave it", async () => {
    await handWritten("bbbb2222", await head(), `await op.renameTable("loan", "lending");`);
    await project.migrator([reader]).upgrade();
    const { upgradeOps } = await project.migrator([reader]).autogenerate();
    expect(upgradeOps).toContainEqual(
      expect.objectContaining({ kind: "dropTable", table: { name: "lending" } }),
    );
  });

  it("stays when its entity is only not synchronised, or when a filter says so", async () => {
    const asleep = entity("loan", {}, { synchronize: false });
    const sleeping = await project.migrator([reader, asleep]).autogenerate();
    expect(sleeping.upgradeOps).toEqual([]);
    expect(sleeping.unmanaged.map(({ name }) => name)).toEqual(["foreign_table"]);
    const includeName = (name: string | undefined, type: string) => type !== "table" || name !== "loan";
    const filtered = await project.migrator([reader], { includeName }).autogenerate();
    expect(filtered.upgradeOps.filter(({ kind }) => kind === "dropTable")).toEqual([]);
    expect(filtered.unmanaged.map(({ name }) => name)).toEqual(["foreign_table"]);
  });

  it("stays in doubt, said so, where a revision needs a database", async () => {
    await handWritten(
      "bbbb2222",
      await head(),
      `const rows = await op.query("SELECT id FROM reader"); if (rows.length === 0) await op.createTable("more", []);`.replace(
        "[])",
        `[{ part: "column", name: "id", type: "integer", options: {} }])`,
      ),
    );
    await handWritten("cccc3333", "bbbb2222", `await context.manager.query("SELECT 1");`);
    await project.migrator([reader]).upgrade();
    const { upgradeOps, warnings } = await project.migrator([reader]).autogenerate();
    expect(upgradeOps.filter(({ kind }) => kind === "dropTable")).toHaveLength(2);
    expect(warnings).toEqual([
      expect.stringContaining("bbbb2222 does to tables could not be told for sure (it asks the database)"),
      expect.stringContaining("cccc3333 does to tables could not be told for sure (it uses context.manager)"),
    ]);
    await project.database.query("DROP TABLE foreign_table");
    expect((await project.migrator([reader]).autogenerate()).warnings).toEqual([]);
  });
});
