import { types } from "node:util";
import { OperationError } from "../errors.ts";
import { displayName } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";
import type { BulkInsert, InsertedValue, InsertedRow, InsertedRows } from "./bulk-insert.ts";
import { isMadeSql } from "./sql.ts";

/** Enough for speed: a script stays readable, and a row more costs no statement of its own. */
const rowsPerStatement = 1000;

/**
 * A rough size of a statement in characters. The smallest `max_allowed_packet` that a supported server has by default is
 * 16 MiB (https://mariadb.com/docs/server/server-management/variables-and-modes/server-system-variables#max_allowed_packet),
 * and a character makes four bytes at most.
 */
const charactersPerStatement = 1024 * 1024;

export interface InsertTarget extends Pick<BulkInsert, "table" | "types" | "overriding"> {
  /** The most parameters that a statement can have. */
  readonly parameters: number;
}

/**
 * Rows as operations of one statement each. Rows are taken one by one, and only when they are asked for.
 *
 * A statement is for neighbours that have values for the same columns, so that what a row has none for gets its default.
 *
 * @throws {OperationError} `E_VALUE` for what is no row, or a value that no database has; `E_OBJECT_UNKNOWN` for a column
 * that is not among `types`.
 */
export async function* insertBatches(
  rows: InsertedRows,
  { parameters, ...target }: InsertTarget,
): AsyncGenerator<BulkInsert> {
  let columns: readonly string[] = [];
  let batch: (readonly InsertedValue[])[] = [];
  let characters = 0;
  let number = 0;
  const taken = (): BulkInsert => {
    const operation: BulkInsert = { kind: "bulkInsert", ...target, columns, rows: batch };
    batch = [];
    characters = 0;
    return operation;
  };
  for await (const row of rows) {
    number++;
    const given = givenColumns(row, number, target);
    if (!sameColumns(given, columns)) {
      if (batch.length > 0) yield taken();
      columns = given;
    }
    const values = columns.map((column) => toValue(row[column], { column, number, table: target.table }));
    const size = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
    // A row that is too big for company goes alone.
    if (batch.length > 0 && characters + size > charactersPerStatement) yield taken();
    batch.push(values);
    characters += size;
    if (batch.length === rowsPerStatement || (batch.length + 1) * columns.length > parameters) yield taken();
  }
  if (batch.length > 0) yield taken();
}

function givenColumns(
  row: InsertedRow,
  number: number,
  { table, types: known }: Omit<InsertTarget, "parameters">,
) {
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    throw refused(table, number, "is no object with the values of its columns");
  }
  const columns = Object.keys(row).filter((column) => row[column] !== undefined);
  if (columns.length === 0) throw refused(table, number, "has no value for any column");
  const stranger = known && columns.find((column) => !Object.hasOwn(known, column));
  if (stranger === undefined) return columns;
  throw new OperationError(
    "E_OBJECT_UNKNOWN",
    `Row ${number} for ${displayName(table)} has a column "${stranger}", which is not among "columns": ` +
      `${Object.keys(known!).join(", ")}. Add it there, or leave it out of the row.`,
    { details: { table, row: number, column: stranger } },
  );
}

function sameColumns(given: readonly string[], columns: readonly string[]): boolean {
  if (given.length !== columns.length) return false;
  return (
    given.every((column, at) => column === columns[at]) || given.every((column) => columns.includes(column))
  );
}

interface Place {
  readonly table: ObjectName;
  readonly number: number;
  readonly column: string;
}

function toValue(value: unknown, place: Place): InsertedValue {
  switch (typeof value) {
    case "string":
      return wellFormed(value, place);
    case "number":
    case "bigint":
    case "boolean":
      return value;
    case "object":
      return value === null ? value : toPlainObject(value, place);
    default:
      throw refused(place.table, place.number, `has a ${typeof value} as "${place.column}"`);
  }
}

function toPlainObject(value: object, place: Place): InsertedValue {
  const { table, number, column } = place;
  if (types.isDate(value)) {
    if (!Number.isNaN(value.getTime())) return value;
    throw refused(table, number, `has an invalid date as "${column}"`);
  }
  if (types.isUint8Array(value)) return value;
  if (isMadeSql(value)) return { sql: value.sql };
  // JSON would make `{}` of these, and nobody would hear of it.
  if (!Array.isArray(value) && !("toJSON" in value) && (Symbol.iterator in value || types.isPromise(value))) {
    throw refused(table, number, `has a ${value.constructor.name} as "${column}", which is no JSON`);
  }
  try {
    return { json: wellFormed(JSON.stringify(value), place) };
  } catch (cause) {
    throw refused(table, number, `has a value as "${column}" that is no JSON`, cause);
  }
}

/** Half of a character would be replaced by U+FFFD on its way. */
function wellFormed(text: string, { table, number, column }: Place): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw refused(
      table,
      number,
      `has a text as "${column}" with half of a surrogate pair, which UTF-8 can't write`,
    );
  }
  return text;
}

function sizeOf(value: InsertedValue): number {
  if (typeof value === "string") return value.length + 4;
  if (typeof value !== "object" || value === null) return 10;
  if (types.isUint8Array(value)) return 2 * value.length;
  if ("sql" in value) return value.sql.length;
  return "json" in value ? value.json.length : 30;
}

function refused(table: ObjectName, number: number, what: string, cause?: unknown): OperationError {
  return new OperationError(
    "E_VALUE",
    `Row ${number} for ${displayName(table)} ${what}. Rows are objects of strings, numbers, booleans, null, dates, ` +
      `bytes, JSON and sql\`…\`.`,
    { details: { table, row: number }, cause },
  );
}
