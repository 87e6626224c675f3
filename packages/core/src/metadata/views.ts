import { tokenise } from "../dialect/sql-tokens.ts";
import { nameKey } from "../schema/object-name.ts";
import type { ObjectName, View } from "../schema/schema.ts";
import { indexesOf } from "./keys.ts";
import type { TableNaming } from "./table-name.ts";
import type { DataSourceLike, EntityMetadataLike } from "./typeorm-shapes.ts";

/** The views that entities declare; those that come from a function are asked for their query once. */
export function viewsOf(
  metadatas: readonly EntityMetadataLike[],
  dataSource: DataSourceLike,
  tableNameOf: TableNaming,
): View[] {
  const views = metadatas.filter(({ tableType, synchronize }) => tableType === "view" && synchronize);
  const names = views.map(tableNameOf);
  return views.map((metadata, at) => {
    const query = definition(metadata, dataSource);
    const materialized = metadata.tableMetadataArgs.materialized === true;
    return {
      ...names[at]!,
      definition: query,
      materialized,
      // TypeORM passes over those of any other view, and no database could make them.
      indexes: materialized ? indexesOf(metadata) : [],
      dependsOn: distinct([...dependencies(metadata, metadatas, tableNameOf), ...readIn(query, names)]),
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
  tableNameOf: TableNaming,
): ObjectName[] {
  return [...(dependsOn ?? [])].flatMap((dependency) => {
    const other = metadatas.find(({ target, name }) => target === dependency || name === dependency);
    return other === undefined ? [] : [tableNameOf(other)];
  });
}

/**
 * Those of `names` that stand in a query where it names what it reads: an entity need not list them. A column of the
 * same name can be taken for one, which costs no more than another order.
 */
function readIn(query: string, names: readonly ObjectName[]): ObjectName[] {
  const tokens = tokenise(query, { backtick: true });
  const read = new Set(
    tokens.flatMap(({ kind, text }, at) => {
      if (kind !== "word" && kind !== "quoted") return [];
      const start = tokens[at - 1]?.text === "." ? at - 2 : at;
      return /^(from|join|,|\()$/i.test(tokens[start - 1]?.text ?? "") ? [text.toLowerCase()] : [];
    }),
  );
  return names.filter(({ name }) => read.has(name.toLowerCase()));
}

function distinct(names: readonly ObjectName[]): ObjectName[] {
  return [...new Map(names.map((name) => [nameKey(name), name])).values()];
}
