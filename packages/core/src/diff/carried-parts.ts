import { indexInvolves } from "../dialect/index-involves.ts";
import { mentions } from "../dialect/sql-tokens.ts";
import { constraintsOf } from "../operation/constraints-of.ts";
import type { Constraint, DropColumn, Operation } from "../operation/operation.ts";
import { displayName, nameKey, objectName } from "../schema/object-name.ts";
import type { Schema, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { dropConstraint } from "./compare-constraints.ts";
import { dropIndex } from "./compare-indexes.ts";

/**
 * The operations, with those indexes and constraints dropped by name that a dropped column would take with it, or that
 * would stand in its way: what was made by hand, which no comparison touches. So a revision says that they go, and its
 * way back brings them again.
 */
export function withPartsOfDroppedColumns(found: Schema, operations: readonly Operation[]): Operation[] {
  const dropped = operations.filter((operation): operation is DropColumn => operation.kind === "dropColumn");
  if (dropped.length === 0) return [...operations];
  const gone = new Map<string, string[]>();
  for (const { table, column } of dropped) {
    gone.set(nameKey(table), [...(gone.get(nameKey(table)) ?? []), column]);
  }
  const handled = new Set(operations.flatMap(handledPart));
  return [
    ...operations,
    ...found.tables.flatMap((table) => {
      const columns = gone.get(nameKey(table));
      return columns === undefined ? [] : partsOf(table, columns, handled);
    }),
  ];
}

function partsOf(table: Table, columns: readonly string[], handled: ReadonlySet<string>): Operation[] {
  const name = objectName(table);
  const isLeft = (part: string | undefined) => part !== undefined && !handled.has(partKey(table, part));
  const told = (what: string, part: string): { readonly warning: string } => ({
    warning: `drops the ${what} ${part}, which no entity declares, with ${displayName(table)}.${columns.join(", ")}`,
  });
  return [
    ...table.indexes
      .filter((index) => isLeft(index.name) && indexInvolves(index, columns))
      .map((index): Operation => ({ ...dropIndex(name, index), ...told("index", index.name) })),
    ...constraintsOf(table)
      .filter((constraint) => isLeft(constraint.name) && constraintInvolves(constraint, columns))
      .map((constraint): Operation => ({
        ...dropConstraint(name, constraint),
        ...told(`${constraint.type} constraint`, constraint.name!),
      })),
  ];
}

function constraintInvolves(constraint: Constraint, columns: readonly string[]): boolean {
  if ("expression" in constraint) return mentions(constraint.expression, columns);
  const included = "include" in constraint ? (constraint.include ?? []) : [];
  return [...constraint.columns, ...included].some((column) => columns.includes(column));
}

/** What an operation drops or renames already. */
function handledPart(operation: Operation): string[] {
  switch (operation.kind) {
    case "dropIndex":
    case "renameIndex":
    case "dropConstraint":
    case "renameConstraint":
      return operation.name === undefined ? [] : [partKey(operation.table, operation.name)];
    default:
      return [];
  }
}

function partKey(table: Parameters<typeof nameKey>[0], part: string): string {
  return stableJson([nameKey(table), part]);
}
