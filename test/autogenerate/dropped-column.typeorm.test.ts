import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { dump } from "../databases/dump.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const note = (columns: object) => [
  entity(
    "note",
    { title: { type: "varchar", length: 20 }, ...columns },
    { indices: [{ name: "left", synchronize: false }] },
  ),
];
const before = note({ place: { type: "int", default: 0 } });
const after = note({});

/** What no entity declares, of the column that goes and of another one. */
const ofTheColumn = {
  downwards: "CREATE INDEX downwards ON note (title DESC, place)",
  left: "CREATE INDEX `left` ON note (place)",
  by_expression: "CREATE INDEX by_expression ON note ((place + 1))",
  in_part: "CREATE INDEX in_part ON note (id DESC) WHERE place > 5",
} as const;
const ofAnother = "CREATE INDEX other ON note (title DESC, id)";

describe.each(databaseNames)("a column that is dropped with indexes made by hand, on %s", (database) => {
  const made = (Object.keys(ofTheColumn) as (keyof typeof ofTheColumn)[]).filter(
    (name) =>
      (name !== "by_expression" ||
        databasesWith(({ expressionIndexes }) => expressionIndexes).includes(database)) &&
      (name !== "in_part" || databasesWith(({ partialIndexes }) => partialIndexes).includes(database)),
  );
  let project: Project;
  beforeAll(async () => {
    project = await openProject(database, "dropped");
    await project.revise(before, "first");
    await project.migrator(before).upgrade();
    const quote = database === "postgres" ? '"' : "`";
    // SQLite keeps the statement, and Limbeck writes no parentheses that it does not need.
    const statement = (name: keyof typeof ofTheColumn) =>
      ofTheColumn[name]
        .replaceAll("`", quote)
        .replace("((place + 1))", database === "sqlite" ? "(place + 1)" : "((place + 1))");
    for (const name of made) await project.database.query(statement(name));
    await project.database.query(ofAnother);
    await project.database.query("INSERT INTO note (title, place) VALUES ('x', 7)");
  });
  afterAll(() => project?.close());

  it("says that they go, and brings them back", async () => {
    const structure = async () => JSON.stringify(await dump(project.database)).replaceAll(/`|\\"/g, "");
    const start = await structure();
    const { source } = await project.revise(after, "less");
    for (const name of made) {
      expect(source).toMatch(new RegExp(`op\\.dropIndex\\(op\\.f\\("${name}"\\)`));
      expect(source).toContain(`drops the index ${name}, which no entity declares, with note.place`);
    }
    expect(source).not.toContain("other");
    await project.migrator(after).upgrade();
    expect((await project.compare(after)).isEmpty).toBe(true);
    expect(await structure()).toContain("other");
    await project.migrator(before).downgrade("-1");
    expect(await structure()).toBe(start);
  });
});
