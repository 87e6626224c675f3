import { assumedDialect, reflect } from "@limbeck/core";
import { DataSource, type DataSourceOptions, EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../databases/index.ts";
import { columnTypes, hasNeutralValue, typeName } from "./column-types/index.ts";

describe.each(databaseNames)("neutral values on %s", (name) => {
  const declared = columnTypes[name].map((type, at) => [`c${at}`, typeName(type), type[0]] as const);
  let database: TestDatabase;
  let values: ReadonlyMap<string, string | undefined>;
  let quote: (name: string) => string;

  beforeAll(async () => {
    database = await createDatabase(name, "neutral");
    const columns = Object.fromEntries(
      declared.map(([column, , options]) => [column, { ...options, nullable: true }]),
    ) as Record<string, EntitySchemaColumnOptions>;
    const entities = [
      new EntitySchema<Record<string, unknown>>({
        name: "t",
        columns: { id: { type: Number, primary: true }, ...columns },
      }),
    ];
    const source = await new DataSource({
      ...database.options,
      entities,
    } as unknown as DataSourceOptions).initialize();
    await source.synchronize();
    const { tables, enums } = await reflect(source);
    await source.destroy();
    const table = tables.find((one) => one.name === "t")!;
    const dialect = assumedDialect(String(database.options.type));
    quote = (text) => dialect.identifier(text);
    values = new Map(
      table.columns.map((column) => [column.name, dialect.neutralValue(column, table, enums)]),
    );
    await database.query("INSERT INTO t (id) VALUES (1)");
  });
  afterAll(() => database?.drop());

  it.each(declared)("%s, %s: is a value of the type, or there is none", async (column, type) => {
    const value = values.get(column);
    if (value === undefined) {
      expect(hasNeutralValue(name, type)).toBe(false);
      return;
    }
    await database.query(`UPDATE t SET ${quote(column)} = ${value}`);
    const [row] = await database.query(`SELECT ${quote(column)} IS NOT NULL AS given FROM t`);
    expect(Boolean(row?.given)).toBe(true);
  });
});
