import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dump } from "../databases/dump.ts";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const name = { type: "varchar", length: 40 } as const;
const less = [entity("reader", { name })];
const column = "unique_one";

describe.each(databaseNames)("a downgrade that brings back a unique column on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "unique_columns");
  });
  afterEach(() => project.close());

  const insert = (values: string) => project.database.query(`INSERT INTO reader ${values}`);
  /** What the rows have in the column, in the order of their ids. */
  const values = async () =>
    (await project.database.query(`SELECT ${column} AS value FROM reader ORDER BY id`)).map(
      ({ value }) => value,
    );

  /** From a model to one with less, with two rows on the way back; the text of the revision. */
  const thereAndBack = async (model: typeof less, rest: typeof less, rows: string) => {
    await project.revise(model, "first");
    await project.migrator(model).upgrade();
    const start = await dump(project.database);
    await insert(rows);
    const { source } = await project.revise(rest, "less");
    await project.migrator(rest).upgrade();
    await project.database.query("INSERT INTO reader (name) SELECT name FROM reader");
    await project.migrator(model).downgrade("-1");
    expect(await dump(project.database)).toEqual(start);
    expect((await project.compare(model)).upgradeOps).toEqual([]);
    return source;
  };

  it.each([
    ["text", { type: "varchar", length: 20 }, ["1", "2", "3", "4"]],
    ["number", { type: "bigint" }, [1, 2, 3, 4]],
  ] as const)("gives each row a %s of its own, from its key", async (_type, declared, expected) => {
    const model = [entity("reader", { name, [column]: { ...declared, unique: true } })];
    const source = await thereAndBack(
      model,
      less,
      `(name, ${column}) VALUES ('Ada', '7001'), ('Bo', '7002')`,
    );
    expect(source).toMatch(
      /\/\/ warning: rows without a value in reader\.unique_one get .*id.*, as no two may/,
    );
    expect(
      (await values()).map((value) => (typeof expected[0] === "number" ? Number(value) : value)),
    ).toEqual(expected);
  });

  it("gives the rows what is unique beside another column", async () => {
    const shelf = { type: "varchar", length: 20 } as const;
    const model = [entity("reader", { name, [column]: shelf }, { uniques: [{ columns: ["name", column] }] })];
    await thereAndBack(model, less, `(name, ${column}) VALUES ('Ada', 'a'), ('Ada', 'b')`);
    expect(new Set(await values()).size).toBe(4);
  });

  it("gives them the plain value where another key tells them apart", async () => {
    const model = [
      entity(
        "reader",
        { name, [column]: { type: "varchar", length: 20 } },
        { uniques: [{ columns: ["id", column] }] },
      ),
    ];
    const source = await thereAndBack(model, less, `(name, ${column}) VALUES ('Ada', 'a'), ('Bo', 'b')`);
    expect(source).not.toContain("no two");
    expect(await values()).toEqual(["", "", "", ""]);
  });

  it("leaves alone what rows have already", async () => {
    const code = { type: "varchar", length: 40, unique: true } as const;
    const required = [entity("reader", { name, [column]: code })];
    const optional = [entity("reader", { name, [column]: { ...code, nullable: true } })];
    await thereAndBack(required, optional, `(name, ${column}) VALUES ('Ada', '3'), ('Bo', '4')`);
    const [ada, bo, ...others] = await values();
    expect([ada, bo]).toEqual(["3", "4"]);
    expect(new Set(others).size).toBe(2);
  });

  it("says so where it knows no such values, and loses no row", async () => {
    const model = [entity("reader", { name, [column]: { type: "date", unique: true } })];
    await project.revise(model, "first");
    await project.migrator(model).upgrade();
    await insert(`(name, ${column}) VALUES ('Ada', '2001-02-03'), ('Bo', '2002-03-04')`);
    const { source } = await project.revise(less, "less");
    expect(source).toContain(": fails while there are two such rows, as it is unique");
    await project.migrator(less).upgrade();
    await expect(project.migrator(model).downgrade("-1")).rejects.toMatchObject({ code: "E_STATEMENT" });
    expect(await project.database.query("SELECT name FROM reader ORDER BY id")).toEqual([
      { name: "Ada" },
      { name: "Bo" },
    ]);
    if (databasesWith(({ transactionalDdl }) => transactionalDdl).includes(database)) {
      expect((await project.compare(less)).upgradeOps).toEqual([]);
    }
  });
});
