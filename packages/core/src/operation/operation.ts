import type {
  CheckConstraint,
  Column,
  ColumnType,
  EnumType,
  ExclusionConstraint,
  ForeignKey,
  Generated,
  Identity,
  Index,
  ObjectName,
  PrimaryKey,
  Sequence,
  Table,
  TableOptions,
  UniqueConstraint,
  View,
} from "../schema/schema.ts";
import type { BatchAlterTable } from "./batch-alter-table.ts";
import type { BulkInsert } from "./bulk-insert.ts";
import type { CustomOperation } from "./custom-operation.ts";
import type { BoundSql } from "./sql.ts";

/**
 * One change of a database's structure, as plain data.
 *
 * The differ produces operations, the emitter prints them as `op.*` calls, `op.*` records them again when a
 * revision runs, and a dialect compiles them. `existing` is the found state that an operation replaces: with it,
 * the operation has an exact inverse. Every map over the union is exhaustive by type, so that a new kind fails to
 * compile until all of them know it.
 */
export type Operation =
  | CreateSchema
  | DropSchema
  | CreateExtension
  | DropExtension
  | CreateEnum
  | DropEnum
  | AlterEnum
  | AddEnumValue
  | RenameEnumValue
  | CreateSequence
  | DropSequence
  | CreateTable
  | DropTable
  | RenameTable
  | CreateTableComment
  | DropTableComment
  | AlterTableOptions
  | AddColumn
  | DropColumn
  | AlterColumn
  | RenameColumn
  | CreateConstraint
  | DropConstraint
  | RenameConstraint
  | ValidateConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex
  | CreateView
  | DropView
  | ReplaceView
  | RefreshMaterializedView
  | Backfill
  | BatchAlterTable
  | CustomOperation
  | BulkInsert
  | Execute;

export type OperationKind = Operation["kind"];

/** The operation of one kind. */
export type OperationOf<K extends OperationKind> = Extract<Operation, { kind: K }>;

interface Base {
  /** What a reviewer must know before running it, e.g. that rows can be lost; printed as a comment. */
  readonly warning?: string;
}

/** Does nothing where the object is there already, whatever it looks like. */
interface Creating extends Base {
  readonly ifNotExists?: boolean;
}

/** Does nothing where there is no such object. */
interface Dropping extends Base {
  readonly ifExists?: boolean;
}

export interface CreateSchema extends Creating {
  readonly kind: "createSchema";
  readonly name: string;
}

export interface DropSchema extends Dropping {
  readonly kind: "dropSchema";
  readonly name: string;
}

export interface CreateExtension extends Base {
  readonly kind: "createExtension";
  readonly name: string;
}

export interface DropExtension extends Dropping {
  readonly kind: "dropExtension";
  readonly name: string;
}

export interface CreateEnum extends Creating {
  readonly kind: "createEnum";
  readonly enum: EnumType;
}

export interface DropEnum extends Dropping {
  readonly kind: "dropEnum";
  readonly enum: ObjectName;
  readonly existing?: EnumType;
}

/** A column of an enum type, and what has to be taken off and put back while the type is replaced. */
export interface EnumUse {
  readonly table: ObjectName;
  readonly column: string;
  readonly array?: boolean;
  /** The column's default once the type has its new labels: SQL expression. */
  readonly default?: string;
  /** The column's default before: SQL expression. */
  readonly existingDefault?: string;
}

export interface AlterEnum extends Base {
  readonly kind: "alterEnum";
  readonly enum: ObjectName;
  readonly values: readonly string[];
  readonly existing: readonly string[];
  /** The columns of that type; needed when a label goes away or moves. */
  readonly usedBy: readonly EnumUse[];
  /**
   * A new label is used in the same transaction, e.g. as the default of a new column: the type is replaced, because
   * PostgreSQL forbids the use of a label that `ALTER TYPE … ADD VALUE` added before the commit.
   */
  readonly replace?: boolean;
}

/** Adds one label to an enum type; it has no inverse, because no label goes away while rows may have it. */
export interface AddEnumValue extends Creating {
  readonly kind: "addEnumValue";
  readonly enum: ObjectName;
  readonly value: string;
  /** The label that it comes before, or after; absent: at the end. */
  readonly before?: string;
  readonly after?: string;
}

/** Gives a label of an enum type another text; rows and defaults follow. */
export interface RenameEnumValue extends Base {
  readonly kind: "renameEnumValue";
  readonly enum: ObjectName;
  readonly value: string;
  readonly newValue: string;
}

export interface CreateSequence extends Creating {
  readonly kind: "createSequence";
  readonly sequence: Sequence;
}

export interface DropSequence extends Dropping {
  readonly kind: "dropSequence";
  readonly sequence: ObjectName;
  readonly existing?: Sequence;
}

/** Creates a table with its columns and constraints; its indexes are operations of their own. */
export interface CreateTable extends Creating {
  readonly kind: "createTable";
  readonly table: Table;
}

/** Drops a table; `existing` has no indexes, which are dropped by operations of their own before. */
export interface DropTable extends Dropping {
  readonly kind: "dropTable";
  readonly table: ObjectName;
  readonly existing?: Table;
}

