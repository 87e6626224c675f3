import { OperationError } from "../../errors.ts";
import type { ColumnType } from "../../schema/schema.ts";
import { shallowEqual } from "../../util/shallow-equal.ts";
import { type Token, tokenise } from "../sql-tokens.ts";
import { roomForText } from "../written-length.ts";
import { literal, tokenRules } from "./literals.ts";

/** Synonyms: https://dev.mysql.com/doc/refman/9.4/en/other-vendor-data-types.html and the names that TypeORM adds. */
const synonyms: Readonly<Record<string, string>> = {
  integer: "int",
  int1: "tinyint",
  int2: "smallint",
  int3: "mediumint",
  middleint: "mediumint",
  int4: "int",
  int8: "bigint",
  dec: "decimal",
  numeric: "decimal",
  fixed: "decimal",
  real: "double",
  "double precision": "double",
  float4: "float",
  float8: "double",
  character: "char",
  nchar: "char",
  "national char": "char",
  "character varying": "varchar",
  nvarchar: "varchar",
  "national varchar": "varchar",
  // MySQL 8 reports the short name, TypeORM and MariaDB know the long one; both servers accept it.
  geomcollection: "geometrycollection",
};

/** Display widths that a server shows for a column without one: signed, unsigned. */
const defaultWidths: Readonly<Record<string, readonly [number, number]>> = {
  tinyint: [4, 3],
  smallint: [6, 5],
  mediumint: [9, 8],
  int: [11, 10],
  bigint: [20, 20],
};

const modifiers = new Set(["unsigned", "signed", "zerofill", "srid"]);

/**
 * Reads a type as a revision or `COLUMN_TYPE` writes it, into the form that is the same for the same column: synonyms,
 * default lengths and default display widths are resolved.
 */
export function parseType(text: string): ColumnType {
  const tokens = tokenise(text, tokenRules);
  const isModifier = (token: Token) => token.kind === "word" && modifiers.has(token.text.toLowerCase());
  let at = 0;
  const words: string[] = [];
  while (tokens[at]?.kind === "word" && !isModifier(tokens[at]!))
    words.push(tokens[at++]!.text.toLowerCase());
  const list: Token[] = [];
  if (tokens[at]?.text === "(" && words.length > 0) {
    const close = tokens.findIndex(({ kind, text: sign }) => kind === "operator" && sign === ")");
    if (close < 0) throw unreadable(text);
    list.push(
      ...tokens.slice(at + 1, close).filter(({ text: sign, kind }) => kind !== "operator" || sign !== ","),
    );
    at = close + 1;
  }
  const rest = tokens.slice(at).map((token) => token.text.toLowerCase());
  const srid = rest.indexOf("srid") < 0 ? undefined : Number(rest.splice(rest.indexOf("srid"), 2)[1]);
  if (words.length === 0 || rest.some((word) => !modifiers.has(word)) || Number.isNaN(srid))
    throw unreadable(text);
  const zerofill = rest.includes("zerofill");
  const flags = {
    // ZEROFILL makes a column unsigned: https://dev.mysql.com/doc/refman/9.4/en/numeric-type-syntax.html
    ...(zerofill || rest.includes("unsigned") ? { unsigned: true } : {}),
    ...(zerofill ? { zerofill } : {}),
    ...(srid === undefined ? {} : { srid }),
  };
  const name = words.join(" ");
  if (name === "enum" || name === "set") {
    if (list.some(({ kind }) => kind !== "string")) throw unreadable(text);
    return { name, values: list.map((token) => token.text) };
  }
  if (list.length > 2 || list.some(({ kind }) => kind !== "number")) throw unreadable(text);
  return {
    ...canonical(
      name,
      list.map((token) => Number(token.text)),
      flags.unsigned === true,
    ),
    ...flags,
  };
}

function canonical(written: string, [first, second]: readonly number[], unsigned: boolean): ColumnType {
  if (written === "bool" || written === "boolean") return { name: "tinyint", length: 1 };
  const name = synonyms[written] ?? written;
  const widths = defaultWidths[name];
  if (widths !== undefined) {
    return first === undefined || first === widths[unsigned ? 1 : 0] ? { name } : { name, length: first };
  }
  switch (name) {
    case "decimal":
      return { name, precision: first ?? 10, scale: second ?? 0 };
    case "float":
    case "double":
      if (first !== undefined && second !== undefined) return { name, precision: first, scale: second };
      // The digits of FLOAT(p) only choose between the two types.
      return { name: first !== undefined && first > 24 ? "double" : name };
    case "datetime":
    case "timestamp":
    case "time":
      return first ? { name, precision: first } : { name };
    case "bit":
    case "char":
    case "binary":
      return { name, length: first ?? 1 };
    case "year":
      return { name };
    default:
      if (first === undefined) return { name };
      return second === undefined ? { name, length: first } : { name, precision: first, scale: second };
  }
}

export function formatType({
  name,
  length,
  precision,
  scale,
  unsigned,
  zerofill,
  values,
  srid,
}: ColumnType): string {
  const numbers = length === undefined ? [precision, scale] : [length];
  const list = values?.map((value) => literal(value)) ?? numbers.filter((number) => number !== undefined);
  return [
    values === undefined && list.length === 0 ? name : `${name}(${list.join(",")})`,
    ...(unsigned ? ["unsigned"] : []),
    ...(zerofill ? ["zerofill"] : []),
    ...(srid === undefined ? [] : [`srid ${srid}`]),
  ].join(" ");
}

/** True for types that the server stores alike; a display width that pads nothing is none of its business. */
export function isSameType(found: ColumnType, wanted: ColumnType): boolean {
  return shallowEqual(found, wanted) || comparable(found, wanted) === comparable(wanted, wanted);
}

function comparable(type: ColumnType, wanted: ColumnType): string {
  const { length, srid, ...rest } = type;
  const hasWidth = defaultWidths[type.name] !== undefined && !type.zerofill;
  return formatType({
    ...rest,
    ...(length === undefined || hasWidth ? {} : { length }),
    // TypeORM can't declare a reference system on these databases: one that somebody gave the column stays.
    ...(srid === undefined || wanted.srid === undefined ? {} : { srid }),
  });
}

/** Types whose default must be an expression in parentheses on MySQL, even if it is a literal. */
export function isLargeObject({ name }: ColumnType): boolean {
  return /^(?:tiny|medium|long)?(?:text|blob)$|^json$|^vector$|^geometry|point$|linestring$|polygon$/.test(
    name,
  );
}

function unreadable(text: string): OperationError {
  return new OperationError(
    "E_COLUMN_TYPE",
    `"${text}" is no column type for MySQL or MariaDB: a type is a name, perhaps a list in parentheses, ` +
      `and "unsigned" or "zerofill", e.g. decimal(10,2) unsigned.`,
    { details: { type: text } },
  );
}

/** {@link Dialect.keptAs}. */
export function keptAs(type: ColumnType): "text" | "number" | undefined {
  if (roomForText(type) !== undefined) return "text";
  return /^(?:(?:tiny|small|medium|big)?int|decimal|float|double)$/.test(type.name) ? "number" : undefined;
}
