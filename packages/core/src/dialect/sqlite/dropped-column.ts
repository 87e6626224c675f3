import { constraintsOf } from "../../operation/constraints-of.ts";
import { isMeant } from "../../operation/meant-constraint.ts";
import type { DropColumn, Operation } from "../../operation/operation.ts";
import type { Index, PrimaryKey, Table, UniqueConstraint } from "../../schema/schema.ts";
import { indexInvolves } from "../index-involves.ts";
import { unsupported } from "../unsupported.ts";

// What goes with a column that is dropped, as on the other databases: its indexes, and the keys that are of it alone.

/** What has gone with a column. */
export interface DroppedWithColumn {
  readonly indexes: readonly Index[];
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly UniqueConstraint[];
}

/** A table whose column is gone, without what stood on the column. */
export function withoutPartsOfColumn(
  { primaryKey, uniques, indexes, ...table }: Table,
  { column }: DropColumn,
): { readonly table: Table; readonly dropped: DroppedWithColumn } {
  const isOfIt = ({ columns }: PrimaryKey | UniqueConstraint) => columns.every((name) => name === column);
  const involvesIt = (index: Index) => indexInvolves(index, [column]);
  const key = primaryKey === undefined ? {} : { primaryKey };
  const goes = primaryKey !== undefined && isOfIt(primaryKey);
  return {
    table: {
      ...table,
      ...(goes ? {} : key),
      uniques: uniques.filter((unique) => !isOfIt(unique)),
      indexes: indexes.filter((index) => !involvesIt(index)),
    },
    dropped: {
      ...(goes ? key : {}),
      uniques: uniques.filter(isOfIt),
      indexes: indexes.filter(involvesIt),
    },
  };
}

/** True for an operation that drops what has gone with the column already. */
export function isAmong({ indexes, primaryKey, uniques }: DroppedWithColumn, operation: Operation): boolean {
  if (operation.kind === "dropIndex") return indexes.some(({ name }) => name === operation.name);
  if (operation.kind !== "dropConstraint") return false;
  const { type, name, existing } = operation;
  if (type === "primary key") return primaryKey !== undefined;
  return type === "unique" && uniques.some((unique) => isMeant(unique, name, existing));
}

/**
 * @throws {OperationError} `E_UNSUPPORTED_OPERATION` where a column is gone and a foreign key, or a key of several columns,
 * still has it: nobody said that they are to go, and MariaDB refuses the same.
 */
export function refuseKeysOfColumns(table: Table, operations: readonly Operation[]): void {
  for (const operation of operations) {
    if (operation.kind !== "dropColumn") continue;
    if (table.columns.some(({ name }) => name === operation.column)) continue;
    const key = constraintsOf(table).find(
      (constraint) => "columns" in constraint && constraint.columns.includes(operation.column),
    );
    if (key === undefined) continue;
    const words = [key.type === "unique" ? "unique constraint" : key.type, ...(key.name ? [key.name] : [])];
    throw unsupported(
      "SQLite",
      operation,
      `the column belongs to its ${words.join(" ")}. Drop that first, with op.dropConstraint().`,
    );
  }
}

/** The state of a script is not read from a database, and keeps the indexes of columns that it has dropped. */
export function withoutStrayIndexes(table: Table): Table {
  const names = new Set(table.columns.map(({ name }) => name));
  return {
    ...table,
    indexes: table.indexes.filter(({ parts }) =>
      parts.every(({ column }) => column === undefined || names.has(column)),
    ),
  };
}
