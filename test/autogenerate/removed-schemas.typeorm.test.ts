import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assumedDialect } from "@limbeck/core";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const here = entity("reader");

describe.each(databasesWith(({ schemas }) => schemas))(
  "a schema whose last entity was removed, on %s",
  (database) => {
    const dialect = assumedDialect(database === "sqlite" ? "better-sqlite3" : database);
    const { createSchema, tableQualifier } = dialect.capabilities;
    let project: Project;
    let schema: string;
    beforeEach(async () => {
      project = await openProject(database, "removed_schemas");
      schema = tableQualifier === "schema" ? "away" : project.database.nameBeside("away");
      if (!createSchema) await project.database.createBeside("away");
    });
    afterEach(() => project.close());

    const away = (name: string) => entity(name, {}, { [tableQualifier]: schema });
    const qualified = (name: string) => dialect.qualified({ schema, name });
    const ids = async (name: string) =>
      (await project.database.query(`SELECT id FROM ${qualified(name)}`)).map(({ id }) => Number(id));
    const start = async (models: Parameters<Project["revise"]>[0]) => {
      await project.revise(models, "first");
      await project.migrator(models).upgrade();
    };

    it("loses the table that a revision made, with a warning, and nothing else", async () => {
      await start([here, away("loan")]);
      await project.database.query(`CREATE TABLE ${qualified("foreign_table")} (id integer)`);
      await project.database.query(`INSERT INTO ${qualified("foreign_table")} VALUES (7)`);
      const { source } = await project.revise([here], "no loans");
      expect(source).toContain("// warning: drops the table loan, which the revisions made");
      expect(source).not.toContain("foreign_table");
      await project.migrator([here]).upgrade();
      await project.migrator([here]).check();
      expect(await ids("foreign_table")).toEqual([7]);
      await expect(ids("loan")).rejects.toThrow();
      expect((await project.migrator([here]).autogenerate()).unmanaged).toEqual([]);

      await project.migrator([here]).downgrade("-1");
      expect(await ids("loan")).toEqual([]);
      expect((await project.compare([here, away("loan")])).upgradeOps).toEqual([]);
    });

    it("keeps a table that no revision made, also where all unknown tables are to go", async () => {
      await start([here, away("loan")]);
      await project.database.query(`CREATE TABLE ${qualified("foreign_table")} (id integer)`);
      const { upgradeOps } = await project.migrator([here], { dropUnknownTables: true }).autogenerate();
      expect(upgradeOps).toEqual([
        expect.objectContaining({ kind: "dropTable", table: { schema, name: "loan" } }) as unknown,
      ]);
    });

    it("is read in as many queries, however many tables went", async () => {
      const first = [here, away("a")];
      await start(first);
      const one = await queriesOf(project, [here]);
      const more = [...first, ...["b", "c", "d", "e"].map(away)];
      await project.revise(more, "more");
      await project.migrator(more).upgrade();
      expect(await queriesOf(project, [here])).toBe(one);
    });
  },
);

/** How many queries a comparison takes; the DataSource's logger sees them. */
async function queriesOf(project: Project, entities: Parameters<Project["revise"]>[0]): Promise<number> {
  let count = 0;
  const logged = { logQuery: () => count++ };
  const nothing = () => undefined;
  const logger = {
    ...logged,
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  const script = await project.migrator(entities, {}, { logger }).autogenerate();
  expect(script.isEmpty).toBe(false);
  return count;
}
