import type { ObjectName } from "../schema/schema.ts";
import type { EntityMetadataLike } from "./typeorm-shapes.ts";

/** Where an entity's table lies. MySQL calls a schema a database, and TypeORM with it. */
export function tableNameOf({ tableName, schema, database }: EntityMetadataLike): ObjectName {
  const qualifier = schema || database;
  return qualifier ? { schema: qualifier, name: tableName } : { name: tableName };
}
