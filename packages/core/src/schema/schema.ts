/**
 * The model of a database's structure: plain, readonly, serialisable data.
 *
 * Two readers return it (entity metadata: wanted; the live catalogs: found), and nothing in it tells which of
 * the two made it. SQL texts (defaults, checks, predicates, view bodies) are kept as the reader saw them.
 */

/** Everything that one run compares. */
export interface Schema {
  /** The schema (MySQL: database) of objects whose `schema` is absent; absent where the database has none. */
  readonly defaultSchema?: string;
  /** Schemas other than the default one. */
  readonly schemas: readonly string[];
  /** PostgreSQL extensions by name. */
  readonly extensions: readonly string[];
  readonly enums: readonly EnumType[];
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
}

/** A name in a schema; `schema` is absent for the default one. */
export interface ObjectName {
  readonly schema?: string;
  readonly name: string;
}

/** A named enum type (PostgreSQL), its labels in the order of the database. */
export interface EnumType extends ObjectName {
  readonly values: readonly string[];
}

/** A sequence that no column owns. */
export interface Sequence extends ObjectName {
  /** `smallint`, `integer` or `bigint`. Default bigint. */
  readonly type?: string;
  /** The first number. Default: the smallest. */
  readonly start?: string;
  /** The step from one number to the next. Default 1. */
  readonly increment?: string;
  /** The smallest number. Default 1. */
  readonly minimum?: string;
  /** The largest number. Default: that of the type. */
  readonly maximum?: string;
  /** How many numbers a session takes at once. Default 1. */
  readonly cache?: string;
  /** Begins anew after the last number. Default false: that is an error. */
  readonly cycle?: boolean;
}

export interface Table extends ObjectName {
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly UniqueConstraint[];
  readonly checks: readonly CheckConstraint[];
  readonly exclusions: readonly ExclusionConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
  readonly comment?: string;
  readonly options: TableOptions;
  /** Triggers that a rebuild of the table must put back (SQLite); never compared. */
  readonly triggers?: readonly Trigger[];
  /** Clauses that this model can't hold, because of which the table must not be rebuilt (SQLite); never compared. */
  readonly unmodelled?: readonly string[];
}

/** A trigger with the statement that made it. */
export interface Trigger {
  readonly name: string;
  readonly sql: string;
}

/** Properties of a table beyond its columns; only those that the database knows are present. */
export interface TableOptions {
  /** MySQL, MariaDB: storage engine, e.g. `InnoDB`. */
  readonly engine?: string;
  /** MySQL, MariaDB: default character set of new columns. */
  readonly charset?: string;
  /** MySQL, MariaDB: default collation of new columns. */
  readonly collation?: string;
  /** SQLite: `WITHOUT ROWID`. */
  readonly withoutRowid?: boolean;
  /** SQLite: `STRICT`. */
  readonly strict?: boolean;
}

/**
 * A column type in the spelling of the database, taken apart.
 *
 * A dialect's `parseType` and `formatType` convert from and to the text of a revision, e.g. `varchar(50)`.
 */
export interface ColumnType {
  /** Base name without arguments, canonical for the database: `varchar`, `timestamp with time zone`, `int`. */
  readonly name: string;
  /** Schema of a user-defined type; absent for built-in types and those of the default schema. */
  readonly schema?: string;
  /** True for a type that the database itself does not define (an enum type, a domain). */
  readonly userDefined?: boolean;
  /** Characters, bytes, bits or dimensions, as the type counts them. */
  readonly length?: number;
  /** Digits of a number, or digits of a fraction of a second. */
  readonly precision?: number;
  /** Digits after the decimal point. */
  readonly scale?: number;
  /** MySQL, MariaDB: `unsigned`. */
  readonly unsigned?: boolean;
  /** MySQL, MariaDB: `zerofill`. */
  readonly zerofill?: boolean;
  /** MySQL, MariaDB: the members of `enum(…)` and `set(…)`. */
  readonly values?: readonly string[];
  /** Spatial subtype, e.g. `Point`. */
  readonly spatialType?: string;
  /** Spatial reference system identifier. */
  readonly srid?: number;
  /** PostgreSQL: true for an array of the type. */
  readonly array?: boolean;
}

/** How the database itself numbers the rows. */
export type Identity = "always" | "by default" | "serial" | "auto increment";

/** A column whose value the database computes. */
export interface Generated {
  /** SQL expression. */
  readonly expression: string;
  readonly stored: boolean;
  /** The text that TypeORM keeps for it in `typeorm_metadata`, where that differs from `expression`. */
  readonly declared?: string;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** SQL expression; absent when there is none (an explicit `DEFAULT NULL` is none). */
  readonly default?: string;
  /** MySQL, MariaDB: SQL expression after `ON UPDATE`. */
  readonly onUpdate?: string;
  readonly identity?: Identity;
  readonly generated?: Generated;
  /** Absent when the column has the default of its table or type. */
  readonly charset?: string;
  /** Absent when the column has the default of its table or type. */
  readonly collation?: string;
  readonly comment?: string;
  /** MariaDB: SQL condition of the check that belongs to the column and goes with it; never part of a difference. */
  readonly check?: string;
  /**
   * MySQL, MariaDB: attributes that this model can't hold, and that a change of the column states anew; told where the
   * state of a table is asked for, never compared.
   */
  readonly attributes?: readonly string[];
}

