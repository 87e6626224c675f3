import { types } from "node:util";
import {
  clockTime,
  type InsertedInto,
  type InsertWriter,
  unfitValue,
  type WrittenValue,
} from "../insert-statement.ts";
import { identifier, literal, qualified } from "./literals.ts";

export const insertWriter: InsertWriter = {
  identifier,
  qualified,
  label: "SQLite",
  placeholder: () => "?",
  value(value, into) {
    const { bind } = into;
    if (typeof value === "number" && Number.isNaN(value)) {
      throw unfitValue(into, "SQLite has no NaN; it would become NULL.");
    }
    if (types.isUint8Array(value)) {
      return bind === undefined ? bytesLiteral(Buffer.from(value)) : bind(Buffer.from(value));
    }
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      // Beyond all numbers: https://www.sqlite.org/faq.html#q29
      return bind?.(value) ?? (Number.isFinite(value) ? String(value) : `${value < 0 ? "-" : ""}9e999`);
    }
    const written = toPlain(value, into);
    // A number as JavaScript has it is a float for the driver, and "5.0" in a column of texts.
    if (typeof written === "bigint")
      return bind === undefined ? `${written}` : `CAST(${bind(`${written}`)} AS INTEGER)`;
    return bind?.(written) ?? textLiteral(written);
  },
};

/** Dates as TypeORM writes them: in UTC, without saying so. */
function toPlain(value: Exclude<WrittenValue, Uint8Array>, into: InsertedInto): string | bigint {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return /^jsonb?$/.test(into.type?.name ?? "") ? String(value) : BigInt(value);
    case "object":
      return "json" in value ? value.json : clockTime(into, value, 0);
    default:
      return BigInt(value);
  }
}

/** What ends a text, or a line, for those who read a script is written as bytes. */
function textLiteral(text: string): string {
  return /[\0\r]/.test(text) ? `CAST(${bytesLiteral(Buffer.from(text))} AS TEXT)` : literal(text);
}

function bytesLiteral(bytes: Buffer): string {
  return `x'${bytes.toString("hex")}'`;
}
