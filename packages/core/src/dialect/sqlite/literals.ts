import type { ObjectName } from "../../schema/schema.ts";
import { tokenise, withoutOuterParentheses } from "../sql-tokens.ts";

/** How SQLite lexes: https://www.sqlite.org/lang_keywords.html */
export const tokenRules = { backtick: true, brackets: true } as const;

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `schema` is the handle of a file. */
export function qualified({ schema, name }: ObjectName): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

/** SQLite has no booleans; TypeORM stores 1 and 0. */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value === "boolean") return value ? "1" : "0";
  // SQL ends where a NUL stands: https://www.sqlite.org/nulinstr.html
  if (typeof value === "string" && value.includes("\0"))
    return `CAST(X'${Buffer.from(value).toString("hex")}' AS TEXT)`;
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return String(value);
}

export function readLiteral(expression: string): string | number | boolean | undefined {
  const tokens = tokenise(withoutOuterParentheses(expression, tokenRules), tokenRules);
  const [first, second] = tokens;
  if (tokens.length === 1 && first!.kind === "string") return first!.text;
  const sign = tokens.length === 2 && (first!.text === "-" || first!.text === "+") ? first!.text : "";
  const number = sign === "" ? first : second;
  if (number?.kind !== "number" || tokens.length !== (sign === "" ? 1 : 2)) return undefined;
  const value = Number(sign + number.text);
  // A number that JavaScript can't hold exactly stays SQL.
  return Number.isFinite(value) && String(value) === sign + number.text ? value : undefined;
}

/** {@link Dialect.defaultValue}: the database keeps a literal as it was written. */
export function defaultValue(expression: string): string | number | boolean | undefined {
  const value = readLiteral(expression);
  return value !== undefined && literal(value) === expression ? value : undefined;
}
