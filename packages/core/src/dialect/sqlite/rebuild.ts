import { OperationError } from "../../errors.ts";
import { applyOperations } from "../../operation/apply.ts";
import { describe } from "../../operation/describe.ts";
import type { Operation } from "../../operation/operation.ts";
import { emptySchema } from "../../schema/empty-schema.ts";
import { displayName, sameName } from "../../schema/object-name.ts";
import type { Column, ObjectName, Schema, Table, Trigger } from "../../schema/schema.ts";
import type { CompileContext } from "../dialect.ts";
import { columnList } from "../sql-writer.ts";
import { unsupported } from "../unsupported.ts";
import { copiedRows } from "./copied-rows.ts";
import { createIndexSql, createTableSql } from "./create-table.ts";
import {
  type DroppedWithColumn,
  isAmong,
  refuseKeysOfColumns,
  withoutPartsOfColumn,
  withoutStrayIndexes,
} from "./dropped-column.ts";
import type { FileNames } from "./files.ts";
import { identifier, literal } from "./literals.ts";
import type { MetadataRows } from "./metadata-rows.ts";

/**
 * The statements that build a table anew with all operations applied to it, keeping its rows.
 *
 * The order is SQLite's own (https://www.sqlite.org/lang_altertable.html#otheralter): make the new table, copy, drop
 * the old one, rename. Nothing but the operations changes: rowids, the high-water mark of AUTOINCREMENT, indexes,
 * triggers and what the model can't alter are put back as they were.
 *
 * @throws {OperationError} `E_OBJECT_UNKNOWN` for a table, column or constraint that is not there;
 * `E_UNSUPPORTED_OPERATION` for a table with clauses that would be lost.
 */
export function rebuild(
  operations: readonly Operation[],
  context: CompileContext,
  names: FileNames,
  metadataRows: MetadataRows,
): string[] {
  const [first] = operations as readonly Extract<Operation, { table: ObjectName }>[];
  const before = context.state?.tables.find((table) => sameName(table, first!.table));
  if (before === undefined) throw unknown(first!, `the table ${displayName(first!.table)} does not exist`);
  if (before.unmodelled !== undefined) {
    throw unsupported(
      "SQLite",
      first!,
      `the table must be rebuilt for it, and has clauses that would be lost: ${before.unmodelled.join(", ")}. ` +
        `Rebuild it by hand with op.execute().`,
    );
  }
  const after = applyChecked(withoutStrayIndexes(before), operations);
  refuseKeysOfColumns(after, operations);
  const temporary: Table = { ...after, name: freeName(`limbeck_rebuild_${before.name}`, context.state!) };
  const keptRowid = keepsRowid(before) && keepsRowid(after);
  const { qualified } = names;
  const rows = copiedRows(before, after, operations, { rowid: keptRowid, source: qualified(before) });
  const rowid = keptRowid ? ["rowid"] : [];
  const targets = [...rowid, columnList(rows.columns, names)].filter((text) => text !== "");
  const sources = [...rowid, ...rows.values];
  const lost = generatedColumns(before, after);
  const added = generatedColumns(after, before);
  return [
    createTableSql(temporary, names),
    ...(targets.length === 0
      ? []
      : [
          `INSERT INTO ${qualified(temporary)} (${targets.join(", ")}) ` +
            `SELECT ${sources.join(", ")} FROM ${rows.from}`,
        ]),
    ...(isNumbered(before) && isNumbered(after) ? keepHighWaterMark(before, temporary, names) : []),
    `DROP TABLE ${qualified(before)}`,
    // The modern form of RENAME reads all views first, and fails on those over the table that is just gone.
    "PRAGMA legacy_alter_table = ON",
    `ALTER TABLE ${qualified(temporary)} RENAME TO ${identifier(after.name)}`,
    "PRAGMA legacy_alter_table = OFF",
    ...after.indexes.map((index) => createIndexSql(after, index, names)),
    ...(before.triggers ?? []).map((trigger) => createTriggerSql(before, trigger, names)),
    ...metadataRows.deleteColumns(after, lost, context),
    ...metadataRows.addColumns(after, context, added),
  ];
}

