import type { ObjectName } from "../../schema/schema.ts";
import { tokenise, type TokenRules, withoutOuterParentheses } from "../sql-tokens.ts";

/** How MySQL and MariaDB lex without ANSI_QUOTES: https://dev.mysql.com/doc/refman/9.4/en/string-literals.html */
export const tokenRules: TokenRules = { backtick: true, backslash: true, doubleQuotedStrings: true };

/** Four bytes in UTF-8, which the servers' dictionaries have no place for. */
export const beyondBasicPlane = /[\u{10000}-\u{10FFFF}]/gu;

export function identifier(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** `schema` is a database. */
export function qualified({ schema, name }: ObjectName): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

/** A backslash escapes in strings; booleans are 1 and 0, as TypeORM writes them. */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value !== "string") return String(value);
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\0", "\\0");
  return `'${escaped}'`;
}

export function readLiteral(expression: string): string | number | boolean | undefined {
  const [first, second, ...more] = tokenise(withoutOuterParentheses(expression, tokenRules), tokenRules);
  if (first === undefined || more.length > 0) return undefined;
  if (first.kind === "string") return second === undefined ? first.text : undefined;
  const isNegative = first.kind === "operator" && first.text === "-";
  const number = isNegative ? second : first;
  if (number?.kind !== "number" || (!isNegative && second !== undefined)) return undefined;
  const text = (isNegative ? "-" : "") + number.text;
  const value = Number(text);
  // A number that JavaScript writes otherwise, or can't hold exactly, stays SQL.
  return String(value) === text ? value : undefined;
}

/** A number without the zeros that ZEROFILL puts before it; `undefined` for any other expression. */
export function plainNumber(expression: string): string | undefined {
  const match = /^(-?)0*(\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(expression);
  return match === null ? undefined : match[1]! + match[2]!;
}

/**
 * The current time in the one spelling that both servers accept everywhere; `undefined` for any other expression.
 *
 * MariaDB reports `current_timestamp(6)` in lower case, and all servers know `NOW()` and more words for it.
 */
export function currentTimestamp(expression: string): string | undefined {
  const match =
    /^\(*\s*(?:current_timestamp|now|localtime|localtimestamp)\s*(?:\(\s*(\d*)\s*\))?\s*\)*$/i.exec(
      expression.trim(),
    );
  if (match === null) return undefined;
  return Number(match[1] ?? 0) === 0 ? "CURRENT_TIMESTAMP" : `CURRENT_TIMESTAMP(${match[1]})`;
}

/** {@link Dialect.defaultValue}: the database keeps a literal as it was written. */
export function defaultValue(expression: string): string | number | boolean | undefined {
  const value = readLiteral(expression);
  return value !== undefined && literal(value) === expression ? value : undefined;
}
