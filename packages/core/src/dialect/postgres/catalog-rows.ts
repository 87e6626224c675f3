/** The rows of {@link file://./catalog-queries.ts}, by the names of their columns. */
export interface NamedRow {
  readonly schema: string;
  readonly name: string;
}

export interface ServerRow {
  readonly defaultSchema: string | null;
  readonly schemas: readonly string[];
  readonly extensions: readonly string[];
  readonly hasMetadata: boolean;
}

export interface TableRow extends NamedRow {
  readonly comment: string | null;
}

/** A part of a table. */
interface PartRow extends NamedRow {
  readonly table: string;
}

export interface ColumnRow extends PartRow {
  readonly notNull: boolean;
  readonly type: string;
  readonly typeName: string;
  readonly typeSchema: string;
  readonly userDefined: boolean;
  readonly expression: string | null;
  readonly identity: string;
  readonly generated: string;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly ownsSequence: boolean;
}

export interface ConstraintRow extends PartRow {
  readonly type: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string | null;
  readonly referencedTable: string | null;
  readonly referencedColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly matchFull: boolean;
  readonly onDeleteColumns: readonly string[];
  readonly enforced: boolean;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly nullsNotDistinct: boolean;
  /** Columns after INCLUDE. */
  readonly include: readonly string[];
  readonly noInherit: boolean;
  readonly valid: boolean;
  readonly expression: string | null;
}

export interface IndexRow extends PartRow {
  readonly unique: boolean;
  /** False for what a failed CREATE INDEX CONCURRENTLY has left behind. */
  readonly valid: boolean;
  readonly method: string;
  readonly where: string | null;
  readonly nullsNotDistinct: boolean;
  readonly parts: readonly IndexPartRow[];
}

interface IndexPartRow {
  readonly column: string | null;
  readonly expression: string | null;
  readonly options: number;
  readonly operatorClass: string | null;
  readonly collation: string | null;
  /** False for a column after INCLUDE. */
  readonly key: boolean;
}

export interface EnumRow extends NamedRow {
  readonly values: readonly string[];
}

export interface SequenceRow extends NamedRow {
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
}

export interface ViewRow extends NamedRow {
  readonly materialized: boolean;
  readonly definition: string;
  readonly dependsOn: readonly NamedRow[] | null;
}

export interface MetadataRow {
  readonly type: string;
  readonly schema: string;
  readonly table: string | null;
  readonly name: string | null;
  readonly value: string | null;
}
