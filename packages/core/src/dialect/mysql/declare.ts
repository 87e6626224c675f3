import type {
  Column,
  ColumnType,
  Index,
  ReferentialAction,
  Schema,
  Table,
  View,
} from "../../schema/schema.ts";
import type { Declaration, DeclaredColumn, DeclaredDefault } from "../declared-column.ts";
import { isEscapedText } from "../escaped-text.ts";
import type { Flavour } from "./flavour.ts";
import { beyondBasicPlane, currentTimestamp, literal } from "./literals.ts";
import { isLargeObject, parseType } from "./types.ts";

/** MysqlDriver.normalizeType of both majors; what is not here keeps its name. */
const typeNames: Readonly<Record<string, string>> = {
  Number: "int",
  String: "varchar",
  Date: "datetime",
  Boolean: "tinyint",
  bool: "tinyint",
  boolean: "tinyint",
  Buffer: "blob",
  "simple-array": "text",
  "simple-json": "text",
  "simple-enum": "enum",
};

/** MysqlDriver.getColumnLength: without a length, these are no types. */
const defaultLengths: Readonly<Record<string, string>> = {
  varchar: "255",
  nvarchar: "255",
  "national varchar": "255",
  varbinary: "255",
  vector: "2048",
};

/** What TypeORM's MySQL driver creates for a column. */
export function declareColumn(declared: DeclaredColumn, flavour: Flavour): Declaration {
  const { name, generation, asExpression, comment = "", onUpdate, charset, collation } = declared;
  const type = columnType(declared, flavour);
  const fitting = (sql: string | undefined) => (flavour.cutsTimes ? cutTime(sql, type) : sql);
  const value = asExpression === undefined ? fitting(defaultSql(declared.default, type, flavour)) : undefined;
  const update = fitting(onUpdate);
  const text = commentText(comment);
  const column: Column = {
    name,
    type,
    // MariaDB's generated columns are always nullable.
    nullable:
      asExpression !== undefined && !flavour.generatedNullability
        ? true
        : declared.nullable && !declared.primary,
    ...(value === undefined ? {} : { default: value }),
    ...(update === undefined ? {} : { onUpdate: update }),
    ...(generation === "increment" ? { identity: "auto increment" as const } : {}),
    ...(asExpression === undefined
      ? {}
      : { generated: { expression: asExpression.trim(), stored: declared.generatedType === "STORED" } }),
    ...(charset === undefined ? {} : { charset: modernCharset(charset) }),
    ...(collation === undefined ? {} : { collation: modernCharset(collation) }),
    ...(text === "" ? {} : { comment: text }),
  };
  return { column };
}

/**
 * A comment as the server keeps it: its dictionary is in utf8mb3, and what lies beyond that becomes a question mark. Null
 * bytes are not allowed. https://dev.mysql.com/doc/refman/9.4/en/charset-metadata.html
 */
function commentText(comment: string): string {
  return comment.replaceAll("\0", "").replaceAll(beyondBasicPlane, "?");
}

/** Today's servers report `utf8` under its full name, and all of them know it. */
export function modernCharset(name: string): string {
  const lower = name.toLowerCase();
  return lower === "utf8" || lower.startsWith("utf8_") ? `utf8mb3${lower.slice(4)}` : lower;
}

/** Models have few types and many columns. */
const parsedTypes = new Map<string, ColumnType>();

function parsedType(text: string): ColumnType {
  const known = parsedTypes.get(text);
  if (known !== undefined) return known;
  const type = parseType(text);
  parsedTypes.set(text, type);
  return type;
}

function columnType(declared: DeclaredColumn, flavour: Flavour): ColumnType {
  const written = typeNames[declared.type] ?? declared.type.toLowerCase();
  if (written === "uuid") {
    if (flavour.uuid && declared.driverType === "mariadb") return { name: "uuid" };
    return {
      name: "varchar",
      length: Number(declared.length ?? (declared.generation === "uuid" ? 36 : 255)),
    };
  }
  if (written === "json" && !flavour.json) return { name: "longtext" };
  const { enumValues, length, width, precision, scale, zerofill } = declared;
  if (enumValues !== undefined && (written === "enum" || written === "set")) {
    return { name: written, values: enumValues };
  }
  // MysqlDriver.createFullType: a length goes before a width, and both before a precision.
  const digits =
    precision === undefined || precision === null ? "" : [precision, scale ?? []].flat().join(",");
  const given = length ?? width?.toString() ?? defaultLengths[written] ?? digits;
  const list = /^\d+(?:,\d+)?$/.test(given) ? `(${given})` : "";
  const type = parsedType(
    `${written}${list}${declared.unsigned ? " unsigned" : ""}${zerofill ? " zerofill" : ""}`,
  );
  return type.length === undefined ? type : sized(type, type.length);
}

/**
 * The current time with no more digits than the column has: TypeORM gives its columns of creation and change six,
 * whatever their precision.
 */
