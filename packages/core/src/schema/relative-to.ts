import type { Column, ObjectName, Schema } from "./schema.ts";

/**
 * The schema with names relative to `defaultSchema`: a name that lies in it loses its `schema`.
 *
 * Entities may name the schema that the connection uses anyway (`@Entity({ schema: "public" })`); without this the
 * same table would have two names.
 */
export function relativeTo(schema: Schema, defaultSchema: string | undefined): Schema {
  if (defaultSchema === undefined) return schema;
  const relative = <T extends { readonly schema?: string }>(named: T): T => {
    if (named.schema !== defaultSchema) return named;
    const { schema: _schema, ...rest } = named;
    return rest as T;
  };
  const relativeColumn = (column: Column): Column => {
    const type = relative(column.type);
    return type === column.type ? column : { ...column, type };
  };
  return {
    ...schema,
    defaultSchema,
    schemas: schema.schemas.filter((name) => name !== defaultSchema),
    enums: schema.enums.map(relative),
    sequences: schema.sequences.map(relative),
    tables: schema.tables.map((table) => ({
      ...relative(table),
      columns: table.columns.map(relativeColumn),
      foreignKeys: table.foreignKeys.map((key) => ({
        ...key,
        referencedTable: relative<ObjectName>(key.referencedTable),
      })),
    })),
    views: schema.views.map((view) => ({
      ...relative(view),
      dependsOn: view.dependsOn.map((name) => relative<ObjectName>(name)),
    })),
  };
}