/** Applies one after the other, and insists that each finds what it is about. */
function applyChecked(table: Table, operations: readonly Operation[]): Table {
  const gone: DroppedWithColumn[] = [];
  return operations.reduce((state, operation) => {
    if (operation.kind === "createTableComment" || operation.kind === "dropTableComment") {
      throw unsupported("SQLite", operation, "it keeps no comments.");
    }
    const [changed] = applyOperations({ ...emptySchema, tables: [state] }, [operation]).tables;
    const missing = missingObject(state, changed!, operation);
    if (missing !== undefined && gone.some((parts) => isAmong(parts, operation))) return state;
    if (missing !== undefined) throw unknown(operation, missing);
    if (operation.kind !== "dropColumn") return changed!;
    const { table: left, dropped } = withoutPartsOfColumn(changed!, operation);
    gone.push(dropped);
    return left;
  }, table);
}

function missingObject(before: Table, after: Table, operation: Operation): string | undefined {
  const hasColumn = (name: string) => before.columns.some((column) => column.name === name);
  switch (operation.kind) {
    case "alterColumn":
    case "dropColumn":
    case "backfill":
      return hasColumn(operation.column) ? undefined : `there is no column ${operation.column}`;
    case "addColumn": {
      const { column, insertBefore, insertAfter } = operation;
      if (hasColumn(column.name)) return `there is a column ${column.name} already`;
      const neighbour = insertBefore ?? insertAfter;
      if (neighbour === undefined || hasColumn(neighbour)) return undefined;
      return `there is no column ${neighbour} for it to stand beside`;
    }
    case "dropConstraint":
    case "renameConstraint":
      return countConstraints(before) === countConstraints(after) && !isRenamed(before, after)
        ? `there is no such constraint`
        : undefined;
    case "dropIndex":
    case "renameIndex":
      return before.indexes.some(({ name }) => name === operation.name)
        ? undefined
        : `there is no such index`;
    default:
      return undefined;
  }
}

function countConstraints({ primaryKey, uniques, checks, foreignKeys }: Table): number {
  return (primaryKey === undefined ? 0 : 1) + uniques.length + checks.length + foreignKeys.length;
}

function isRenamed(before: Table, after: Table): boolean {
  const names = (table: Table) =>
    JSON.stringify(
      [table.primaryKey, ...table.uniques, ...table.checks, ...table.foreignKeys].map((one) => one?.name),
    );
  return names(before) !== names(after);
}

function unknown(operation: Operation, found: string): OperationError {
  return new OperationError(
    "E_OBJECT_UNKNOWN",
    `Can't ${describe(operation)}: ${found} in this database. Is it at the revision that this one follows?`,
    { details: { kind: operation.kind } },
  );
}

function freeName(name: string, { tables }: Schema): string {
  const taken = new Set(tables.map((table) => table.name));
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}_${number}`;
  return candidate;
}

/** True when rows have a rowid that is no column of the table: https://www.sqlite.org/rowidtable.html */
function keepsRowid({ columns, primaryKey, options }: Table): boolean {
  if (options.withoutRowid) return false;
  const [key, ...more] = primaryKey?.columns ?? [];
  const isAlias = (column: Column) =>
    column.name === key &&
    more.length === 0 &&
    column.type.name === "integer" &&
    column.type.length === undefined;
  return !columns.some((column) => isAlias(column) || column.name.toLowerCase() === "rowid");
}

function isNumbered({ columns }: Table): boolean {
  return columns.some(({ identity }) => identity !== undefined);
}

/** The highest number ever given stays taken, also when its row is gone: https://www.sqlite.org/autoinc.html */
function keepHighWaterMark(from: ObjectName, to: ObjectName, { handle }: FileNames): string[] {
  const marks =
    from.schema === undefined ? "sqlite_sequence" : `${identifier(handle(from.schema))}.sqlite_sequence`;
  return [
    `DELETE FROM ${marks} WHERE name = ${literal(to.name)}`,
    `INSERT INTO ${marks} (name, seq) SELECT ${literal(to.name)}, seq FROM ${marks} WHERE name = ${literal(from.name)}`,
  ];
}

/** SQLite keeps the text without the file that it lies in. */
function createTriggerSql({ schema }: ObjectName, { sql }: Trigger, { handle }: FileNames): string {
  return schema === undefined
    ? sql
    : sql.replace(/^CREATE TRIGGER /i, (start) => `${start}${identifier(handle(schema))}.`);
}

/** The generated columns of `table` that `other` has not got, or not with the same text. */
function generatedColumns(table: Table, other: Table): string[] {
  return table.columns
    .filter(({ name, generated }) => {
      if (generated === undefined) return false;
      const counterpart = other.columns.find((column) => column.name === name)?.generated;
      return counterpart === undefined || counterpart.expression !== generated.expression;
    })
    .map(({ name }) => name);
}
