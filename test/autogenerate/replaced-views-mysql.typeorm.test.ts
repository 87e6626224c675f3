import { EntitySchema } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const note = entity("note", {
  title: { type: "varchar", length: 20 },
  place: { type: "int", default: 0 },
  size: { type: "int", default: 0 },
});

const view = (name: string, expression: string) =>
  new EntitySchema({ name, type: "view", expression, columns: { id: { type: Number } } });

/** As declared, and as somebody makes it later; TypeORM's row does not change with it. */
const replaced: Readonly<Record<string, readonly [declared: string, byHand: string]>> = {
  a_string_for_a_column: ["SELECT id, title FROM note", "SELECT id, 'x' AS title FROM note"],
  another_column: ["SELECT id, place FROM note", "SELECT id, size AS place FROM note"],
  more_conditions: [
    "SELECT id FROM note WHERE NOT place <=> 1",
    "SELECT id FROM note WHERE NOT place <=> 1 AND size > 1",
  ],
  another_operator: [
    "SELECT id FROM note WHERE place NOT IN (1, 2)",
    "SELECT id FROM note WHERE place IN (1, 2)",
  ],
  other_parentheses: [
    "SELECT id FROM note WHERE place = 1 OR size = 2 AND title = 'x'",
    "SELECT id FROM note WHERE (place = 1 OR size = 2) AND title = 'x'",
  ],
  a_limit: [
    "SELECT id, count(*) AS n FROM note GROUP BY id",
    "SELECT id, count(*) AS n FROM note GROUP BY id LIMIT 5",
  ],
  another_case: [
    "SELECT id, upper(title) AS t FROM note WHERE title <> 'a'",
    "SELECT id, upper(title) AS t FROM note WHERE title <> 'A'",
  ],
};

/** What the server writes in quite another way. */
const kept: readonly string[] = [
  "SELECT * FROM note",
  "SELECT n.id, m.title FROM note n NATURAL JOIN note m",
  "SELECT n.id FROM note n, note m CROSS JOIN note o LEFT JOIN (note p, note q) ON p.id = o.id",
  "SELECT id FROM note WHERE EXISTS (SELECT 1 FROM note m WHERE m.place = note.size) AND 1 = 1",
  "SELECT id, NOT place AS a, place DIV 2 AS b, !size AS c, coalesce(title, '') || 'x' AS d FROM note",
  "SELECT id, title FROM (SELECT id, title FROM note WHERE place > 1) AS n WHERE id < 3 ORDER BY 1 LIMIT 2 OFFSET 3",
  "(SELECT id FROM note ORDER BY id LIMIT 2) UNION (SELECT place FROM note) ORDER BY 1;",
  "SELECT id FROM note WHERE place > ALL (SELECT size FROM note) OR (id, size) IN (SELECT id, place FROM note)",
];

const servers = databaseNames.filter((name) => name === "mysql" || name === "mariadb");

describe.each(servers)("views that somebody has replaced, on %s", (database) => {
  let project: Project;
  const entities = [
    note,
    ...Object.entries(replaced).map(([name, [declared]]) => view(name, declared)),
    ...kept.map((declared, at) => view(`kept_${at}`, declared)),
  ];
  beforeAll(async () => {
    project = await openProject(database, "replaced_views");
    await project.revise(entities, "first");
    await project.migrator(entities).upgrade();
  });
  afterAll(() => project.close());

  it("are seen, and no others", async () => {
    await project.migrator(entities).check();
    // A view goes on showing the columns that its tables had.
    await project.database.query("ALTER TABLE note ADD COLUMN more int NULL");
    for (const [name, [, byHand]] of Object.entries(replaced))
      await project.database.query(`CREATE OR REPLACE VIEW ${name} AS ${byHand}`);
    const { upgradeOps, warnings } = await project.compare(entities);
    expect(warnings).toEqual([]);
    const made = upgradeOps.flatMap((operation) => (operation.kind === "createView" ? [operation.view] : []));
    expect(Object.fromEntries(made.map(({ name, definition }) => [name, definition]))).toEqual(
      Object.fromEntries(Object.entries(replaced).map(([name, [declared]]) => [name, declared])),
    );
    await project.revise(entities, "second");
    await project.migrator(entities).upgrade();
    await project.migrator(entities).check();
  });
});