function cutTime(sql: string | undefined, { precision = 0 }: ColumnType): string | undefined {
  const digits = /\((\d)\)$/.exec(currentTimestamp(sql ?? "") ?? "")?.[1];
  if (digits === undefined || Number(digits) <= precision) return sql;
  return currentTimestamp(`CURRENT_TIMESTAMP(${precision})`);
}

/** A text or blob with a length is the smallest one that holds it: four bytes for a character of utf8mb4. */
function sized(type: ColumnType, length: number): ColumnType {
  if (type.name !== "text" && type.name !== "blob") return type;
  const bytes = type.name === "text" ? length * 4 : length;
  const prefix = bytes < 256 ? "tiny" : bytes < 65536 ? "" : bytes < 16777216 ? "medium" : "long";
  return { name: prefix + type.name };
}

function defaultSql(
  declared: DeclaredDefault | undefined,
  type: ColumnType,
  flavour: Flavour,
): string | undefined {
  if (declared === undefined) return undefined;
  // A function may return NULL, which is no default.
  if ("sql" in declared)
    return declared.sql.trim().toUpperCase() === "NULL" ? undefined : declared.sql.trim();
  const text = valueSql(declared.value, type);
  if (text === undefined || !isLargeObject(type) || !flavour.largeDefaultsInParentheses) return text;
  return `(${text})`;
}

function valueSql(
  value: Exclude<DeclaredDefault, { sql: string }>["value"],
  type: ColumnType,
): string | undefined {
  if (Array.isArray(value) && type.name !== "json") return literal(value.join(","));
  if (typeof value === "object" && value !== null) return literal(JSON.stringify(value));
  if (value === null) return undefined;
  const isNumeric = /^(?:(?:tiny|small|medium|big)?int|decimal|float|double)$/.test(type.name);
  if (typeof value === "string" && isNumeric && /^-?\d+(?:\.\d+)?$/.test(value)) return value;
  if (typeof value === "string") return literal(unescaped(value));
  // Labels of an enum may be declared as numbers.
  return literal(type.values === undefined ? (value as string | number | bigint | boolean) : String(value));
}

/** TypeORM escapes nothing in a string default, so entities that need a quote or a backslash double it themselves. */
function unescaped(text: string): string {
  const quotes = isEscapedText(text) ? text.replaceAll("''", "'") : text;
  const isDoubled = quotes.includes("\\\\") && !quotes.replaceAll("\\\\", "").includes("\\");
  return isDoubled ? quotes.replaceAll("\\\\", "\\") : quotes;
}

/** Leaves out what these databases have not got, and turns unique constraints into the unique indexes that they are. */
export function normalise(wanted: Schema, flavour: Flavour): Schema {
  return {
    ...wanted,
    extensions: [],
    enums: [],
    sequences: [],
    tables: wanted.tables.map((table) => normaliseTable(table, flavour)),
    views: wanted.views.map((view): View => ({ ...view, materialized: false, indexes: [] })),
  };
}

function normaliseTable({ primaryKey, options, comment, ...table }: Table, flavour: Flavour): Table {
  const { engine, charset, collation } = options;
  const uniques = table.uniques.map(({ name, aliases, columns }): Index => ({
    name: name ?? columns.join("_"),
    ...(aliases === undefined ? {} : { aliases }),
    parts: columns.map((column) => ({ column })),
    unique: true,
  }));
  return {
    ...table,
    // Their name is always PRIMARY.
    ...(primaryKey === undefined ? {} : { primaryKey: { columns: primaryKey.columns } }),
    ...(comment === undefined ? {} : { comment: commentText(comment) }),
    uniques: [],
    checks: flavour.checks ? table.checks : [],
    exclusions: [],
    foreignKeys: table.foreignKeys.map(({ deferrable: _deferrable, ...key }) => ({
      ...key,
      onDelete: action(key.onDelete, flavour),
      onUpdate: action(key.onUpdate, flavour),
    })),
    indexes: distinct([...table.indexes.map(normaliseIndex), ...uniques]),
    options: {
      ...(engine === undefined ? {} : { engine }),
      ...(charset === undefined ? {} : { charset: modernCharset(charset) }),
      ...(collation === undefined ? {} : { collation: modernCharset(collation) }),
    },
  };
}

/** MariaDB takes SET DEFAULT and makes RESTRICT of it. */
function action(name: ReferentialAction, { setDefault }: Flavour): ReferentialAction {
  return name === "set default" && !setDefault ? "restrict" : name;
}

function normaliseIndex({
  method: _method,
  where: _where,
  concurrently: _concurrently,
  include: _include,
  nullsNotDistinct: _nulls,
  ...index
}: Index): Index {
  return index;
}

/** One index a name: TypeORM names an index and a unique index of the same column alike. */
function distinct(indexes: readonly Index[]): Index[] {
  const byName = new Map<string, Index>();
  for (const index of indexes) {
    const other = byName.get(index.name);
    if (other === undefined || (index.unique && !other.unique)) byName.set(index.name, index);
  }
  return [...byName.values()];
}
