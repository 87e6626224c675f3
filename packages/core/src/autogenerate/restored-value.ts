import type { Dialect, Query } from "../dialect/dialect.ts";
import { mentions } from "../dialect/sql-tokens.ts";
import type { AddColumn, AlterColumn, Operation } from "../operation/operation.ts";
import { displayName, sameName } from "../schema/object-name.ts";
import type { Column, ObjectName, Schema, Table } from "../schema/schema.ts";
import { allowedValue } from "./allowed-value.ts";

/** What a backfill says beside its column, nothing when a person is asked; or why there can't be one. */
export type Chosen =
  | { readonly value?: string; readonly warning?: string; readonly reason?: undefined }
  | { readonly reason: string };

/** Chooses what rows get in the column of an operation, with the operations that have run by then. */
export type ChooseValue = (
  operation: AddColumn | AlterColumn,
  column: Column,
  earlier: readonly Operation[],
) => Promise<Chosen>;

/**
 * Chooses what a downgrade gives to rows whose own values are gone: the neutral value of the type, or one that the checks
 * on the column allow. A column that has to tell rows apart gets another value in each row, so that the downgrade does
 * not fail at the second one, with half of its work done where DDL is no part of a transaction.
 *
 * @param found the schema that the downgrade goes back to; its tables are there to be asked.
 * @param start the schema that it begins with.
 */
export function restoredValues(
  query: Query,
  dialect: Dialect,
  found: Schema,
  start: () => Schema,
): ChooseValue {
  let begin: Schema | undefined;
  return async (operation, column, earlier) => {
    const table = found.tables.find((one) => sameName(one, operation.table))!;
    const isReference = table.foreignKeys.some(({ columns }) => columns.includes(column.name));
    if (isReference) return { reason: "no value is known for it" };
    begin ??= start();
    const before = begin.tables.find((one) => sameName(one, operation.table));
    const isDistinct = tellsRowsApart(column.name, table, before);
    // Beside values that are there, only one drawn at random is another one for sure.
    const key = operation.kind === "addColumn" ? keyOf(before, earlier) : undefined;
    const distinct = isDistinct ? dialect.distinctValue(column, key) : undefined;
    const allowed = await allowedValue(query, dialect, column, table, found.enums, distinct);
    if (allowed === undefined) return { reason: "no value is known for it" };
    if ("refusedBy" in allowed) {
      const checks = allowed.refusedBy.map(({ name: check, expression }) => check ?? expression).join(", ");
      return { reason: `no value is known that its check ${checks} allows` };
    }
    const { value, kind } = allowed;
    const why =
      kind === "distinct"
        ? ", as no two may have the same"
        : (kind === "named" ? ", which its checks allow" : "") +
          (isDistinct ? ": fails while there are two such rows, as it is unique" : "");
    return {
      value,
      warning: `rows without a value in ${displayName(operation.table)}.${column.name} get ${value}${why}`,
    };
  };
}

/** True where two rows can't have the same value in the column, unless what is unique beside it tells them apart. */
function tellsRowsApart(column: string, table: Table, before: Table | undefined): boolean {
  const others = before === undefined ? [] : uniqueColumns(before).filter(({ isPartial }) => !isPartial);
  return uniqueColumns(table).some(({ columns }) => {
    if (!columns.includes(column)) return false;
    const beside = columns.filter((one) => one !== column);
    return !others.some((key) => key.columns.every((one) => beside.includes(one)));
  });
}

/** The columns of each key and each unique index, with those that its expressions read. */
function uniqueColumns({ primaryKey, uniques, indexes, columns: all }: Table) {
  const read = (expression: string | undefined) =>
    all.flatMap(({ name }) => (mentions(expression, [name]) ? [name] : []));
  return [
    ...[...uniques, ...(primaryKey === undefined ? [] : [primaryKey])].map(({ columns }) => ({
      columns,
      isPartial: false,
    })),
    ...indexes
      .filter(({ unique }) => unique)
      .map(({ parts, where }) => ({
        columns: parts.flatMap(({ column, expression }) => column ?? read(expression)),
        isPartial: where !== undefined,
      })),
  ];
}

/** The one column that tells the rows apart when the downgrade begins, if no operation has touched it since. */
function keyOf(before: Table | undefined, earlier: readonly Operation[]): Column | undefined {
  const [name, ...more] = before?.primaryKey?.columns ?? [];
  if (before === undefined || more.length > 0) return undefined;
  const isTouched = earlier.some(
    (operation) =>
      "column" in operation &&
      operation.column === name &&
      "table" in operation &&
      sameName(operation.table as ObjectName, before),
  );
  return isTouched ? undefined : before.columns.find((column) => column.name === name);
}
