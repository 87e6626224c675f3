import type { ObjectName } from "../schema/schema.ts";
import type { Operation } from "./operation.ts";

/** The kinds of operations that change one table, and what is in it. */
export type TableChangeKind =
  | "alterTableOptions"
  | "createTableComment"
  | "dropTableComment"
  | "addColumn"
  | "dropColumn"
  | "alterColumn"
  | "renameColumn"
  | "backfill"
  | "createConstraint"
  | "dropConstraint"
  | "renameConstraint"
  | "createIndex"
  | "dropIndex"
  | "renameIndex";

export type TableChange = Extract<Operation, { readonly kind: TableChangeKind }>;

/** Changes of one table that are made together: as one rebuild, or in as few statements as the database can. */
export interface BatchAlterTable {
  readonly kind: "batchAlterTable";
  readonly warning?: string;
  readonly table: ObjectName;
  /** All of them on `table`, in order. */
  readonly operations: readonly TableChange[];
  /** SQLite: whether the table is built anew. Absent: where a change needs it. */
  readonly recreate?: "always" | "never";
}
