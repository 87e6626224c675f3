import type { ColumnType } from "../../schema/schema.ts";
import type { DeclaredDefault } from "../declared-column.ts";
import { literal } from "./literals.ts";

const numericTypes = new Set(["smallint", "integer", "bigint", "numeric", "real", "double precision"]);

/** The default that TypeORM means (PostgresDriver.normalizeDefault of 1.x), with its quotes mended. */
export function declaredDefault(declared: DeclaredDefault | undefined, type: ColumnType): string | undefined {
  if (declared === undefined) return undefined;
  if ("sql" in declared) return functionDefault(declared.sql);
  const { value } = declared;
  if (value === null) return undefined;
  if (Array.isArray(value) && type.array) return literal(arrayText(value));
  if (Array.isArray(value) && type.userDefined) return literal(value.join(","));
  if (typeof value === "object") return literal(JSON.stringify(value));
  if (typeof value === "boolean") return literal(value);
  // TypeORM writes every number as a string, which is the same number to PostgreSQL.
  if (typeof value !== "string") {
    return numericTypes.has(type.name) && !type.array ? literal(value) : literal(String(value));
  }
  return isEscaped(value) ? `'${value}'` : literal(value);
}

/** TypeORM escapes nothing, so entities double their quotes themselves: such a text is one already. */
function isEscaped(text: string): boolean {
  return text.includes("''") && !text.replaceAll("''", "").includes("'") && !text.includes("\\");
}

/** PostgresDriver.normalizeDatetimeFunction of 1.x: in that form the database keeps them. */
function functionDefault(text: string): string | undefined {
  const sql = text.trim();
  if (sql === "" || sql.toUpperCase() === "NULL") return undefined;
  const [, name, digits = ""] =
    /^(CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)(\(\d+\))?$/.exec(
      sql.toUpperCase(),
    ) ?? [];
  switch (name) {
    case "CURRENT_TIMESTAMP":
      return digits === "" ? "now()" : `('now'::text)::timestamp${digits} with time zone`;
    case "CURRENT_DATE":
      return "('now'::text)::date";
    case "CURRENT_TIME":
      return `('now'::text)::time${digits} with time zone`;
    case "LOCALTIMESTAMP":
      return `('now'::text)::timestamp${digits} without time zone`;
    case "LOCALTIME":
      return `('now'::text)::time${digits} without time zone`;
    default:
      return sql;
  }
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map(elementText).join(",")}}`;
}

function elementText(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return arrayText(value);
  const text = typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
  if (text !== "" && !/[\s{}",\\]/.test(text) && text.toUpperCase() !== "NULL") return text;
  return `"${text.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`;
}
