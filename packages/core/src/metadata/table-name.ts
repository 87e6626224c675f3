import type { Dialect } from "../dialect/dialect.ts";
import type { ObjectName } from "../schema/schema.ts";
import type { DataSourceLike, EntityMetadataLike } from "./typeorm-shapes.ts";

/** Where an entity's table lies. */
export type TableNaming = (metadata: EntityMetadataLike) => ObjectName;

/**
 * The names of tables as TypeORM's driver qualifies them: by the entity's schema or by its database, whichever the
 * database has; the other one is passed over. MySQL calls a schema a database, and SQLite a file beside its own.
 */
export function tableNaming({ options }: DataSourceLike, { capabilities }: Dialect): TableNaming {
  return ({ tableName, schema, database }) => {
    const place = capabilities.tableQualifier === "schema" ? schema : database;
    const isOwn = capabilities.tableQualifier === "database" && place === options.database;
    return place && !isOwn ? { schema: place, name: tableName } : { name: tableName };
  };
}
