import { OperationError } from "../../errors.ts";
import type { ColumnType } from "../../schema/schema.ts";
import { identifier } from "./literals.ts";

/** Words, then up to two numbers: all that SQLite's grammar knows (https://www.sqlite.org/syntax/type-name.html). */
const typeText = /^([a-z_][a-z0-9_ ]*?)?\s*(?:\(\s*([+-]?\d+)\s*(?:,\s*([+-]?\d+)\s*)?\))?( array)?$/i;

/** Reads a type as a revision or CREATE TABLE writes it; an empty text is a column without a type. */
export function parseType(text: string): ColumnType {
  const type = readType(text);
  if (type !== undefined) return type;
  throw new OperationError(
    "E_COLUMN_TYPE",
    `"${text}" is no column type for SQLite: a type is words with at most two numbers in parentheses, e.g. varchar(50).`,
    { details: { type: text } },
  );
}

/** The type of the catalog, where anything may stand in quotes. */
export function foundType(text: string): ColumnType {
  return readType(text) ?? { name: text };
}

function readType(text: string): ColumnType | undefined {
  const trimmed = text.trim();
  const quoted = /^"((?:[^"]|"")+)"$/.exec(trimmed);
  if (quoted !== null) return { name: quoted[1]!.replaceAll('""', '"') };
  const match = typeText.exec(trimmed);
  if (match === null) return undefined;
  const [, name = "", first, second, array] = match;
  const words = name.toLowerCase().trim().replaceAll(/\s+/g, " ");
  return {
    name: array === undefined ? words : `${words} array`,
    ...(first === undefined
      ? {}
      : second === undefined
        ? { length: Number(first) }
        : { precision: Number(first) }),
    ...(second === undefined ? {} : { scale: Number(second) }),
  };
}

export function formatType(type: ColumnType): string {
  const { name, length, precision, scale } = type;
  if (!/^[a-z_0-9 ]*$/i.test(name)) return identifier(name);
  const numbers = length === undefined ? [precision, scale] : [length];
  const given = numbers.filter((number) => number !== undefined);
  if (given.length === 0) return name;
  // `array` is TypeORM's suffix; SQLite reads it as one more word of the name.
  return name.endsWith(" array")
    ? `${name.slice(0, -6)}(${given.join(",")}) array`
    : `${name}(${given.join(",")})`;
}
