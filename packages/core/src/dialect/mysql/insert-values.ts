import { types } from "node:util";
import { clockTime, type InsertedInto, type InsertWriter, unfitValue } from "../insert-statement.ts";
import { identifier, literal, qualified } from "./literals.ts";

/**
 * Values are literals, also online: the driver would put them into the text itself, and escape with backslashes that a
 * server in the mode NO_BACKSLASH_ESCAPES takes for characters.
 * https://dev.mysql.com/doc/refman/9.4/en/sql-mode.html#sqlmode_no_backslash_escapes
 */
export function insertWriter(label: string): InsertWriter {
  return { identifier, qualified, label, placeholder: () => "?", value };
}

const value: InsertWriter["value"] = (written, into) => {
  switch (typeof written) {
    case "string":
      return textLiteral(written);
    case "boolean":
      return into.type?.name === "json" ? `'${written}'` : literal(written);
    case "number":
      if (Number.isFinite(written)) return literal(written);
      throw unfitValue(into, `there is no ${written} in this database.`);
    case "bigint":
      return literal(written);
    default:
      if (types.isUint8Array(written)) return `x'${Buffer.from(written).toString("hex")}'`;
      return "json" in written
        ? textLiteral(written.json)
        : `'${clockTime(into, written, offsetOf(written, into))}'`;
  }
};

/**
 * The same text in every SQL mode, and for a client that reads a script line by line.
 * https://dev.mysql.com/doc/refman/9.4/en/charset-introducer.html
 */
function textLiteral(text: string): string {
  if (["\\", "\0", "\r", "\x1a"].some((char) => text.includes(char)))
    return `_utf8mb4 x'${Buffer.from(text).toString("hex")}'`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Minutes from the clock of the connection to UTC; by default the clock of this process, as mysql2 has it. */
function offsetOf(date: Date, into: InsertedInto): number {
  const { timeZone = "local" } = into.context;
  if (timeZone === "local") return date.getTimezoneOffset();
  if (timeZone === "Z") return 0;
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d?):?(\d\d)?$/.exec(timeZone) ?? [];
  if (hours === undefined) {
    throw unfitValue(into, `the time zone "${timeZone}" of the DataSource is none that the driver knows.`);
  }
  return (sign === "-" ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}
