import { autogenerate, Migrator, type Operations, reflect } from "@limbeck/core";
import type { DataSource as OwnDataSource } from "typeorm";
import { DataSource, type DataSourceOptions, EntitySchema } from "typeorm-03";
import { describe, expect, it } from "vitest";
import { runOperations } from "../conformance/run-operations.ts";
import { createDatabase, databaseNames, sqlite3Driver, type TestDatabase } from "../databases/index.ts";

// The driver `sqlite3`, which only TypeORM 0.3 has; TypeORM 1 dropped it.
const library = (pages: object, isSecond = false) => [
  new EntitySchema<{ id: number; name: string }>({
    name: "Author",
    tableName: "author",
    columns: {
      id: { type: Number, primary: true, generated: true },
      name: { type: String, length: 50, default: "it''s" },
    },
    checks: [{ expression: `"name" <> ''` }],
  }),
  new EntitySchema<{ id: number; pages: number; author: object }>({
    name: "Book",
    tableName: "book",
    columns: { id: { type: Number, primary: true, generated: true }, pages: pages as { type: "int" } },
    relations: {
      author: { type: "many-to-one", target: "Author", onDelete: isSecond ? "SET NULL" : "CASCADE" },
    },
    indices: [{ columns: ["pages"], where: `"pages" > 100` }],
  }),
];

describe.each(databaseNames.filter((name) => name === "sqlite"))("the driver sqlite3 on %s", () => {
  const first = library({ type: "int" });
  const second = library({ type: "bigint", default: 1 }, true);

  async function dataSource(database: TestDatabase, entities: readonly EntitySchema[]) {
    const { database: file } = database.options;
    const options = { type: "sqlite", driver: await sqlite3Driver(), database: file, entities };
    // To the type checker the classes of the two majors are two.
    return new DataSource(options as unknown as DataSourceOptions) as unknown as OwnDataSource;
  }

  it("creates, changes with rows in the tables, and goes back", async () => {
    const database = await createDatabase("sqlite", "sqlite3");
    try {
      const script = await autogenerate(await dataSource(database, first));
      expect(script.upgradeOps.length).toBeGreaterThan(2);
      for (const sql of script.toSql("upgrade")) await database.query(sql);
      expect((await autogenerate(await dataSource(database, first))).upgradeOps).toEqual([]);
      const start = await reflect(await dataSource(database, []));
      await database.query(`INSERT INTO author (name) VALUES ('Ada')`);
      await database.query(`INSERT INTO book (pages, "authorId") VALUES (341, 1)`);

      const change = await autogenerate(await dataSource(database, second));
      const revisions = [
        {
          revision: "aaaa1111",
          downRevision: null,
          upgrade: async (op: Operations) => {
            for (const sql of change.toSql("upgrade")) await op.execute(sql);
          },
          downgrade: async (op: Operations) => {
            for (const sql of change.toSql("downgrade")) await op.execute(sql);
          },
        },
      ];
      const migrator = new Migrator({ dataSource: await dataSource(database, second), revisions });
      expect(await migrator.upgrade()).toHaveLength(1);
      await migrator.check();
      expect(await database.query("SELECT * FROM book")).toEqual([{ id: 1, pages: 341, authorId: 1 }]);
      await migrator.downgrade("base");
      const { tables } = await reflect(await dataSource(database, []));
      expect(tables.filter(({ name }) => name !== "limbeck_version")).toEqual(start.tables);
      expect(await database.query("SELECT pages FROM book")).toEqual([{ pages: 341 }]);
    } finally {
      await database.drop();
    }
  });

  it("attaches a second file", async () => {
    const database = await createDatabase("sqlite", "sqlite3_files");
    try {
      await database.createBeside("other");
      const columns = { id: { type: Number, primary: true } };
      const entities = (length: number) => [
        new EntitySchema({
          name: "Reader",
          database: "other.db",
          columns: { ...columns, name: { type: String, length } },
        }),
      ];
      for (const length of [20, 40]) {
        const { upgradeOps } = await autogenerate(await dataSource(database, entities(length)));
        await runOperations(await dataSource(database, entities(length)), upgradeOps);
        expect((await autogenerate(await dataSource(database, entities(length)))).upgradeOps).toEqual([]);
      }
      expect(await database.query(`SELECT name FROM "other.db".sqlite_schema WHERE type = 'table'`)).toEqual([
        { name: "reader" },
      ]);
    } finally {
      await database.drop();
    }
  });

  it("adopts what synchronize() made", async () => {
    const database = await createDatabase("sqlite", "sqlite3_adopt");
    try {
      const source = await (await dataSource(database, first)).initialize();
      await source.synchronize();
      await source.destroy();
      expect((await autogenerate(await dataSource(database, first))).upgradeOps).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});
