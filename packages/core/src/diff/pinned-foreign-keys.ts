import type { Dialect } from "../dialect/dialect.ts";
import { onlyAddsLabels } from "../operation/enum-labels.ts";
import type { ColumnChange, Constraint, Operation } from "../operation/operation.ts";
import { nameKey, objectName } from "../schema/object-name.ts";
import type { ForeignKey, ObjectName, Schema, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { createConstraint, dropConstraint } from "./compare-constraints.ts";

/**
 * The operations, with every foreign key off while what it stands on changes; `changing` are those that change it, in the
 * direction that counts.
 *
 * One that stays is taken off and put back while the type of a column in it changes (under its new name, if it gets
 * one). One of a table that goes or comes is taken out of the table, and goes before or comes after what changes on
 * the other side: the type of a column, the key or the column itself. So the inverses can run as well.
 */
export function withPinnedForeignKeys(
  found: Schema,
  operations: readonly Operation[],
  dialect: Dialect,
  changing: readonly Operation[] = operations,
): Operation[] {
  if (dialect.capabilities.alterByRebuild) return [...operations];
  const changes = changedSupports(changing, dialect);
  const dropped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropConstraint" ? [keyOf(operation.table, operation.name)] : [],
    ),
  );
  const goingTables = new Set(
    operations.flatMap((operation) => (operation.kind === "dropTable" ? [nameKey(operation.table)] : [])),
  );
  const newNames = new Map(
    operations.flatMap((operation) =>
      operation.kind === "renameConstraint" && operation.type === "foreign key"
        ? [[keyOf(operation.table, operation.name), operation.newName] as const]
        : [],
    ),
  );
  const remade = new Set<string>();
  const pairs = found.tables
    .filter((table) => !goingTables.has(nameKey(table)))
    .flatMap((table) =>
      table.foreignKeys
        .filter((key) => !dropped.has(keyOf(table, key.name)) && changes.retype(table, key))
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
  return [...rest.flatMap((operation) => takenOut(operation, changes)), ...pairs];
}

/** Which foreign keys stand on something that the operations change. */
interface ChangedSupports {
  /** One of their columns changes in a way that they forbid, on either side. */
  readonly retype: (table: ObjectName, key: ForeignKey) => boolean;
  /** The table that they reference gets or loses columns or keys, or a column of another type. */
  readonly reshape: (key: ForeignKey) => boolean;
}

function changedSupports(operations: readonly Operation[], { capabilities }: Dialect): ChangedSupports {
  const isRetyped = ({ type, charset, collation, identity }: ColumnChange) =>
    [type, charset, collation].some((facet) => facet !== undefined) ||
    (capabilities.foreignKeysPinNumbering && identity !== undefined);
  const retyped = new Set<string>();
  const reshaped = new Set<string>();
  for (const operation of operations) {
    switch (operation.kind) {
      case "alterColumn":
        if (!isRetyped(operation.change)) break;
        retyped.add(keyOf(operation.table, operation.column));
        reshaped.add(nameKey(operation.table));
        break;
      case "alterEnum":
        if (onlyAddsLabels(operation)) break;
        for (const { table, column } of operation.usedBy) {
          retyped.add(keyOf(table, column));
          reshaped.add(nameKey(table));
        }
        break;
      case "addColumn":
      case "dropColumn":
        reshaped.add(nameKey(operation.table));
        break;
      case "createConstraint":
        if (isKey(operation.constraint.type)) reshaped.add(nameKey(operation.table));
        break;
      case "dropConstraint":
        if (isKey(operation.type)) reshaped.add(nameKey(operation.table));
        break;
      case "createIndex":
        // Where uniques are indexes, a foreign key stands on an index.
        if (operation.index.unique) reshaped.add(nameKey(operation.table));
        break;
      case "dropIndex":
        if (operation.existing?.unique !== false) reshaped.add(nameKey(operation.table));
        break;
      default:
    }
  }
  return {
    retype: (table, { columns, referencedTable, referencedColumns }) =>
      columns.some((column) => retyped.has(keyOf(table, column))) ||
      referencedColumns.some((column) => retyped.has(keyOf(referencedTable, column))),
    reshape: ({ referencedTable }) => reshaped.has(nameKey(referencedTable)),
  };
}

function isKey(type: Constraint["type"]): boolean {
  return type === "primary key" || type === "unique";
}

/** A table that comes or goes, with those of its foreign keys apart that stand on something that changes. */
function takenOut(operation: Operation, { reshape }: ChangedSupports): Operation[] {
  if (operation.kind === "createTable") {
    const { table } = operation;
    const [apart, kept] = split(table, reshape);
    return [
      { ...operation, table: { ...table, foreignKeys: kept } },
      ...apart.map((key) => createConstraint(objectName(table), { type: "foreign key", ...key })),
    ];
  }
  if (operation.kind === "dropTable" && operation.existing !== undefined) {
    const { table, existing } = operation;
    const [apart, kept] = split(existing, reshape);
    return [
      ...apart.map((key) => dropConstraint(table, { type: "foreign key", ...key })),
      { ...operation, existing: { ...existing, foreignKeys: kept } },
    ];
  }
  return [operation];
}

function split({ foreignKeys }: Table, isApart: (key: ForeignKey) => boolean) {
  return [foreignKeys.filter(isApart), foreignKeys.filter((key) => !isApart(key))] as const;
}

function keyOf(table: ObjectName, name: string | undefined): string {
  return stableJson([nameKey(table), name ?? null]);
}
