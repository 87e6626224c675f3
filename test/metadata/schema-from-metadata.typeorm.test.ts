import { schemaFromMetadata } from "@limbeck/core";
import { DataSource, type DataSourceOptions, DefaultNamingStrategy, EntitySchema } from "typeorm";
import { describe, expect, it } from "vitest";
import { createDatabase, databaseNames } from "../databases/index.ts";
import { firstModel } from "../main-job/model.ts";

/** Where no server answers: what is read there was read without a connection. */
const nowhere = { host: "127.0.0.1", port: 1, database: "/nowhere/at/all.db" };

describe.each(databaseNames)("schemaFromMetadata on %s", (name) => {
  const type = name === "sqlite" ? "better-sqlite3" : name;
  const unconnected = (more: object = {}) =>
    new DataSource({ type, ...nowhere, entities: firstModel(name), ...more } as unknown as DataSourceOptions);

  it("needs no connection, and says the same with one", async () => {
    const database = await createDatabase(name, "metadata");
    try {
      const connected = new DataSource({
        ...database.options,
        entities: firstModel(name),
      } as unknown as DataSourceOptions);
      await connected.initialize();
      const schema = await schemaFromMetadata(unconnected());
      expect(schema).toEqual(await schemaFromMetadata(connected));
      await connected.destroy();
    } finally {
      await database.drop();
    }
  });

  it("knows every kind of table: inheritance is one, a tree and a many-to-many relation have their own", async () => {
    const { tables, views } = await schemaFromMetadata(unconnected());
    expect(tables.map((table) => table.name).sort()).toEqual(
      [
        "branch",
        "card",
        "copy",
        "employee",
        "item",
        "item_topics_topic",
        "reader",
        "topic",
        "topic_closure",
      ].sort(),
    );
    expect(views.map((view) => view.name)).toEqual(["adult_reader"]);
    const item = tables.find((table) => table.name === "item")!;
    expect(item.columns.map((column) => column.name)).toEqual(
      expect.arrayContaining(["id", "code", "type", "pages", "minutes", "area"]),
    );
    expect(item.columns.find((column) => column.name === "pages")!.nullable).toBe(true);
    const reader = tables.find((table) => table.name === "reader")!;
    expect(reader.columns.map((column) => column.name)).toEqual(
      expect.arrayContaining(["homeStreet", "homeZip"]),
    );
    const junction = tables.find((table) => table.name === "item_topics_topic")!;
    expect(junction.primaryKey!.columns).toEqual(["itemId", "topicId"]);
    expect(junction.foreignKeys.map((key) => [key.referencedTable.name, key.onDelete])).toEqual([
      ["item", "cascade"],
      ["topic", "cascade"],
    ]);
  });

  it("uses the prefix and the naming strategy of the DataSource", async () => {
    class Shouting extends DefaultNamingStrategy {
      override tableName(target: string, given: string | undefined): string {
        return super.tableName(target, given).toUpperCase();
      }
      override columnName(property: string, given: string, prefixes: string[]): string {
        return super.columnName(property, given, prefixes).toUpperCase();
      }
    }
    const Reader = new EntitySchema<{ id: number; name: string }>({
      name: "Reader",
      columns: { id: { type: Number, primary: true }, name: { type: String } },
    });
    const { tables } = await schemaFromMetadata(
      unconnected({ entities: [Reader], entityPrefix: "shop_", namingStrategy: new Shouting() }),
    );
    expect(tables.map((table) => table.name)).toEqual(["shop_READER"]);
    expect(tables[0]!.columns.map((column) => column.name)).toEqual(["ID", "NAME"]);
  });

  it("leaves out what says synchronize: false", async () => {
    const Hidden = new EntitySchema<{ id: number }>({
      name: "Hidden",
      synchronize: false,
      columns: { id: { type: Number, primary: true } },
    });
    expect((await schemaFromMetadata(unconnected({ entities: [Hidden] }))).tables).toEqual([]);
  });
});

it.each(databaseNames)(
  "two entities of one table are put together, or refused when they differ (%s)",
  async (name) => {
    const type = name === "sqlite" ? "better-sqlite3" : name;
    const half = (entity: string, column: string, length: number) =>
      new EntitySchema<{ id: number; x: string }>({
        name: entity,
        tableName: "shared",
        columns: {
          id: { type: Number, primary: true },
          x: { name: column, type: "varchar", length },
        },
      });
    const source = (...entities: EntitySchema[]) =>
      new DataSource({ type, ...nowhere, entities } as unknown as DataSourceOptions);
    const { tables } = await schemaFromMetadata(source(half("A", "a", 5), half("B", "b", 5)));
    expect(tables).toHaveLength(1);
    expect(tables[0]!.columns.map((column) => column.name)).toEqual(["id", "a", "b"]);
    await expect(schemaFromMetadata(source(half("A", "a", 5), half("B", "a", 6)))).rejects.toMatchObject({
      code: "E_TABLE_DECLARED_TWICE",
      message: expect.stringMatching(/"A" and "B".*shared/),
    });
  },
);
