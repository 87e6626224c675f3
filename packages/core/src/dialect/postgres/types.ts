import { OperationError } from "../../errors.ts";
import type { ColumnType } from "../../schema/schema.ts";
import { roomForText } from "../written-length.ts";
import { qualified, word } from "./literals.ts";

/** Other words for the same types: https://www.postgresql.org/docs/current/datatype.html#DATATYPE-TABLE */
const aliases: Readonly<Record<string, string>> = {
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  float: "double precision",
  decimal: "numeric",
  dec: "numeric",
  bool: "boolean",
  "character varying": "varchar",
  "char varying": "varchar",
  character: "char",
  bpchar: "char",
  varbit: "bit varying",
  timestamptz: "timestamp with time zone",
  "timestamp without time zone": "timestamp",
  timetz: "time with time zone",
  "time without time zone": "time",
};

/** What the numbers in parentheses mean. */
const withLength = new Set(["varchar", "char", "bit", "bit varying", "vector", "halfvec", "sparsevec"]);
const withFraction = new Set(["timestamp", "timestamp with time zone", "time", "time with time zone"]);
const spatial = new Set(["geometry", "geography"]);

/** All that `format_type()` writes without quotes, and the types of the extensions that TypeORM knows. */
const known = new Set([
  ...["smallint", "integer", "bigint", "real", "double precision", "numeric", "money", "boolean", "oid"],
  ...["text", "name", "bytea", "date", "uuid", "json", "jsonb", "jsonpath", "xml", "tsvector", "tsquery"],
  ...["inet", "cidr", "macaddr", "macaddr8", "point", "line", "lseg", "box", "path", "polygon", "circle"],
  ...["int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "int4multirange"],
  ...["int8multirange", "nummultirange", "tsmultirange", "tstzmultirange", "datemultirange", "interval"],
  ...["pg_lsn", "pg_snapshot", "txid_snapshot", "xid", "xid8", "cid", "tid", "int2vector", "oidvector"],
  ...["refcursor", "aclitem", "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace"],
  ...["regoper", "regoperator", "regproc", "regprocedure", "regrole", "regtype"],
  ...["citext", "hstore", "ltree", "lquery", "ltxtquery", "cube"],
  ...withLength,
  ...withFraction,
  ...spatial,
]);

const ownName = new RegExp(
  String.raw`^(?:(${word})\s*\.\s*)?(${word})(?:\s*\(\s*(\d+)\s*(?:,\s*(-?\d+)\s*)?\))?$`,
  "u",
);
const arrays = /(?:\s*\[\s*\d*\s*\]|\s+array)+$/i;
const interval =
  /^interval(?: (year|month|day|hour|minute|second|year to month|day to hour|day to minute|day to second|hour to minute|hour to second|minute to second))?(?: ?\((\d)\))?$/;

/** Reads a type as a revision or the catalogs write it. */
export function parseType(text: string): ColumnType {
  const element = text.trim().replace(arrays, "").trim();
  const type = readType(element);
  if (type === undefined) throw unreadable(text);
  return arrays.test(text.trim()) ? { ...type, array: true } : type;
}

/** {@link parseType} of a text that need not be a type. */
export function tryParseType(text: string): ColumnType | undefined {
  try {
    return parseType(text);
  } catch {
    return undefined;
  }
}

function readType(text: string): ColumnType | undefined {
  const lower = text.toLowerCase().replaceAll(/\s+/g, " ");
  const duration = interval.exec(lower);
  if (duration !== null) return withPrecision(`interval${duration[1] ? ` ${duration[1]}` : ""}`, duration[2]);

  // The numbers of a type stand in the middle of `timestamp(3) with time zone`.
  const [, name = "", inside, rest = ""] = /^([^"(]*?) ?(?:\(([^()]*)\))?( [a-z ]+)?$/.exec(lower) ?? [];
  const full = name + rest;
  const canonical = Object.hasOwn(aliases, full) ? aliases[full]! : full;
  if (known.has(canonical)) return withArguments(full, canonical, inside);
  return /^(?:small|big)?serial[248]?$/.test(lower) ? undefined : readOwnName(text);
}

/** An enum type, a domain, or a type that some extension defines. */
function readOwnName(text: string): ColumnType | undefined {
  const match = ownName.exec(text);
  if (match === null) return undefined;
  const [, schema, name, first, second] = match;
  return {
    name: unquote(name!),
    userDefined: true,
    ...(schema === undefined ? {} : { schema: unquote(schema) }),
    ...(first !== undefined && second === undefined ? { length: Number(first) } : {}),
    ...(second === undefined ? {} : { precision: Number(first), scale: Number(second) }),
  };
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

function withArguments(written: string, name: string, inside: string | undefined): ColumnType | undefined {
  const parts = inside?.split(",").map((part) => part.trim());
  if (parts === undefined) return name === "char" && written !== "bpchar" ? { name, length: 1 } : bare(name);
  if (spatial.has(name)) return spatialType(name, parts);
  if (!parts.every((part) => /^-?\d+$/.test(part))) return undefined;
  const [first, second, ...more] = parts.map(Number);
  if (more.length > 0 || first === undefined) return undefined;
  if (name === "numeric") return { name, precision: first, scale: second ?? 0 };
  if (second !== undefined) return undefined;
  if (withLength.has(name)) return { name, length: first };
  if (withFraction.has(name)) return withPrecision(name, parts[0]);
  // https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT
  if (written === "float") return { name: first <= 24 ? "real" : name };
  return undefined;
}

/** `bit` is `bit(1)`. */
function bare(name: string): ColumnType {
  return name === "bit" ? { name, length: 1 } : { name };
}

/** Six digits are what there is without a precision: the same type to everybody who uses it. */
function withPrecision(name: string, digits: string | undefined): ColumnType {
  return digits === undefined || digits === "6" ? { name } : { name, precision: Number(digits) };
}

/** PostGIS writes `geometry(Point,4326)`; the subtype is kept with a capital, as it does. */
function spatialType(name: string, parts: readonly string[]): ColumnType | undefined {
  const [subtype = "", srid, ...more] = parts;
  if (more.length > 0 || !/^[a-z]+$/.test(subtype) || (srid !== undefined && !/^\d+$/.test(srid))) {
    return undefined;
  }
  const spatialType = spatialNames.find((known) => known.toLowerCase() === subtype) ?? subtype;
  return { name, spatialType, ...(srid === undefined || srid === "0" ? {} : { srid: Number(srid) }) };
}

const shapes = [
  ...["Geometry", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"],
  ...["GeometryCollection", "CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve", "MultiSurface"],
  ...["PolyhedralSurface", "Triangle", "Tin"],
];
const spatialNames = shapes.flatMap((shape) => [shape, `${shape}Z`, `${shape}M`, `${shape}ZM`]);

/** The text of a type, in SQL and in a revision; names that the database does not define itself stand in quotes. */
export function formatType(type: ColumnType): string {
  return elementText(type) + (type.array ? "[]" : "");
}

function elementText(type: ColumnType): string {
  const { length, precision, scale, spatialType, srid } = type;
  const name = type.userDefined ? qualified(type) : type.name;
  if (spatialType !== undefined) return `${name}(${spatialType}${srid === undefined ? "" : `,${srid}`})`;
  if (name === "char" && length === undefined) return "bpchar";
  if (length !== undefined) return `${name}(${length})`;
  if (precision === undefined) return name;
  if (scale !== undefined) return `${name}(${precision},${scale})`;
  const [, first, rest = ""] = /^(time|timestamp)( .*)?$/.exec(name) ?? [undefined, name];
  return `${first}(${precision})${rest}`;
}

function unreadable(text: string): OperationError {
  const hint = /serial/i.test(text)
    ? `serial is no type: write integer and the option identity: "serial"`
    : `write one such as integer, varchar(50), numeric(10,2) or text[]; the name of an own type in double quotes`;
  return new OperationError("E_COLUMN_TYPE", `"${text}" is no column type for PostgreSQL: ${hint}.`, {
    details: { type: text },
  });
}

/** {@link Dialect.keptAs}. */
export function keptAs(type: ColumnType): "text" | "number" | undefined {
  if (roomForText(type) !== undefined) return "text";
  return /^(?:smallint|integer|bigint|numeric|real|double precision|money|oid)$/.test(type.name)
    ? "number"
    : undefined;
}
