import { constraintsOf } from "../operation/constraints-of.ts";
import { onlyAddsLabels } from "../operation/enum-labels.ts";
import type { Operation } from "../operation/operation.ts";
import { nameKey } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";

/**
 * Puts together what happens to one table: what goes of it, its columns, its keys, its indexes. Takes and returns an
 * order that can run; foreign keys go before all tables change and come after all have.
 *
 * The order stays as it is where an enum type is replaced, because the checks and indexes of all its tables must be out
 * of the way by then, and where a table gets a name that another one gives up.
 */
export function groupByTable(operations: readonly Operation[]): readonly Operation[] {
  const replacesEnum = operations.some((one) => one.kind === "alterEnum" && !onlyAddsLabels(one));
  if (replacesEnum || handsNamesOver(operations)) return operations;
  const groups = new Map<string, Operation[]>();
  const others: Operation[] = [];
  for (const operation of operations) {
    const table = changedTable(operation);
    if (table === undefined) others.push(operation);
    else {
      const key = nameKey(table);
      groups.set(key, [...(groups.get(key) ?? []), operation]);
    }
  }
  const after = others.findIndex(isAfterTables);
  const at = after < 0 ? others.length : after;
  return [...others.slice(0, at), ...[...groups.values()].flat(), ...others.slice(at)];
}

/** The table that an operation changes without a look at any other one. */
function changedTable(operation: Operation): ObjectName | undefined {
  switch (operation.kind) {
    case "createConstraint":
      return operation.constraint.type === "foreign key" ? undefined : operation.table;
    case "dropConstraint":
      return operation.type === "foreign key" ? undefined : operation.table;
    case "addColumn":
    case "alterColumn":
    case "alterTableOptions":
    case "backfill":
    case "createIndex":
    case "createTableComment":
    case "dropColumn":
    case "dropIndex":
    case "dropTableComment":
    case "renameConstraint":
    case "renameIndex":
      return operation.table;
    default:
      return undefined;
  }
}

const kindsAfterTables: ReadonlySet<Operation["kind"]> = new Set([
  ...(["createConstraint", "execute", "dropTable", "createView", "replaceView"] as const),
  ...(["dropEnum", "dropSequence", "dropExtension", "dropSchema"] as const),
]);

function isAfterTables({ kind }: Operation): boolean {
  return kindsAfterTables.has(kind);
}

/** True when one table gives up the name of a key or index and another one gets it: such names are the schema's. */
function handsNamesOver(operations: readonly Operation[]): boolean {
  const givenUp = new Map<string, Set<string>>();
  for (const [name, table] of operations.flatMap(namesGivenUp)) {
    givenUp.set(name, (givenUp.get(name) ?? new Set()).add(table));
  }
  return operations
    .flatMap(namesTaken)
    .some(([name, table]) => [...(givenUp.get(name) ?? [])].some((other) => other !== table));
}

type NameOfTable = readonly [name: string, table: string];

function ofTable(table: ObjectName, names: readonly (string | undefined)[]): NameOfTable[] {
  return names.flatMap((name) => (name === undefined ? [] : [[name.toLowerCase(), nameKey(table)] as const]));
}

function namesGivenUp(operation: Operation): NameOfTable[] {
  switch (operation.kind) {
    case "dropConstraint":
    case "dropIndex":
    case "renameConstraint":
    case "renameIndex":
      return ofTable(operation.table, [operation.name]);
    default:
      return [];
  }
}

function namesTaken(operation: Operation): NameOfTable[] {
  switch (operation.kind) {
    case "createConstraint":
      return ofTable(operation.table, [operation.constraint.name]);
    case "createIndex":
      return ofTable(operation.table, [operation.index.name]);
    case "renameConstraint":
    case "renameIndex":
      return ofTable(operation.table, [operation.newName]);
    case "createTable":
      return ofTable(
        operation.table,
        constraintsOf(operation.table).map(({ name }) => name),
      );
    default:
      return [];
  }
}
