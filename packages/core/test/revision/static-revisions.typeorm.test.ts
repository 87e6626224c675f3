import { DataSource, type DataSourceOptions } from "typeorm";
import { describe, expect, it } from "vitest";
import { createDatabase, databaseNames } from "../../../../test/databases/index.ts";
import { tableNames } from "../../../../test/support/table-names.ts";
import type { Operations } from "../../src/operation/operations.ts";
import type { RevisionContext } from "../../src/operation/revision-context.ts";
import { Migrator } from "../../src/runner/migrator.ts";

const revisions = [
  {
    revision: "aaaa1111",
    downRevision: null,
    message: "first",
    upgrade: (op: Operations) => op.execute("CREATE TABLE one (id integer)"),
    downgrade: (op: Operations) => op.dropTable("one"),
  },
  {
    revision: "bbbb2222",
    downRevision: "aaaa1111",
    branchLabels: ["shop"],
    // As a revision file types them: the operations of one database, and the context.
    upgrade: async (op: Operations<"postgres">, context: RevisionContext) => {
      await op.execute(`CREATE TABLE ${context.attributes.table as string} (id integer)`);
    },
    downgrade: (op: Operations) => op.dropTable("two"),
  },
];

describe.each(databaseNames)("revisions as a list on %s", (name) => {
  it("need no folder", async () => {
    const database = await createDatabase(name, "static");
    try {
      const dataSource = new DataSource({
        ...database.options,
        entities: [],
      } as unknown as DataSourceOptions);
      const migrator = new Migrator({ dataSource, revisions, attributes: { table: "two" } });
      expect((await migrator.upgrade("shop")).map((step) => step.message)).toEqual(["first", ""]);
      expect(await tableNames(database)).toEqual(["limbeck_version", "one", "two"]);
      expect(await migrator.upgrade("head", { sql: true })).toContain("CREATE TABLE two");
      await migrator.downgrade("base");
      expect(await tableNames(database)).toEqual(["limbeck_version"]);
    } finally {
      await database.drop();
    }
  });
});

it("a list with one id twice is told by its places", async () => {
  const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:" });
  const migrator = new Migrator({ dataSource, revisions: [revisions[0]!, revisions[0]!] });
  await expect(migrator.heads()).rejects.toMatchObject({
    code: "E_REVISION_DUPLICATE",
    message: expect.stringContaining("revisions[0] and revisions[1]"),
  });
});

it.each([1, null, {}])("an item that is %j and no revision is told by its place", async (item) => {
  const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:" });
  const migrator = new Migrator({ dataSource, revisions: [revisions[0]!, item as never] });
  await expect(migrator.heads()).rejects.toMatchObject({
    code: "E_REVISION_ID_MISSING",
    message: expect.stringContaining("revisions[1] exports no revision"),
  });
});
