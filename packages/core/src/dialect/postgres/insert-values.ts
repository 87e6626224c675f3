import { types } from "node:util";
import {
  type InsertedInto,
  type InsertWriter,
  clockTime,
  unfitValue,
  type WrittenValue,
} from "../insert-statement.ts";
import { identifier, literal, qualified } from "./literals.ts";

export const insertWriter: InsertWriter = {
  identifier,
  qualified,
  label: "PostgreSQL",
  placeholder: (number) => `$${number}`,
  value(value, into) {
    const { type, bind } = into;
    if (bind !== undefined) return bind(toText(value, into));
    const isJson = type?.name === "json" || type?.name === "jsonb";
    // In quotes, a constant takes the type of its column; a fraction without would be rounded in a column of integers.
    const isPlain = typeof value === "boolean" || typeof value === "bigint" || Number.isSafeInteger(value);
    return isPlain && !isJson ? String(value) : textLiteral(toText(value, into));
  },
};

/** A value in the text form of its type, which the server reads by the type of the column. */
function toText(value: WrittenValue, into: InsertedInto): string {
  const { type } = into;
  if (typeof value === "string") return withoutNul(value, into);
  if (typeof value !== "object") return String(value);
  if (types.isUint8Array(value)) return `\\x${Buffer.from(value).toString("hex")}`;
  if (!("json" in value)) return zonedTime(into, value);
  if (type?.array) return arrayText(JSON.parse(value.json), into);
  if (type === undefined && value.json.startsWith("[")) {
    throw unfitValue(
      into,
      `an array may be JSON or an array of the database, and the type of the column is not known here. ` +
        `Say it, e.g. { columns: { "${into.column ?? ""}": "text[]" } }.`,
    );
  }
  return value.json;
}

function withoutNul(text: string, into: InsertedInto): string {
  if (text.includes("\0")) {
    throw unfitValue(into, "PostgreSQL has no character NUL in a text; take it out, or store bytes.");
  }
  return text;
}

/** Wall-clock time and offset, as the driver writes a Date: a column without time zone keeps the former. */
function zonedTime(into: InsertedInto, date: Date): string {
  const offset = date.getTimezoneOffset();
  const minutes = Math.abs(offset);
  const two = (number: number) => String(number).padStart(2, "0");
  const zone = `${offset > 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
  return clockTime(into, date, offset) + zone;
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayText(value: unknown, into: InsertedInto): string {
  if (!Array.isArray(value)) throw unfitValue(into, "the column is an array, and the value is none.");
  const elements = value.map((element: unknown): string => {
    if (element === null) return "NULL";
    if (Array.isArray(element)) return arrayText(element, into);
    const text = typeof element === "string" ? element : JSON.stringify(element);
    return `"${withoutNul(text, into).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  });
  return `{${elements.join(",")}}`;
}

/** A carriage return is written as an escape: what reads a script line by line may take it for the end of one. */
function textLiteral(text: string): string {
  if (!text.includes("\r")) return literal(text);
  const quoted = text.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\r", "\\r");
  return `E'${quoted}'`;
}
