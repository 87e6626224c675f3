import { OperationError } from "../errors.ts";
import type { BulkInsert, InsertedValue } from "../operation/bulk-insert.ts";
import { displayName, sameName } from "../schema/object-name.ts";
import type { Column, ColumnType } from "../schema/schema.ts";
import type { CompileContext, Statement, ValueContext } from "./dialect.ts";
import { columnList, type Quoting } from "./sql-writer.ts";

/** A value that is no SQL already. */
export type WrittenValue = Exclude<InsertedValue, { readonly sql: string } | null>;

/** Where a value goes. */
export interface InsertedInto {
  /** For messages: `A row for country has a value as "code" that`. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Absent for a value of a statement. */
  readonly column?: string;
  /** Absent where neither the database nor the revision tells. */
  readonly type?: ColumnType;
  readonly context: ValueContext;
  /** Takes a value as a parameter, and returns its place in the text; absent where the text must do without parameters. */
  readonly bind?: (parameter: unknown) => string;
}

/** How a database writes rows. */
export interface InsertWriter extends Quoting {
  /** As messages name the database. */
  readonly label: string;
  readonly placeholder: (number: number) => string;
  readonly value: (value: WrittenValue, into: InsertedInto) => string;
}

/**
 * One INSERT for all rows of the operation.
 *
 * @throws {OperationError} `E_OBJECT_UNKNOWN` for a column that the table has not got, `E_UNSUPPORTED_OPERATION` for one whose
 * values the database makes itself, `E_VALUE` for a value that it can't hold.
 */
export function insertStatement(
  operation: BulkInsert,
  context: CompileContext,
  writer: InsertWriter,
): Statement {
  const { table, columns, rows, overriding, types } = operation;
  const found = columnsOf(operation, context, writer.label);
  const parameters: unknown[] = [];
  const bind = (parameter: unknown) => writer.placeholder(parameters.push(parameter));
  const places = columns.map((column): InsertedInto => {
    const type = types?.[column] ?? found.get(column)?.type;
    return {
      subject: `A row for ${displayName(table)} has a value as "${column}" that`,
      details: { table, column },
      column,
      context,
      ...(type === undefined ? {} : { type }),
      ...(context.inline ? {} : { bind }),
    };
  });
  const tuples = rows.map(
    (row) => `(${row.map((value, at) => valueSql(value, places[at]!, writer)).join(", ")})`,
  );
  // One row a line, for those who read a script.
  const separator = tuples.length > 1 ? ",\n  " : "";
  const text =
    `INSERT INTO ${writer.qualified(table)} (${columnList(columns, writer)})` +
    `${overriding === undefined ? "" : ` OVERRIDING ${overriding.toUpperCase()}`} VALUES` +
    `${tuples.length > 1 ? "\n  " : " "}${tuples.join(separator)}`;
  return { sql: text, operation, ...(parameters.length === 0 ? {} : { parameters }) };
}

function valueSql(value: InsertedValue, into: InsertedInto, writer: InsertWriter): string {
  if (value === null) return "NULL";
  if (typeof value === "object" && "sql" in value) return value.sql;
  return writer.value(value, into);
}

/** The columns of the table, where it is known; a view that takes rows is none. */
function columnsOf(
  operation: BulkInsert,
  { state }: CompileContext,
  label: string,
): ReadonlyMap<string, Column> {
  const { table, columns, overriding } = operation;
  const found = state?.tables.find((other) => sameName(other, table));
  if (found === undefined) return new Map();
  const known = new Map(found.columns.map((column) => [column.name, column]));
  const missing = columns.find((column) => !known.has(column) && !hasLike(known, column));
  if (missing !== undefined) {
    throw new OperationError(
      "E_OBJECT_UNKNOWN",
      `Can't insert rows into ${displayName(table)}: it has no column "${missing}", but ${[...known.keys()].join(", ")}.`,
      { details: { table, column: missing } },
    );
  }
  for (const name of columns) {
    const column = known.get(name);
    if (column?.generated !== undefined) {
      throw refused(operation, label, `column "${name}" is computed from others; leave it out of the rows.`);
    }
    if (column?.identity === "always" && overriding === undefined) {
      throw refused(
        operation,
        label,
        `column "${name}" is GENERATED ALWAYS AS IDENTITY; leave it out of the rows, or say that their numbers count: ` +
          `{ overriding: "system value" }.`,
      );
    }
  }
  return known;
}

/** MySQL and SQLite do not tell letters of columns apart by their case; the database has the last word. */
function hasLike(known: ReadonlyMap<string, Column>, name: string): boolean {
  const lower = name.toLowerCase();
  return [...known.keys()].some((other) => other.toLowerCase() === lower);
}

function refused({ table, kind }: BulkInsert, database: string, why: string): OperationError {
  return new OperationError(
    "E_UNSUPPORTED_OPERATION",
    `${database} can't insert rows into ${displayName(table)}: ${why}`,
    { details: { database, kind } },
  );
}

/** The error for a value that the database can't hold. */
export function unfitValue({ subject, details }: InsertedInto, why: string): OperationError {
  return new OperationError("E_VALUE", `${subject} the database can't take: ${why}`, { details });
}

/** A moment as `YYYY-MM-DD HH:MM:SS.mmm` on a clock that is `offset` minutes before UTC, as `getTimezoneOffset()` says it. */
export function clockTime(into: InsertedInto, date: Date, offset: number): string {
  const year = date.getUTCFullYear();
  if (year < 1 || year > 9998) {
    throw unfitValue(into, `the year ${year} has not four digits; write the date as text.`);
  }
  return new Date(date.getTime() - offset * 60_000).toISOString().slice(0, -1).replace("T", " ");
}
