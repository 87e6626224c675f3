import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { dump } from "../databases/dump.ts";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const n = { type: "int" } as const;
const short = { type: "varchar", length: 9 } as const;

const less = [entity("reader", { n })];
/** Columns whose neutral values (0 and '') their checks refuse, but for the last one. */
const columns = { a: n, b: n, c: n, kind: short, last: n };
const checks = [
  { name: "ck_a", expression: "a > 10" },
  { name: "ck_b", expression: "b <> n" },
  { name: "ck_c", expression: "c < -3" },
  { name: "ck_kind", expression: "kind IN ('one', 'two') AND kind <> 'one'" },
  { name: "ck_last", expression: "last >= 0" },
];
const more = [entity("reader", { n, ...columns }, { checks })];
/** A value that nothing in the check names. */
const refusing = [
  entity(
    "reader",
    { n, code: short },
    { checks: [{ name: "ck_code", expression: "char_length(code) = 3" }] },
  ),
];

describe.each(databaseNames)(
  "a downgrade that brings back what checks refuse to be empty, on %s",
  (database) => {
    let project: Project;
    // SQLite has no char_length().
    const of = (model: typeof refusing) =>
      database === "sqlite"
        ? [
            entity(
              "reader",
              { n, code: short },
              { checks: [{ name: "ck_code", expression: "length(code) = 3" }] },
            ),
          ]
        : model;
    beforeAll(async () => {
      project = await openProject(database, "backfill_checks");
      await project.revise(more, "first");
      await project.migrator(more).upgrade();
      await project.database.query(
        "INSERT INTO reader (n, a, b, c, kind, last) VALUES (0, 20, 5, -9, 'two', 3), (1, 30, 6, -8, 'two', 4)",
      );
    });
    afterAll(() => project?.close());

    it("gives the rows values that the checks allow", async () => {
      const start = await dump(project.database);
      const { source } = await project.revise(less, "less");
      expect(source.match(/, which its checks allow/g)).toHaveLength(4);
      await project.migrator(less).upgrade();
      await project.migrator(more).downgrade("-1");
      expect(await dump(project.database)).toEqual(start);
      const rows = await project.database.query("SELECT a, b, c, kind, last FROM reader ORDER BY n");
      const row = { a: 11, b: -1, c: -4, kind: "two", last: 0 };
      expect(rows).toEqual([row, row]);
      await project.migrator(less).upgrade();
    });

    it("says so where no value is known that they allow", async () => {
      await project.database.query("DELETE FROM reader");
      await project.revise(of(refusing), "code");
      await project.migrator(of(refusing)).upgrade();
      await project.database.query("INSERT INTO reader (n, code) VALUES (1, 'abc')");
      const { source } = await project.revise(less, "without code");
      expect(source).toContain("no value is known that its check ck_code allows");
      expect(source).not.toContain("backfill");
      await project.migrator(less).upgrade();
      // Without transactions around DDL, the column would be left behind.
      if (databasesWith(({ transactionalDdl }) => transactionalDdl).includes(database)) {
        await expect(project.migrator(of(refusing)).downgrade("-1")).rejects.toMatchObject({
          code: "E_STATEMENT",
        });
      }
      await project.database.query("DELETE FROM reader");
      await project.migrator(of(refusing)).downgrade("-1");
      expect((await project.compare(of(refusing))).upgradeOps).toEqual([]);
    });
  },
);