/**
 * What all constraints share.
 *
 * `name` is absent where the database has none for it (SQLite), or where none was given. `aliases` are other
 * names under which the wanted constraint is the same one: TypeORM 0.3 and 1.x hash automatic names differently.
 */
export interface Named {
  readonly name?: string;
  readonly aliases?: readonly string[];
}

export type Deferrable = "initially immediate" | "initially deferred";

export interface PrimaryKey extends Named {
  readonly columns: readonly string[];
  /** PostgreSQL: columns after INCLUDE; never part of a difference. */
  readonly include?: readonly string[];
  readonly deferrable?: Deferrable;
}

export interface UniqueConstraint extends Named {
  readonly columns: readonly string[];
  /** PostgreSQL: columns after INCLUDE; never part of a difference. */
  readonly include?: readonly string[];
  readonly deferrable?: Deferrable;
  readonly nullsNotDistinct?: boolean;
}

export interface CheckConstraint extends Named {
  /** SQL condition, without the outer parentheses of `CHECK (…)`. */
  readonly expression: string;
  /** PostgreSQL: tables that inherit from this one are not checked. */
  readonly noInherit?: boolean;
  /** PostgreSQL: rows from before the constraint were never checked; never part of a difference. */
  readonly notValid?: boolean;
  /** PostgreSQL 18 and later: no row is checked; never part of a difference. */
  readonly notEnforced?: boolean;
}

export interface ExclusionConstraint extends Named {
  /** What follows the word `EXCLUDE`, e.g. `USING gist (room WITH =, during WITH &&)`. */
  readonly expression: string;
  readonly deferrable?: Deferrable;
}

export type ReferentialAction = "no action" | "restrict" | "cascade" | "set null" | "set default";

export interface ForeignKey extends Named {
  readonly columns: readonly string[];
  readonly referencedTable: ObjectName;
  readonly referencedColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferrable?: Deferrable;
  /** PostgreSQL: a key of several columns is NULL in all of them or in none; never part of a difference. */
  readonly match?: "full";
  /** PostgreSQL 15 and later: the columns that `onDelete` sets, when not all; never part of a difference. */
  readonly onDeleteColumns?: readonly string[];
  /** PostgreSQL: rows from before the constraint were never checked; never part of a difference. */
  readonly notValid?: boolean;
  /** PostgreSQL 18 and later: no row is checked; never part of a difference. */
  readonly notEnforced?: boolean;
}

/** A part of an index: a column, or an expression. */
export interface IndexPart {
  readonly column?: string;
  /** SQL expression, with its own parentheses where the database wants them left out of the list. */
  readonly expression?: string;
  readonly descending?: boolean;
  /** PostgreSQL: present only where it differs from the order's own default. */
  readonly nulls?: "first" | "last";
  /** PostgreSQL: present only where it is not the default one. */
  readonly operatorClass?: string;
  readonly collation?: string;
  /** MySQL, MariaDB: number of characters or bytes of a prefix index. */
  readonly length?: number;
}

export type IndexKind = "fulltext" | "spatial";

export interface Index {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly parts: readonly IndexPart[];
  readonly unique: boolean;
  /** SQL predicate of a partial index, without the word WHERE. */
  readonly where?: string;
  /** PostgreSQL: access method; absent for btree. */
  readonly method?: string;
  /** PostgreSQL: columns after INCLUDE. */
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: boolean;
  /** MySQL, MariaDB. */
  readonly kind?: IndexKind;
  /** MySQL: parser of a fulltext index. */
  readonly parser?: string;
  /** MySQL, MariaDB: true for an index that queries must not use; never part of a difference. */
  readonly unused?: boolean;
  /**
   * MySQL, MariaDB: attributes that this model can't hold, and that making the index anew states again; told where the
   * state of a table is asked for, never compared.
   */
  readonly attributes?: readonly string[];
  /** Wanted to be built without blocking writes; never part of a difference. */
  readonly concurrently?: boolean;
  /** PostgreSQL: true for an index that a failed build without blocking left behind; no query uses it. */
  readonly invalid?: boolean;
}

export interface View extends ObjectName {
  /** The query, without `CREATE VIEW … AS`. */
  readonly definition: string;
  readonly materialized: boolean;
  /** The text that TypeORM keeps for it in `typeorm_metadata`, where that differs from `definition`. */
  readonly declared?: string;
  /**
   * Whether TypeORM's service table knows it: an entity declares it, or did once. False for a view made by hand;
   * absent counts as true.
   */
  readonly managed?: boolean;
  /** Indexes of a materialized view. */
  readonly indexes: readonly Index[];
  /** Views and tables it reads, as far as they are known. */
  readonly dependsOn: readonly ObjectName[];
}
