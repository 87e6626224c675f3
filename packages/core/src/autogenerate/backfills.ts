import type { Dialect, Query } from "../dialect/dialect.ts";
import { messageOf } from "../errors.ts";
import { applyColumnChange } from "../operation/column-change.ts";
import type { AddColumn, AlterColumn, Operation } from "../operation/operation.ts";
import { displayName, nameKey } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";

export interface BackfilledOperations {
  readonly operations: readonly Operation[];
  readonly warnings: readonly string[];
}

/**
 * The operations in a form that works on tables with rows: a column that must not be NULL and that the database can't
 * fill is made nullable, filled, and only then NOT NULL. Tables without rows keep the plain form.
 *
 * Asks the database once about all tables that it matters for, and not at all when there are none.
 */
export async function withBackfills(
  query: Query,
  dialect: Dialect,
  operations: readonly Operation[],
): Promise<BackfilledOperations> {
  const candidates = new Map(
    operations.flatMap((operation) =>
      needsBackfill(operation) ? [[nameKey(operation.table), operation.table] as const] : [],
    ),
  );
  if (candidates.size === 0) return { operations, warnings: [] };
  const { filled, warnings } = await tablesWithRows(query, dialect, [...candidates.values()]);
  return {
    operations: operations.flatMap((operation) => {
      if (!needsBackfill(operation) || !filled.has(nameKey(operation.table))) return [operation];
      return operation.kind === "addColumn" ? addInSteps(operation) : alterInSteps(operation);
    }),
    warnings,
  };
}

/** True for a column whose rows would have NULL where it is forbidden. */
function needsBackfill(operation: Operation): operation is AddColumn | AlterColumn {
  if (operation.kind === "addColumn") {
    const { nullable, default: value, identity, generated } = operation.column;
    return !nullable && value === undefined && identity === undefined && generated === undefined;
  }
  if (operation.kind !== "alterColumn" || operation.change.nullable !== false) return false;
  const { change, existing } = operation;
  const isComputed = (existing?.generated ?? existing?.identity) !== undefined;
  return !isComputed && !change.generated && !change.identity;
}

function addInSteps({ table, column, ...rest }: AddColumn): Operation[] {
  const nullable = { ...column, nullable: true };
  return [
    { ...rest, table, column: nullable },
    { kind: "backfill", table, column: column.name },
    {
      kind: "alterColumn",
      table,
      column: column.name,
      change: { nullable: false },
      existing: nullable,
    },
  ];
}

/** What else changes comes first, so that the value is one of the new type. */
function alterInSteps(operation: AlterColumn): Operation[] {
  const { table, column, existing } = operation;
  const { nullable: _nullable, ...change } = operation.change;
  const before = existing && applyColumnChange(existing, change);
  const hasMore = Object.keys(change).length > 0;
  const value = before?.default;
  return [
    ...(hasMore ? [{ ...operation, change }] : []),
    { kind: "backfill", table, column, ...(value === undefined ? {} : { value }) },
    {
      kind: "alterColumn",
      table,
      column,
      change: { nullable: false },
      ...(before === undefined ? {} : { existing: before }),
    },
  ];
}

/** A statement has room for so many columns on every database. */
const portion = 500;

async function tablesWithRows(
  query: Query,
  dialect: Dialect,
  tables: readonly ObjectName[],
): Promise<{ readonly filled: ReadonlySet<string>; readonly warnings: readonly string[] }> {
  const filled = new Set<string>();
  try {
    for (let at = 0; at < tables.length; at += portion) {
      const asked = tables.slice(at, at + portion);
      const questions = asked.map(
        (table, index) =>
          `EXISTS(SELECT 1 FROM ${dialect.qualified(table)}) AS ${dialect.identifier(`t${index}`)}`,
      );
      const [row = {}] = await query(`SELECT ${questions.join(", ")}`);
      // A boolean, a number, or the text of a number: as the driver likes.
      asked.forEach((table, index) => {
        if (Number(row[`t${index}`]) === 1) filled.add(nameKey(table));
      });
    }
    return { filled, warnings: [] };
  } catch (error) {
    const names = tables.map(displayName).join(", ");
    const warning = `could not see whether ${names} have rows (${messageOf(error)}), and took it that they have`;
    return { filled: new Set(tables.map(nameKey)), warnings: [warning] };
  }
}
