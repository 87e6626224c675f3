import type { Dialect } from "../dialect/dialect.ts";
import type { Constraint, Operation } from "../operation/operation.ts";
import { nameKey, objectName } from "../schema/object-name.ts";
import type { ForeignKey, ObjectName, Schema, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { createConstraint, dropConstraint } from "./compare-constraints.ts";

/**
 * The operations, with foreign keys taken off and put back that stay the same, but must be off while the type of a
 * column in them changes. One that gets another name comes back under that name.
 */
export function withPinnedForeignKeys(
  found: Schema,
  operations: readonly Operation[],
  dialect: Dialect,
): Operation[] {
  const retyped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterColumn" && operation.change.type !== undefined
        ? [keyOf(operation.table, operation.column)]
        : [],
    ),
  );
  if (retyped.size === 0 || dialect.capabilities.alterByRebuild) return [...operations];
  const dropped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropConstraint" ? [keyOf(operation.table, operation.name)] : [],
    ),
  );
  const isPinned = (table: Table, foreignKey: ForeignKey): boolean =>
    !dropped.has(keyOf(table, foreignKey.name)) &&
    (foreignKey.columns.some((column) => retyped.has(keyOf(table, column))) ||
      foreignKey.referencedColumns.some((column) => retyped.has(keyOf(foreignKey.referencedTable, column))));

  const newNames = new Map(
    operations.flatMap((operation) =>
      operation.kind === "renameConstraint" && operation.type === "foreign key"
        ? [[keyOf(operation.table, operation.name), operation.newName] as const]
        : [],
    ),
  );
  const remade = new Set<string>();
  const pairs = found.tables.flatMap((table) =>
    table.foreignKeys
      .filter((foreignKey) => isPinned(table, foreignKey))
      .flatMap((foreignKey) => {
        const key = keyOf(table, foreignKey.name);
        remade.add(key);
        const before: Constraint = { type: "foreign key", ...foreignKey };
        const newName = newNames.get(key);
        const after = newName === undefined ? before : { ...before, name: newName };
        return [dropConstraint(objectName(table), before), createConstraint(objectName(table), after)];
      }),
  );
  const rest = operations.filter(
    (operation) =>
      operation.kind !== "renameConstraint" ||
      operation.type !== "foreign key" ||
      !remade.has(keyOf(operation.table, operation.name)),
  );
  return [...rest, ...pairs];
}

function keyOf(table: ObjectName, name: string | undefined): string {
  return stableJson([nameKey(table), name ?? null]);
}
