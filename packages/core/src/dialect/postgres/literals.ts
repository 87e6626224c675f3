import type { ObjectName } from "../../schema/schema.ts";
import { tokenise, withoutOuterParentheses } from "../sql-tokens.ts";

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function qualified({ schema, name }: ObjectName): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

/**
 * A backslash is written in an escape string, which reads the same whatever `standard_conforming_strings` says:
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE
 */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null) return "NULL";
  if (typeof value === "string") {
    const text = value.replaceAll("'", "''");
    return text.includes("\\") ? `E'${text.replaceAll("\\", "\\\\")}'` : `'${text}'`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) return `'${value}'`;
  return String(value);
}

/** A literal of the catalogs: a constant, and the type that it was cast to. */
export interface TypedLiteral {
  readonly value: string | number | boolean;
  /** As `format_type()` writes it; absent without a cast. */
  readonly cast?: string;
}

/** An identifier, quoted or not, as part of a regular expression with the flag `u`. */
export const word = String.raw`(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")+")`;
const typeName = new RegExp(
  String.raw`^(?:(?:${word}\.)?${word}|character varying|bit varying|double precision|` +
    String.raw`(?:time|timestamp)(?:\(\d+\))? with(?:out)? time zone)(?:\(\d+(?:,-?\d+)?\))?(?:\[\])*$`,
  "u",
);
const numericTypes = /^(?:smallint|integer|bigint|real|double precision|numeric(?:\(\d+(?:,-?\d+)?\))?)$/;

/**
 * The value of an expression that is nothing but a literal. The cast that PostgreSQL adds to the literals of its
 * catalogs is left out: it is the type of the column that the literal stands for.
 */
export function readLiteral(expression: string): string | number | boolean | undefined {
  const read = readTypedLiteral(expression);
  if (read === undefined) return undefined;
  const { value, cast } = read;
  if (typeof value !== "string" || cast === undefined || !numericTypes.test(cast)) return value;
  // `'-1'::integer`: a number that JavaScript can't hold exactly stays SQL.
  const number = Number(value);
  return String(number) === value && Number.isFinite(number) ? number : undefined;
}

/** {@link readLiteral} with the type of the cast, and numbers in quotes left as strings. */
export function readTypedLiteral(expression: string): TypedLiteral | undefined {
  const text = withoutOuterParentheses(expression);
  const at = tokenise(text).findLast(({ text: sign, kind }) => kind === "operator" && sign === "::");
  if (at === undefined) {
    const value = readConstant(text);
    return value === undefined ? undefined : { value };
  }
  const cast = text.slice(at.end).trim();
  const value = readConstant(withoutOuterParentheses(text.slice(0, at.start)));
  return value === undefined || !typeName.test(cast) ? undefined : { value, cast };
}

function readConstant(text: string): string | number | boolean | undefined {
  const escaped = /^E'((?:[^'\\]|''|\\\\|\\')*)'$/i.exec(text)?.[1];
  if (escaped !== undefined) return escaped.replaceAll(/''|\\(.)/gs, (_match, char?: string) => char ?? "'");
  const tokens = tokenise(text);
  const [first, second] = tokens;
  if (tokens.length === 1 && first!.kind === "string") return first!.text;
  if (tokens.length === 1 && first!.kind === "word") {
    const lower = first!.text.toLowerCase();
    return lower === "true" || lower === "false" ? lower === "true" : undefined;
  }
  const sign = first?.text === "-" && first.kind === "operator" ? "-" : "";
  const number = sign === "" ? first : second;
  if (number?.kind !== "number" || tokens.length !== (sign === "" ? 1 : 2)) return undefined;
  const value = Number(sign + number.text);
  return String(value) === sign + number.text ? value : undefined;
}

const encoder = new TextEncoder();
const longestIdentifier = 63;

/**
 * A name as PostgreSQL keeps it: cut to 63 bytes, never inside a character.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
 */
export function cutName(name: string): string {
  return cutBytes(name, longestIdentifier);
}

function cutBytes(text: string, bytes: number): string {
  // A character of UTF-16 makes three bytes at most.
  if (text.length * 3 <= bytes || encoder.encode(text).length <= bytes) return text;
  let cut = "";
  let length = 0;
  for (const char of text) {
    length += encoder.encode(char).length;
    if (length > bytes) break;
    cut += char;
  }
  return cut;
}

/**
 * The name that `serial` gives a sequence: the longer one of both names gives way first (`makeObjectName` in
 * https://github.com/postgres/postgres/blob/master/src/backend/commands/indexcmds.c).
 */
export function sequenceName(table: string, column: string): string {
  const available = longestIdentifier - "__seq".length;
  let first = encoder.encode(table).length;
  let second = encoder.encode(column).length;
  while (first + second > available) {
    if (first > second) first--;
    else second--;
  }
  return `${cutBytes(table, first)}_${cutBytes(column, second)}_seq`;
}
