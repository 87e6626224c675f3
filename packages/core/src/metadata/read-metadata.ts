import { setImmediate } from "node:timers/promises";
import type { Dialect } from "../dialect/dialect.ts";
import type { Declaration } from "../dialect/declared-column.ts";
import { MetadataError } from "../errors.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import { displayName, nameKey } from "../schema/object-name.ts";
import type { EnumType, ObjectName, Schema, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { declaredColumns } from "./declared-columns.ts";
import {
  checksOf,
  exclusionsOf,
  foreignKeysOf,
  indexesOf,
  primaryKeyOf,
  uniquesOf,
  unmanagedIndexNames,
} from "./keys.ts";
import { tableNaming, type TableNaming } from "./table-name.ts";
import type { DataSourceLike, EntityMetadataLike } from "./typeorm-shapes.ts";
import { viewsOf } from "./views.ts";

/** What the entities declare. */
export interface WantedSchema {
  readonly schema: Schema;
  /** Tables and views of entities with `synchronize: false`: they are somebody else's, and not unknown. */
  readonly unsynchronisedTables: readonly ObjectName[];
  /** Indexes with `synchronize: false`: whatever the database has under these names stays. */
  readonly unmanagedIndexes: readonly { readonly table: ObjectName; readonly name: string }[];
}

/** What has keys and indexes. */
type Owners = Pick<Schema, "tables" | "views">;

/** How many entities are read before whatever else is ready gets its turn. */
const entitiesATurn = 25;

/**
 * Turns the entity metadata of a DataSource into the schema that they mean for its database.
 *
 * The metadata must have been built: see {@link prepareMetadata}. Nothing of TypeORM's own way from metadata to SQL is
 * used: it reads the database, and it loses things.
 *
 * It is asynchronous because a thousand entities take as long as a server takes to read its catalogs: both go on at once.
 *
 * @param renamed gives keys and indexes other names than TypeORM's; absent: they keep these.
 * @throws {MetadataError} `E_METADATA`, `E_TABLE_DECLARED_TWICE`.
 */
export async function readMetadata(
  dataSource: DataSourceLike,
  dialect: Dialect,
  renamed: (owners: Owners) => Owners = (owners) => owners,
): Promise<WantedSchema> {
  const metadatas = dataSource.entityMetadatas as readonly EntityMetadataLike[];
  const stored = storedEntities(metadatas);
  const tableNameOf = tableNaming(dataSource, dialect);
  const read: ReadTable[] = [];
  for (const [at, metadata] of stored.entries()) {
    if (at % entitiesATurn === entitiesATurn - 1) await setImmediate();
    read.push(readTable(metadata, dataSource, dialect, tableNameOf));
  }
  const { tables, views } = renamed({
    tables: mergeTables(read),
    views: viewsOf(metadatas, dataSource, tableNameOf),
  });
  const declarations = read.flatMap((table) => table.declarations);
  return {
    schema: dialect.normalise({
      schemas: schemasOf(metadatas, tableNameOf),
      extensions: unique([
        ...(dataSource.options.extensions ?? []),
        ...declarations.flatMap(({ extensions = [] }) => extensions),
      ]),
      enums: mergeEnums(declarations),
      sequences: [],
      tables,
      views,
    }),
    unsynchronisedTables: metadatas.filter(({ synchronize }) => !synchronize).map(tableNameOf),
    unmanagedIndexes: stored.flatMap((metadata) =>
      unmanagedIndexNames(metadata).map((name) => ({ table: tableNameOf(metadata), name })),
    ),
  };
}

/** The schemas in which the entities of a DataSource lie, as {@link readMetadata} tells them, and known much earlier. */
export function declaredSchemas(dataSource: DataSourceLike, dialect: Dialect): readonly string[] {
  const metadatas = dataSource.entityMetadatas as readonly EntityMetadataLike[];
  const schemas = schemasOf(metadatas, tableNaming(dataSource, dialect));
  return dialect.normalise({ ...emptySchema, schemas }).schemas;
}

function schemasOf(metadatas: readonly EntityMetadataLike[], tableNameOf: TableNaming): string[] {
  const views = metadatas.filter(({ synchronize, tableType }) => synchronize && tableType === "view");
  return unique(
    [...storedEntities(metadatas), ...views].flatMap((entity) => tableNameOf(entity).schema ?? []),
  );
}

/** Those with a table. The child entities of single-table inheritance live in that of their root, which has their columns too. */
function storedEntities(metadatas: readonly EntityMetadataLike[]): EntityMetadataLike[] {
  return metadatas.filter(
    ({ synchronize, tableType }) => synchronize && tableType !== "entity-child" && tableType !== "view",
  );
}

interface ReadTable {
  readonly entity: string;
  readonly table: Table;
  readonly declarations: readonly Declaration[];
}

function readTable(
  metadata: EntityMetadataLike,
  dataSource: DataSourceLike,
  dialect: Dialect,
  tableNameOf: TableNaming,
): ReadTable {
  const name = tableNameOf(metadata);
  const declarations = declaredColumns(metadata, name, dataSource).map((column) =>
    dialect.declareColumn(column),
  );
  const primaryKey = primaryKeyOf(metadata, dataSource);
  return {
    entity: metadata.name,
    declarations,
    table: {
      ...name,
      columns: declarations.map(({ column }) => column),
      ...(primaryKey === undefined ? {} : { primaryKey }),
      uniques: uniquesOf(metadata),
      checks: [...declarations.flatMap(({ checks = [] }) => checks), ...checksOf(metadata)],
      exclusions: exclusionsOf(metadata),
      foreignKeys: foreignKeysOf(metadata, tableNameOf),
      indexes: indexesOf(metadata),
      ...(metadata.comment ? { comment: metadata.comment } : {}),
      options: {
        ...(metadata.engine ? { engine: metadata.engine } : {}),
        ...(metadata.withoutRowid ? { withoutRowid: true } : {}),
      },
    },
  };
}

/**
 * One table for all entities that are mapped to it. TypeORM lets several entities have one table, and then each takes
 * away what the others declare; here their parts are put together.
 */
function mergeTables(read: readonly ReadTable[]): Table[] {
  const byKey = new Map<string, ReadTable>();
  for (const next of read) {
    const key = nameKey(next.table);
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? next : { ...next, table: mergeTwo(before, next) });
  }
  return [...byKey.values()].map(({ table }) => table);
}

