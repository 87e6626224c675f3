import type { DeclaredColumn, DeclaredDefault } from "../dialect/declared-column.ts";
import { MetadataError } from "../errors.ts";
import type { ObjectName } from "../schema/schema.ts";
import type { ColumnMetadataLike, DataSourceLike, EntityMetadataLike } from "./typeorm-shapes.ts";

/** The columns of an entity as plain facts, in TypeORM's order. */
export function declaredColumns(
  metadata: EntityMetadataLike,
  table: ObjectName,
  dataSource: DataSourceLike,
): DeclaredColumn[] {
  return metadata.columns
    .filter((column) => column.isVirtualProperty !== true)
    .map((column) => declaredColumn(column, metadata, table, dataSource));
}

function declaredColumn(
  column: ColumnMetadataLike,
  metadata: EntityMetadataLike,
  table: ObjectName,
  { options }: DataSourceLike,
): DeclaredColumn {
  const length = String(column.length ?? "");
  const declared = declaredDefault(column.default);
  return {
    table,
    name: column.databaseName,
    type: typeName(column, metadata),
    driverType: options.type,
    nullable: column.isNullable,
    primary: column.isPrimary,
    ...(length === "" ? {} : { length }),
    ...(column.precision === undefined ? {} : { precision: column.precision }),
    ...(column.isArray ? { array: true } : {}),
    ...(declared === undefined ? {} : { default: declared }),
    ...present({
      width: column.width,
      scale: column.scale,
      unsigned: column.unsigned || undefined,
      zerofill: column.zerofill || undefined,
      generation: column.isGenerated ? column.generationStrategy : undefined,
      generatedIdentity: column.generatedIdentity,
      onUpdate: column.onUpdate,
      asExpression: column.asExpression,
      generatedType: column.generatedType,
      enumValues: column.enum?.map(String),
      enumName: column.enumName,
      charset: column.charset,
      collation: column.collation,
      comment: column.comment,
      spatialFeatureType: column.spatialFeatureType,
      srid: column.srid,
      uuidExtension: options.uuidExtension,
    }),
  };
}

/** The entries that have a value. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found: Partial<T> = {};
  for (const key of Object.keys(values) as (keyof T)[]) {
    if (values[key] !== undefined && values[key] !== null) found[key] = values[key];
  }
  return found as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** A type is a name, or a constructor that stands for one. */
function typeName({ type, propertyPath }: ColumnMetadataLike, { name }: EntityMetadataLike): string {
  if (typeof type === "string") return type;
  for (const known of [String, Number, Boolean, Date]) if (type === known) return known.name;
  if (typeof type === "function" && (type === Uint8Array || type.prototype instanceof Uint8Array))
    return "Buffer";
  throw new MetadataError(
    "E_METADATA",
    `The column "${propertyPath}" of the entity "${name}" has no type that a database knows ` +
      `(${typeof type === "function" ? type.name : String(type)}). Give it one: @Column({ type: "…" }).`,
    { details: { entity: name, property: propertyPath } },
  );
}

/** A function is called once and gives SQL; `null` and an absent default are the same to the database. */
function declaredDefault(value: unknown): DeclaredDefault | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "function") return { sql: String((value as () => unknown)()) };
  return { value } as DeclaredDefault;
}
