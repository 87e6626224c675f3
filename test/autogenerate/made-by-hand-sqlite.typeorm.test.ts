import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { dump } from "../databases/dump.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const note = (columns: object) =>
  entity(
    "note",
    {
      title: { type: "text", default: "x", collation: "NOCASE" },
      body: { type: "text" },
      ...columns,
    },
    { checks: [{ expression: "body <> ''" }], indices: [{ name: "kept", synchronize: false }] },
  );
const first = [note({ place: { type: "integer", default: 0 } })];
const second = [note({ place: { type: "integer", default: 1 }, more: { type: "integer", nullable: true } })];

describe.runIf(databaseNames.includes("sqlite"))(
  "what is made by hand on a table of an entity, on SQLite",
  () => {
    let project: Project;
    const query = (sql: string) => project.database.query(sql);

    beforeEach(async () => {
      project = await openProject("sqlite", "by_hand");
      await project.revise(first, "first");
      await project.migrator(first).upgrade();
      // STRICT has to be there from the start.
      const [made] = await query("SELECT sql FROM sqlite_schema WHERE name = 'note'");
      await query("DROP TABLE note");
      const statements = [
        `${String(made!.sql)} STRICT`,
        "CREATE TABLE log (id integer)",
        "CREATE TRIGGER noted AFTER INSERT ON note WHEN new.place >= 0 BEGIN INSERT INTO log VALUES (new.id); END",
        "CREATE TRIGGER renamed INSTEAD OF UPDATE ON notes BEGIN UPDATE note SET title = new.title; END",
        "CREATE VIEW notes AS SELECT id, title FROM note",
        "CREATE INDEX by_expression ON note (lower(title), place + 1)",
        "CREATE INDEX downwards ON note (title DESC, place)",
        "CREATE INDEX collated ON note (body COLLATE NOCASE)",
        "CREATE INDEX kept ON note (place) WHERE place > 5",
        "INSERT INTO note (id, body) VALUES (41, 'a'), (99, 'b')",
        "DELETE FROM note WHERE id = 99",
        "DELETE FROM log",
      ];
      // A trigger of a view comes after the view.
      statements.push(...statements.splice(3, 1));
      for (const statement of statements) await query(statement);
    });
    afterEach(() => project?.close());

    /** All but the table itself, whatever is quoted. */
    const others = async () => {
      const { "table note": _note, ...rest } = await dump(project.database);
      return JSON.stringify(rest, undefined, 1).replaceAll('\\"', "");
    };

    it("is left alone and told", async () => {
      const { upgradeOps, warnings, unmanaged } = await project.compare(first);
      expect({ upgradeOps, warnings }).toEqual({ upgradeOps: [], warnings: [] });
      expect(unmanaged).toEqual([
        { type: "table", name: "log" },
        { type: "view", name: "notes" },
        ...["by_expression", "downwards", "collated"].map((name) => ({ type: "index", name, table: "note" })),
      ]);
    });

    it("outlives a rebuild of the table and its way back", async () => {
      const before = await others();
      await project.revise(second, "second");
      await project.migrator(second).upgrade();
      await project.migrator(second).check();
      expect(await others()).toEqual(before);

      await query("INSERT INTO note (body) VALUES ('c')");
      expect(await query("SELECT * FROM log")).toEqual([{ id: 100 }]);
      await query("UPDATE notes SET title = 'new'");
      expect(await query("SELECT id FROM note WHERE title = 'NEW' ORDER BY id")).toEqual([
        { id: 41 },
        { id: 100 },
      ]);
      await expect(query("INSERT INTO note (body, place) VALUES ('d', 'no number')")).rejects.toThrow(
        /INTEGER/,
      );

      await project.migrator(first).downgrade("-1");
      expect(await others()).toEqual(before);
      await query("INSERT INTO note (body) VALUES ('e')");
      expect(await query("SELECT max(id) AS id FROM note")).toEqual([{ id: 101 }]);
    });
  },
);
