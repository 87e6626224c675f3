import { describe, expect, it } from "vitest";
import { autogenerate } from "../../src/autogenerate/autogenerate.ts";
import { withSession } from "../../src/connection/session.ts";
import { executor } from "../../src/runner/executor.ts";
import { DataSource, type DataSourceOptions, EntitySchema } from "typeorm";
import { createDatabase } from "../../../../test/databases/index.ts";
import { databasesWith } from "../../../../test/support/databases-with.ts";

const databases = databasesWith(({ viewsPinColumns, enumTypes }) => viewsPinColumns && enumTypes);

/** A view that no entity declares, over a column whose type changes. */
function entities(values: readonly string[], length: number) {
  return [
    new EntitySchema<{ id: number; mood: string; name: string }>({
      name: "Reader",
      tableName: "reader",
      columns: {
        id: { type: Number, primary: true, generated: true },
        mood: { type: "enum", enum: [...values], enumName: "mood", default: values[0]! },
        name: { type: "varchar", length },
      },
    }),
  ];
}

describe.each(databases)("on %s", (name) => {
  it.each([
    ["a label goes away", entities(["glad"], 40)],
    ["a column gets another type", entities(["glad", "sad"], 60)],
  ])("a view in the way is made anew when %s", async (_what, after) => {
    const database = await createDatabase(name, "views");
    const dataSource = (list: readonly EntitySchema[]) =>
      new DataSource({ ...database.options, entities: list } as unknown as DataSourceOptions);
    const migrate = async (list: readonly EntitySchema[]) => {
      const { upgradeOps } = await autogenerate(dataSource(list));
      await withSession(dataSource(list), async (session) => {
        const execution = executor(session, {
          revision: "test",
          metadataTableExists: false,
          outside: (use) => use(),
          reach: () => Promise.resolve(),
        });
        for (const operation of upgradeOps) await execution.add(operation);
        await execution.flush();
      });
    };
    try {
      await migrate(entities(["glad", "sad"], 40));
      await database.query("CREATE VIEW moods AS SELECT mood, name FROM reader");
      await database.query("INSERT INTO reader (name) VALUES ('Ada')");
      await migrate(after);
      expect((await autogenerate(dataSource(after))).upgradeOps).toEqual([]);
      expect(await database.query("SELECT * FROM moods")).toEqual([{ mood: "glad", name: "Ada" }]);
    } finally {
      await database.drop();
    }
  });
});
