import type {
  CheckConstraint,
  Deferrable,
  ExclusionConstraint,
  ForeignKey,
  Index,
  PrimaryKey,
  ReferentialAction,
  UniqueConstraint,
} from "../schema/schema.ts";
import { automaticName, columnsKey, expressionKey } from "./automatic-names.ts";
import { withDistinctNames } from "./distinct-names.ts";
import type { TableNaming } from "./table-name.ts";
import type {
  ColumnMetadataLike,
  DataSourceLike,
  EntityMetadataLike,
  ForeignKeyMetadataLike,
  IndexMetadataLike,
} from "./typeorm-shapes.ts";

/** The primary key, with all primary columns in the order of the columns. */
export function primaryKeyOf(
  metadata: EntityMetadataLike,
  { namingStrategy }: DataSourceLike,
): PrimaryKey | undefined {
  const primary = metadata.columns.filter((column) => column.isPrimary && column.isVirtualProperty !== true);
  if (primary.length === 0) return undefined;
  const columns = names(primary);
  const given = primary.find((column) => column.primaryKeyConstraintName)?.primaryKeyConstraintName;
  if (given !== undefined) return { name: given, columns };
  const name = namingStrategy.primaryKeyName(metadata.tableName, [...columns]);
  return { ...automaticName(name, ["primary key"], columnsKey(metadata.tableName, columns)), columns };
}

export function uniquesOf(metadata: EntityMetadataLike): UniqueConstraint[] {
  return withDistinctNames(
    metadata.uniques.map((unique) => {
      const columns = names(unique.columns);
      const key = columnsKey(metadata.tableName, columns);
      return { ...automaticName(unique.name, ["unique", "relation"], key), columns, ...deferrable(unique) };
    }),
  );
}

export function checksOf(metadata: EntityMetadataLike): CheckConstraint[] {
  return metadata.checks.map(({ name, expression }) => ({
    ...automaticName(name, ["check"], expressionKey(metadata.tableName, expression)),
    expression: expression.trim(),
  }));
}

export function exclusionsOf(metadata: EntityMetadataLike): ExclusionConstraint[] {
  return metadata.exclusions.map((exclusion) => ({
    ...automaticName(exclusion.name, ["exclusion"], expressionKey(metadata.tableName, exclusion.expression)),
    expression: exclusion.expression.trim(),
    ...deferrable(exclusion),
  }));
}

export function foreignKeysOf(metadata: EntityMetadataLike, tableNameOf: TableNaming): ForeignKey[] {
  return withDistinctNames(
    metadata.foreignKeys.map((key) => ({
      ...automaticName(key.name, ["foreign key"], columnsKey(metadata.tableName, key.columnNames)),
      columns: [...key.columnNames],
      referencedTable: tableNameOf(key.referencedEntityMetadata),
      referencedColumns: [...key.referencedColumnNames],
      onDelete: action(key.onDelete),
      onUpdate: action(key.onUpdate),
      ...deferrable(key),
    })),
  );
}

/** Indexes that TypeORM would create; those with `synchronize: false` are {@link unmanagedIndexNames}. */
export function indexesOf(metadata: EntityMetadataLike): Index[] {
  const indexes = metadata.indices
    .filter((index) => index.synchronize)
    .map((index): Index => {
      const columns = names(index.columns);
      const key = columnsKey(metadata.tableName, columns, index.where);
      return {
        // TypeORM names a unique index on MySQL after a one-to-one relation as well.
        ...automaticName(index.name, ["index", "relation", "unique"], key),
        parts: columns.map((column) => ({ column })),
        unique: index.isUnique,
        ...(index.where ? { where: index.where.trim() } : {}),
        ...method(index),
        ...(index.isFulltext ? { kind: "fulltext" as const } : {}),
        ...(index.parser ? { parser: index.parser } : {}),
        ...(index.isConcurrent ? { concurrently: true } : {}),
      };
    });
  return withDistinctNames(indexes);
}

export function unmanagedIndexNames(metadata: EntityMetadataLike): string[] {
  return metadata.indices.filter((index) => !index.synchronize).map(({ name }) => name);
}

/** A spatial index is one kind on MySQL and the method `gist` on PostgreSQL; each dialect keeps its own. */
function method({ type, isSpatial }: IndexMetadataLike): Pick<Index, "method" | "kind"> {
  return {
    ...(isSpatial ? { kind: "spatial" as const } : {}),
    ...(type && type !== "btree" ? { method: type } : {}),
  };
}

function names(columns: readonly ColumnMetadataLike[]): string[] {
  return columns.map(({ databaseName }) => databaseName);
}

function deferrable({ deferrable: value }: { readonly deferrable?: string }): { deferrable?: Deferrable } {
  return value === undefined ? {} : { deferrable: value.toLowerCase() as Deferrable };
}

/** TypeORM's type knows "DEFAULT" where SQL says SET DEFAULT (OnDeleteType.ts). */
function action(value: ForeignKeyMetadataLike["onDelete"]): ReferentialAction {
  const lower = (value ?? "no action").toLowerCase();
  return (lower === "default" ? "set default" : lower) as ReferentialAction;
}