function mergeTwo(a: ReadTable, b: ReadTable): Table {
  const columns = new Map(a.table.columns.map((column) => [column.name, column]));
  for (const column of b.table.columns) {
    const other = columns.get(column.name);
    if (other !== undefined && stableJson(other) !== stableJson(column))
      throw declaredTwice(a, b, `the column "${column.name}"`);
    columns.set(column.name, column);
  }
  if (stableJson(a.table.primaryKey ?? null) !== stableJson(b.table.primaryKey ?? null)) {
    throw declaredTwice(a, b, "its primary key");
  }
  return {
    ...a.table,
    columns: [...columns.values()],
    uniques: distinct([...a.table.uniques, ...b.table.uniques]),
    checks: distinct([...a.table.checks, ...b.table.checks]),
    exclusions: distinct([...a.table.exclusions, ...b.table.exclusions]),
    foreignKeys: distinct([...a.table.foreignKeys, ...b.table.foreignKeys]),
    indexes: distinct([...a.table.indexes, ...b.table.indexes]),
    options: { ...a.table.options, ...b.table.options },
  };
}

function declaredTwice(a: ReadTable, b: ReadTable, part: string): MetadataError {
  const table = displayName(a.table);
  return new MetadataError(
    "E_TABLE_DECLARED_TWICE",
    `The entities "${a.entity}" and "${b.entity}" are both mapped to the table ${table}, and differ in ${part}. ` +
      `Declare it alike in both, or give one of them another table.`,
    { details: { table, entities: [a.entity, b.entity], part } },
  );
}

/** One type for all columns that name it. */
function mergeEnums(declarations: readonly Declaration[]): EnumType[] {
  const byKey = new Map<string, { type: EnumType; column: string }>();
  for (const { enum: type, column } of declarations) {
    if (type === undefined) continue;
    const before = byKey.get(nameKey(type));
    if (before !== undefined && before.type.values.join("\0") !== type.values.join("\0")) {
      throw new MetadataError(
        "E_METADATA",
        `The enum type ${displayName(type)} has other values in the column "${before.column}" ` +
          `(${before.type.values.join(", ")}) than in the column "${column.name}" (${type.values.join(", ")}). ` +
          `Give both the same values, or another enumName.`,
        { details: { enum: displayName(type) } },
      );
    }
    byKey.set(nameKey(type), before ?? { type, column: column.name });
  }
  return [...byKey.values()].map(({ type }) => type);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [stableJson(item), item])).values()];
}
