import type { Dialect } from "../dialect/dialect.ts";
import { applyColumnChange } from "../operation/column-change.ts";
import { onlyAddsLabels } from "../operation/enum-labels.ts";
import { isOfEnum, leavesEnum } from "../operation/enum-users.ts";
import type { EnumUse, Operation } from "../operation/operation.ts";
import { nameKey, objectName, sameName } from "../schema/object-name.ts";
import type { EnumType, ObjectName, Schema } from "../schema/schema.ts";

/** What it takes to bring the found enum types to the wanted ones. */
export function compareEnums(
  found: Schema,
  wanted: Schema,
  dialect: Dialect,
  managed: ReadonlySet<string>,
): Operation[] {
  const foundByKey = new Map(found.enums.map((type) => [nameKey(type), type]));
  const wantedKeys = new Set(wanted.enums.map(nameKey));
  return [
    ...wanted.enums.flatMap((type): Operation[] => {
      const existing = foundByKey.get(nameKey(type));
      if (existing === undefined) return [{ kind: "createEnum", enum: type }];
      if (sameValues(existing.values, type.values)) return [];
      return [
        {
          kind: "alterEnum",
          enum: objectName(type),
          values: type.values,
          existing: existing.values,
          usedBy: usesOf(type, found, wanted),
          ...(usesNewLabel(type, existing, wanted, dialect) ? { replace: true } : {}),
        },
      ];
    }),
    ...found.enums
      .filter((type) => !wantedKeys.has(nameKey(type)) && isAbandoned(type, found, managed))
      .map((type): Operation => ({ kind: "dropEnum", enum: objectName(type), existing: type })),
  ];
}

/**
 * The operations without the defaults that come with the labels: a default is taken off while its type is replaced, and
 * what is put back is the wanted one, which neither the old nor the new labels need allow on the way.
 */
export function withoutCarriedDefaults(operations: readonly Operation[]): Operation[] {
  const carried = new Map(
    operations.flatMap((operation) =>
      operation.kind === "alterEnum" && !onlyAddsLabels(operation)
        ? operation.usedBy.map((use) => [columnKey(use.table, use.column), use] as const)
        : [],
    ),
  );
  return operations.flatMap((operation): Operation[] => {
    if (operation.kind !== "alterColumn" || operation.change.type !== undefined) return [operation];
    const use = carried.get(columnKey(operation.table, operation.column));
    if (use === undefined) return [operation];
    const { default: _default, ...change } = operation.change;
    if (Object.keys(change).length === 0) return [];
    const { existing } = operation;
    return [
      {
        ...operation,
        change,
        ...(existing && { existing: applyColumnChange(existing, { default: use.default ?? null }) }),
      },
    ];
  });
}

/**
 * The operations, with each enum type that is replaced used by those columns alone that stay of it: the others leave it
 * before, with labels that it is to have no more. On the way back those labels are used in the transaction that brings
 * them back, so that the type is replaced there as well.
 */
export function withoutLeavingUses(operations: readonly Operation[]): Operation[] {
  return operations.map((operation): Operation => {
    if (operation.kind !== "alterEnum" || onlyAddsLabels(operation)) return operation;
    const leaving = operations.filter((other) => leavesEnum(other, operation.enum));
    const stays = (use: EnumUse) =>
      !leaving.some(
        (other) =>
          "table" in other &&
          sameName(other.table, use.table) &&
          (!("column" in other) || other.column === use.column),
      );
    const usedBy = operation.usedBy.filter(stays);
    return { ...operation, usedBy, ...(usedBy.length < operation.usedBy.length ? { replace: true } : {}) };
  });
}

function columnKey(table: ObjectName, column: string): string {
  return JSON.stringify([nameKey(table), column]);
}

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** The found columns of the type, with their defaults before and after. */
function usesOf(type: EnumType, found: Schema, wanted: Schema): EnumUse[] {
  return found.tables.flatMap((table) =>
    table.columns
      .filter((column) => isOfEnum(column.type, type))
      .map((column) => {
        const after = wanted.tables
          .find((other) => sameName(other, table))
          ?.columns.find((other) => other.name === column.name);
        // A column that goes or gets another type has no use for the default any more.
        const stays =
          after !== undefined && isOfEnum(after.type, type) && after.type.array === column.type.array;
        const changed = stays ? after.default : undefined;
        return {
          table: objectName(table),
          column: column.name,
          ...(column.type.array ? { array: true } : {}),
          ...(changed === undefined ? {} : { default: changed }),
          ...(column.default === undefined ? {} : { existingDefault: column.default }),
        };
      }),
  );
}

/** True when a column's default is a label that the type has not got yet. */
function usesNewLabel(type: EnumType, existing: EnumType, wanted: Schema, dialect: Dialect): boolean {
  const added = new Set(type.values.filter((value) => !existing.values.includes(value)));
  if (added.size === 0) return false;
  return wanted.tables.some((table) =>
    table.columns.some((column) => {
      if (column.default === undefined || !isOfEnum(column.type, type)) return false;
      // The default of an array column is not a single literal; better one replacement too many.
      return column.type.array === true || added.has(String(dialect.readLiteral(column.default)));
    }),
  );
}

/** True when only columns of managed tables had the type, so that nobody has it after this change. */
function isAbandoned(type: EnumType, found: Schema, managed: ReadonlySet<string>): boolean {
  const users = found.tables.filter((table) => table.columns.some((column) => isOfEnum(column.type, type)));
  return users.length > 0 && users.every((table) => managed.has(nameKey(table)));
}
