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
  // One object that is filled: a model has tens of thousands of columns.
  const declared: Filled<DeclaredColumn> = {
    table,
    name: column.databaseName,
    type: typeName(column, metadata),
    driverType: options.type,
    nullable: column.isNullable,
    primary: column.isPrimary,
  };
  const fill = <K extends Optional>(name: K, value: DeclaredColumn[K] | null) => {
    if (value !== undefined && value !== null) declared[name] = value;
  };
  fill("length", String(column.length ?? "") || undefined);
  // Null says more than nothing: a number without any limit.
  if (column.precision !== undefined) declared.precision = column.precision;
  fill("array", column.isArray || undefined);
  fill("default", declaredDefault(column.default));
  fill("width", column.width);
  fill("scale", column.scale);
  fill("unsigned", column.unsigned || undefined);
  fill("zerofill", column.zerofill || undefined);
  fill("generation", column.isGenerated ? column.generationStrategy : undefined);
  fill("generatedIdentity", column.generatedIdentity);
  fill("onUpdate", column.onUpdate);
  fill("asExpression", column.asExpression);
  fill("generatedType", column.generatedType);
  fill("enumValues", column.enum?.map(String));
  fill("enumName", column.enumName);
  fill("charset", column.charset);
  fill("collation", column.collation);
  fill("comment", column.comment);
  fill("spatialFeatureType", column.spatialFeatureType);
  fill("srid", column.srid);
  fill("uuidExtension", options.uuidExtension);
  return declared;
}

type Filled<T> = { -readonly [K in keyof T]: T[K] };

/** What a column may leave out. */
type Optional = {
  [K in keyof DeclaredColumn]-?: undefined extends DeclaredColumn[K] ? K : never;
}[keyof DeclaredColumn];

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
