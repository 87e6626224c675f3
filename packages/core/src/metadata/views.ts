import type { ObjectName, View } from "../schema/schema.ts";
import { indexesOf } from "./keys.ts";
import { tableNameOf } from "./table-name.ts";
import type { DataSourceLike, EntityMetadataLike } from "./typeorm-shapes.ts";

/** The views that entities declare; those that come from a function are asked for their query once. */
export function viewsOf(metadatas: readonly EntityMetadataLike[], dataSource: DataSourceLike): View[] {
  return metadatas
    .filter(({ tableType, synchronize }) => tableType === "view" && synchronize)
    .map((metadata) => {
      const materialized = metadata.tableMetadataArgs.materialized === true;
      return {
        ...tableNameOf(metadata),
        definition: definition(metadata, dataSource),
        materialized,
        // TypeORM passes over those of any other view, and no database could make them.
        indexes: materialized ? indexesOf(metadata) : [],
        dependsOn: dependencies(metadata, metadatas),
      };
    });
}

/** As TypeORM takes it: trimmed, whatever else it holds. */
function definition({ expression }: EntityMetadataLike, dataSource: DataSourceLike): string {
  const query = typeof expression === "function" ? expression(dataSource).getQuery() : (expression ?? "");
  return query.trim();
}

/** Classes and names that `dependsOn` lists; what is no entity is passed over, as TypeORM does. */
function dependencies(
  { dependsOn }: EntityMetadataLike,
  metadatas: readonly EntityMetadataLike[],
): ObjectName[] {
  return [...(dependsOn ?? [])].flatMap((dependency) => {
    const other = metadatas.find(({ target, name }) => target === dependency || name === dependency);
    return other === undefined ? [] : [tableNameOf(other)];
  });
}