export interface RenameTable extends Base {
  readonly kind: "renameTable";
  readonly table: ObjectName;
  readonly newName: string;
}

export interface CreateTableComment extends Base {
  readonly kind: "createTableComment";
  readonly table: ObjectName;
  readonly comment: string;
  readonly existing?: string;
}

export interface DropTableComment extends Base {
  readonly kind: "dropTableComment";
  readonly table: ObjectName;
  readonly existing?: string;
}

export interface AlterTableOptions extends Base {
  readonly kind: "alterTableOptions";
  readonly table: ObjectName;
  readonly options: TableOptions;
  readonly existing?: TableOptions;
}

export interface AddColumn extends Creating {
  readonly kind: "addColumn";
  readonly table: ObjectName;
  readonly column: Column;
  /** The column that it stands before; not on PostgreSQL, where it is the last one. */
  readonly insertBefore?: string;
  /** The column that it stands behind. */
  readonly insertAfter?: string;
}

export interface DropColumn extends Dropping {
  readonly kind: "dropColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly existing?: Column;
}

/** The facets of a column to change: an absent one stays, `null` takes it away. */
export interface ColumnChange {
  readonly type?: ColumnType;
  readonly nullable?: boolean;
  readonly default?: string | null;
  readonly onUpdate?: string | null;
  readonly identity?: Identity | null;
  readonly generated?: Generated | null;
  readonly charset?: string | null;
  readonly collation?: string | null;
  readonly comment?: string | null;
}

export interface AlterColumn extends Base {
  readonly kind: "alterColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly change: ColumnChange;
  /** The column before: what MySQL must restate, and what the inverse puts back. */
  readonly existing?: Column;
  /** SQL expression that computes the new value from the old one (PostgreSQL's `USING`, the rebuild on SQLite). */
  readonly using?: string;
}

export interface RenameColumn extends Base {
  readonly kind: "renameColumn";
  readonly table: ObjectName;
  readonly column: string;
  readonly newName: string;
}

/** A constraint of any type with its definition. */
export type Constraint =
  | ({ readonly type: "primary key" } & PrimaryKey)
  | ({ readonly type: "unique" } & UniqueConstraint)
  | ({ readonly type: "check" } & CheckConstraint)
  | ({ readonly type: "exclusion" } & ExclusionConstraint)
  | ({ readonly type: "foreign key" } & ForeignKey);

export type ConstraintType = Constraint["type"];

export interface CreateConstraint extends Base {
  readonly kind: "createConstraint";
  readonly table: ObjectName;
  readonly constraint: Constraint;
}

export interface DropConstraint extends Dropping {
  readonly kind: "dropConstraint";
  readonly table: ObjectName;
  readonly type: ConstraintType;
  /** Absent for a constraint without a name, which `existing` then identifies. */
  readonly name?: string;
  readonly existing?: Constraint;
}

export interface RenameConstraint extends Base {
  readonly kind: "renameConstraint";
  readonly table: ObjectName;
  readonly type: ConstraintType;
  readonly name: string;
  readonly newName: string;
}

/** Checks the rows that were there when a constraint was created as not valid; it has no inverse. */
export interface ValidateConstraint extends Base {
  readonly kind: "validateConstraint";
  readonly table: ObjectName;
  readonly name: string;
}

export interface CreateIndex extends Creating {
  readonly kind: "createIndex";
  /** A table, or a materialized view. */
  readonly table: ObjectName;
  readonly index: Index;
}

export interface DropIndex extends Dropping {
  readonly kind: "dropIndex";
  readonly table: ObjectName;
  readonly name: string;
  /** PostgreSQL: without waiting for others to finish with the table, and outside of the transaction. */
  readonly concurrently?: boolean;
  readonly existing?: Index;
}

export interface RenameIndex extends Base {
  readonly kind: "renameIndex";
  readonly table: ObjectName;
  readonly name: string;
  readonly newName: string;
}

/** Creates a view; the indexes of a materialized one are operations of their own. */
export interface CreateView extends Creating {
  readonly kind: "createView";
  readonly view: View;
}

export interface DropView extends Dropping {
  readonly kind: "dropView";
  readonly view: ObjectName;
  readonly materialized: boolean;
  readonly existing?: View;
}

export interface ReplaceView extends Base {
  readonly kind: "replaceView";
  readonly view: View;
  readonly existing?: View;
}

/** Computes the rows of a materialized view anew. */
export interface RefreshMaterializedView extends Base {
  readonly kind: "refreshMaterializedView";
  readonly view: ObjectName;
  /** Others go on reading it meanwhile; it needs a unique index. */
  readonly concurrently?: boolean;
}

/** Gives the rows that have NULL in a column a value, so that the column can become NOT NULL; it has no inverse. */
export interface Backfill extends Base {
  readonly kind: "backfill";
  readonly table: ObjectName;
  readonly column: string;
  /** SQL expression; absent where a person has to choose: the revision has a placeholder then. */
  readonly value?: string;
}

/** A statement written by hand; it has no inverse. */
export interface Execute extends Base {
  readonly kind: "execute";
  /** A text as it stands, or one with values that the dialect binds. */
  readonly sql: string | BoundSql;
  /** For the driver's own placeholders in a text. */
  readonly parameters?: readonly unknown[];
}
