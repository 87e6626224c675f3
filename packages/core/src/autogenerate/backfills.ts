import type { Dialect, Query } from "../dialect/dialect.ts";
import { messageOf } from "../errors.ts";
import { applyColumnChange } from "../operation/column-change.ts";
import type { AddColumn, AlterColumn, Operation } from "../operation/operation.ts";
import { withWarning } from "../operation/with-warning.ts";
import { displayName, nameKey, sameName } from "../schema/object-name.ts";
import type { Column, ColumnType, ObjectName, Schema } from "../schema/schema.ts";
import { type ChooseValue, type Chosen, restoredValues } from "./restored-value.ts";

/** The operations of both directions. */
export interface Directions {
  readonly upgradeOps: readonly Operation[];
  readonly downgradeOps: readonly Operation[];
}

export interface BackfilledDirections extends Directions {
  readonly warnings: readonly string[];
}

/**
 * The operations in a form that works on tables with rows: a column that must not be NULL and that the database can't
 * fill is made nullable, filled, and only then NOT NULL. Tables without rows keep the plain form.
 *
 * On the way up a person chooses the value. On the way down, where the column's own values went with it, rows get one
 * that Limbeck chooses: a downgrade that nobody prepared must run at night as well. Where there is no such value, as for a
 * foreign key, the plain form stays and a warning says what to do.
 *
 * Asks the database once about all tables that it matters for, once more about each column with checks on it, and not at
 * all when there are none.
 *
 * @param start what the database has when the downgrade begins.
 */
export async function withBackfills(
  query: Query,
  dialect: Dialect,
  { upgradeOps, downgradeOps }: Directions,
  found: Schema,
  start: () => Schema,
): Promise<BackfilledDirections> {
  const candidates = new Map(
    [...upgradeOps, ...downgradeOps].flatMap((operation) =>
      needsBackfill(operation) ? [[nameKey(operation.table), operation.table] as const] : [],
    ),
  );
  if (candidates.size === 0) return { upgradeOps, downgradeOps, warnings: [] };
  const { filled, warnings } = await tablesWithRows(query, dialect, found, [...candidates.values()]);
  const inSteps = async (operations: readonly Operation[], value: ChooseValue) => {
    const steps: Operation[] = [];
    for (const [at, operation] of operations.entries()) {
      if (!needsBackfill(operation) || !filled.has(nameKey(operation.table))) {
        steps.push(operation);
        continue;
      }
      const choose = (column: Column) => value(operation, column, operations.slice(0, at));
      if (operation.kind === "alterColumn") steps.push(...(await alterInSteps(operation, choose, dialect)));
      else steps.push(...addInSteps(operation, await choose(operation.column)));
    }
    return steps;
  };
  return {
    upgradeOps: await inSteps(upgradeOps, () => Promise.resolve({})),
    downgradeOps: await inSteps(downgradeOps, restoredValues(query, dialect, found, start)),
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

function addInSteps(operation: AddColumn, chosen: Chosen): Operation[] {
  if (chosen.reason !== undefined) return [withoutValue(operation, chosen.reason)];
  const { table, column, ...rest } = operation;
  const nullable = { ...column, nullable: true };
  return [
    { ...rest, table, column: nullable },
    { ...chosen, kind: "backfill", table, column: column.name },
    {
      kind: "alterColumn",
      table,
      column: column.name,
      change: { nullable: false },
      existing: nullable,
    },
  ];
}

/** For a person to prepare before it runs: nobody can say what the rows once had. */
function withoutValue<T extends AddColumn | AlterColumn>(operation: T, reason: string): T {
  const column = operation.kind === "addColumn" ? operation.column.name : operation.column;
  const warning = `fails while ${displayName(operation.table)} has rows: ${column} must not be NULL, and ${reason}`;
  return withWarning(operation, warning);
}

/** What else changes comes first, so that the value is one of the new type. */
async function alterInSteps(
  operation: AlterColumn,
  choose: (column: Column) => Promise<Chosen>,
  dialect: Dialect,
): Promise<Operation[]> {
  const { table, column, existing } = operation;
  const { nullable: _nullable, ...change } = operation.change;
  const before = existing && applyColumnChange(existing, change);
  const hasMore = Object.keys(change).length > 0;
  const chosen: Chosen =
    before === undefined
      ? {}
      : before.default === undefined
        ? await choose(before)
        : { value: withoutCast(before.default, before.type, dialect) };
  if (chosen.reason !== undefined) return [withoutValue(operation, chosen.reason)];
  return [
    ...(hasMore ? [{ ...operation, change }] : []),
    { ...chosen, kind: "backfill", table, column },
    {
      kind: "alterColumn",
      table,
      column,
      change: { nullable: false },
      ...(before === undefined ? {} : { existing: before }),
    },
  ];
}

/** The default of a column as a value for it. */
function withoutCast(expression: string, type: ColumnType, dialect: Dialect): string {
  const value = dialect.defaultValue(expression, type);
  return value === undefined ? expression : dialect.literal(value);
}

/** A statement has room for so many columns on every database. */
const portion = 500;

async function tablesWithRows(
  query: Query,
  dialect: Dialect,
  found: Schema,
  candidates: readonly ObjectName[],
): Promise<{ readonly filled: ReadonlySet<string>; readonly warnings: readonly string[] }> {
  const filled = new Set<string>();
  const tables = candidates.filter((name) => found.tables.some((table) => sameName(table, name)));
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
