/**
 * The parts of TypeORM's metadata that are read, by shape: 0.3 and 1.x differ in what is optional here, and two copies
 * of TypeORM can be loaded, so no class of it is ever asked for.
 */
export interface EntityMetadataLike {
  readonly name: string;
  readonly tableName: string;
  readonly schema?: string;
  readonly database?: string;
  readonly tableType: string;
  readonly target: unknown;
  readonly synchronize: boolean;
  readonly comment?: string;
  readonly engine?: string;
  readonly withoutRowid?: boolean;
  /** A view's query, or a function of the DataSource that makes one. */
  readonly expression?: string | ((dataSource: unknown) => { getQuery(): string });
  readonly dependsOn?: ReadonlySet<unknown>;
  readonly tableMetadataArgs: { readonly materialized?: boolean };
  readonly columns: readonly ColumnMetadataLike[];
  readonly primaryColumns: readonly ColumnMetadataLike[];
  readonly uniques: readonly UniqueMetadataLike[];
  readonly indices: readonly IndexMetadataLike[];
  readonly checks: readonly ExpressionMetadataLike[];
  readonly exclusions: readonly ExpressionMetadataLike[];
  readonly foreignKeys: readonly ForeignKeyMetadataLike[];
}

export interface ColumnMetadataLike {
  readonly databaseName: string;
  readonly propertyPath: string;
  readonly type: unknown;
  readonly length?: string | number;
  /** 0.3 only. */
  readonly width?: number;
  readonly precision?: number | null;
  readonly scale?: number;
  readonly unsigned?: boolean;
  /** 0.3 only. */
  readonly zerofill?: boolean;
  readonly isArray: boolean;
  readonly isNullable: boolean;
  readonly isPrimary: boolean;
  readonly isVirtualProperty?: boolean;
  readonly isGenerated: boolean;
  readonly generationStrategy?: "increment" | "uuid" | "rowid" | "identity";
  readonly generatedIdentity?: "ALWAYS" | "BY DEFAULT";
  readonly default?: unknown;
  readonly onUpdate?: string;
  readonly asExpression?: string;
  readonly generatedType?: "VIRTUAL" | "STORED";
  readonly enum?: readonly (string | number)[];
  readonly enumName?: string;
  readonly charset?: string;
  readonly collation?: string;
  readonly comment?: string;
  readonly spatialFeatureType?: string;
  readonly srid?: number;
  readonly primaryKeyConstraintName?: string;
}

export interface UniqueMetadataLike {
  readonly name: string;
  readonly columns: readonly ColumnMetadataLike[];
  readonly deferrable?: string;
}

export interface IndexMetadataLike {
  readonly name: string;
  readonly columns: readonly ColumnMetadataLike[];
  readonly isUnique: boolean;
  readonly isSpatial: boolean;
  readonly isFulltext: boolean;
  readonly isConcurrent?: boolean;
  readonly parser?: string;
  readonly where?: string;
  readonly synchronize: boolean;
  /** 1.x only. */
  readonly type?: string;
}

/** A check or an exclusion. */
export interface ExpressionMetadataLike {
  readonly name: string;
  readonly expression: string;
  readonly deferrable?: string;
}

export interface ForeignKeyMetadataLike {
  readonly name: string;
  readonly columnNames: readonly string[];
  readonly referencedColumnNames: readonly string[];
  readonly referencedEntityMetadata: EntityMetadataLike;
  readonly onDelete?: string;
  readonly onUpdate?: string;
  readonly deferrable?: string;
}

export interface DataSourceLike {
  readonly options: {
    readonly type: string;
    readonly database?: unknown;
    readonly uuidExtension?: "uuid-ossp" | "pgcrypto";
    /** 1.x only: what is wanted beside the extensions that columns need. */
    readonly extensions?: readonly string[];
  };
  readonly isInitialized: boolean;
  readonly entityMetadatas: readonly unknown[];
  readonly namingStrategy: { primaryKeyName(table: string, columns: string[]): string };
}
