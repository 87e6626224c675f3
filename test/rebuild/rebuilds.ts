import { afterEach, beforeEach, expect } from "vitest";
import type { DatabaseName } from "../databases/index.ts";
import { type RevisionProject, revisionProject } from "../support/revision-project.ts";

/** Any change of the table `t` that only a rebuild can make. */
export const retype = `await op.alterColumn("t", "n", { type: "bigint" });`;

/** What the tests of a `describe` block see of a database: nothing but what SQLite itself says. */
export function useRebuilds(name: DatabaseName) {
  let project: RevisionProject;
  beforeEach(async () => {
    project = await revisionProject(name, "rebuild");
  });
  afterEach(() => project.remove());
  const query = (sql: string) => project.database.query(sql);
  return {
    get project() {
      return project;
    },
    query,
    script: (sql: string) => project.database.script(sql),
    /** Runs a revision, on a connection that enforces foreign keys. */
    async upgrade(revision = retype) {
      await project.revision("aaaa1111", null, revision);
      await project.migrator().upgrade();
      expect(await query("PRAGMA foreign_key_check")).toEqual([]);
    },
    /** The statements of what belongs to tables, as SQLite keeps them; what is quoted does not matter. */
    async statements(type: "index" | "trigger" | "view") {
      const rows = await query(
        `SELECT sql FROM sqlite_schema WHERE type = '${type}' AND sql IS NOT NULL ORDER BY name`,
      );
      return rows.map(({ sql }) => String(sql).replaceAll('"', ""));
    },
    async tables() {
      const rows = await query(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('limbeck_version', 'sqlite_sequence') ORDER BY name",
      );
      return Object.fromEntries(rows.map((row) => [row.name, row.sql]));
    },
    async typeOf(column: string) {
      const [row] = await query(`SELECT type FROM pragma_table_xinfo('t') WHERE name = '${column}'`);
      return String(row?.type).toLowerCase();
    },
  };
}
