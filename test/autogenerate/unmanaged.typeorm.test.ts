import type { AutogenerateOptions } from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const name = { type: String, length: 40 } as const;
const reader = entity("reader", { name });

describe.each(databaseNames)("what no entity declares, on %s", (database) => {
  let project: Project;
  beforeEach(async () => {
    project = await openProject(database, "unmanaged");
    await project.revise([reader], "first");
    await project.migrator([reader]).upgrade();
    const part = database === "mysql" || database === "mariadb" ? "name DESC" : "lower(name)";
    const statements = [
      `CREATE INDEX by_hand ON reader (${part})`,
      "CREATE VIEW readers AS SELECT id FROM reader",
      "CREATE TABLE elsewhere (id integer)",
      ...(database === "postgres"
        ? [
            "CREATE TYPE colour AS ENUM ('red')",
            "ALTER TABLE reader ADD CONSTRAINT apart EXCLUDE USING gist (int4range(id, id + 1) WITH &&)",
          ]
        : []),
    ];
    for (const statement of statements) await project.database.query(statement);
  });
  afterEach(() => project.close());

  it("is left alone and told", async () => {
    const script = await project.compare([reader]);
    expect(script.isEmpty).toBe(true);
    expect(script.unmanaged).toEqual([
      { type: "table", name: "elsewhere" },
      { type: "view", name: "readers" },
      ...(database === "postgres" ? [{ type: "enum", name: "colour" }] : []),
      { type: "index", name: "by_hand", table: "reader" },
      ...(database === "postgres" ? [{ type: "exclusion", name: "apart", table: "reader" }] : []),
    ]);
  });

  it("is not told when a filter excludes it", async () => {
    const { unmanaged } = await project.compare([reader], {
      includeName: (own, type) => !(type === "view" && own === "readers"),
      includeObject: (_object, own, type) => !(type === "table" && own === "elsewhere"),
    });
    expect(unmanaged.map((object) => object.name)).not.toContain("readers");
    expect(unmanaged.map((object) => object.name)).not.toContain("elsewhere");
  });
});

describe.each(databaseNames.filter((one) => one !== "sqlite"))("another schema on %s", (database) => {
  it("is looked into when it is named", async () => {
    const project = await openProject(database, "other_schema");
    const other = `${database}_other_${Math.random().toString(36).slice(2, 8)}`;
    await project.database.query(`CREATE SCHEMA ${other}`);
    try {
      await project.database.query(`CREATE TABLE ${other}.far (id integer)`);
      const far = { type: "table", schema: other, name: "far" };
      const told = async (options: AutogenerateOptions) => (await project.compare([], options)).unmanaged;
      expect(await told({})).not.toContainEqual(far);
      expect(await told({ includeSchemas: false })).not.toContainEqual(far);
      expect(await told({ includeSchemas: [other, "nowhere"] })).toContainEqual(far);
      // A MySQL server's other databases are those of other tests, which come and go.
      if (database === "postgres") expect(await told({ includeSchemas: true })).toContainEqual(far);
    } finally {
      await project.database.query(`DROP SCHEMA ${other}${database === "postgres" ? " CASCADE" : ""}`);
      await project.close();
    }
  });
});
