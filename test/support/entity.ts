import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";

/** An entity with a generated `id` and more columns. */
export function entity(
  tableName: string,
  columns: Record<string, EntitySchemaColumnOptions> = {},
  more: object = {},
): EntitySchema {
  return new EntitySchema({
    name: tableName,
    tableName,
    columns: { id: { type: Number, primary: true, generated: true }, ...columns },
    ...more,
  });
}
