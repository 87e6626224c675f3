import type { Column, ColumnType, Schema, Table, View } from "../../schema/schema.ts";
import type { Declaration, DeclaredColumn, DeclaredDefault } from "../declared-column.ts";
import type { Server } from "../dialect.ts";
import { isEscapedText } from "../escaped-text.ts";
import { type FileNames, fileNames } from "./files.ts";
import { identifier, literal } from "./literals.ts";

/** AbstractSqliteDriver.normalizeType of both majors. */
const typeNames: Readonly<Record<string, string>> = {
  Number: "integer",
  int: "integer",
  String: "varchar",
  Date: "datetime",
  Boolean: "boolean",
  Buffer: "blob",
  uuid: "varchar",
  "simple-array": "text",
  "simple-json": "text",
  "simple-enum": "varchar",
};

/** What TypeORM's SQLite drivers create for a column. */
export function declareColumn(declared: DeclaredColumn): Declaration {
  const { name, enumValues, generation, asExpression, collation } = declared;
  const value = asExpression === undefined ? defaultSql(declared.default, declared.type) : undefined;
  const column: Column = {
    name,
    type: columnType(declared),
    nullable: declared.nullable,
    ...(value === undefined ? {} : { default: value }),
    ...(generation === "increment" ? { identity: "auto increment" as const } : {}),
    ...(asExpression === undefined
      ? {}
      : { generated: { expression: asExpression, stored: declared.generatedType === "STORED" } }),
    ...(collation === undefined || collation.toUpperCase() === "BINARY"
      ? {}
      : { collation: collation.toUpperCase() }),
  };
  if (enumValues === undefined || declared.array) return { column };
  const labels = enumValues.map((label) => literal(label)).join(",");
  return { column, checks: [{ expression: `${identifier(name)} IN (${labels})` }] };
}

function columnType({ type, enumValues, length, precision, scale, array }: DeclaredColumn): ColumnType {
  // AbstractSqliteDriver.createFullType gives an enum no length.
  if (enumValues !== undefined) return { name: "varchar" };
  const name = (typeNames[type] ?? type).toLowerCase() + (array ? " array" : "");
  if (length !== undefined) return { name, length: Number(length) };
  if (precision === undefined || precision === null) return { name };
  return scale === undefined ? { name, length: precision } : { name, precision, scale };
}

function defaultSql(declared: DeclaredDefault | undefined, type: string): string | undefined {
  if (declared === undefined) return undefined;
  // A function may return NULL, which is no default.
  if ("sql" in declared) return declared.sql.toUpperCase() === "NULL" ? undefined : declared.sql;
  const { value } = declared;
  if (Array.isArray(value) && type === "simple-enum") return literal(value.join(","));
  if (typeof value === "object" && value !== null) {
    const json = literal(JSON.stringify(value));
    return type === "jsonb" ? `jsonb(${json})` : json;
  }
  if (typeof value === "string" && isEscapedText(value)) return `'${value}'`;
  return literal(value as string | number | bigint | boolean | null);
}

/**
 * Leaves out what SQLite has not got: comments, names of primary keys, options of other databases; and, as TypeORM does,
 * foreign keys to a table in another file.
 */
export function normalise(wanted: Schema, server: Server): Schema {
  const names = fileNames(server);
  return {
    ...wanted,
    extensions: [],
    enums: [],
    sequences: [],
    tables: wanted.tables.map(normaliseTable),
    views: wanted.views.map((view): View => ({
      ...view,
      definition: withoutHandle(view, names),
      materialized: false,
      indexes: [],
    })),
  };
}

/**
 * A query builder names the file by TypeORM's handle. To whoever attaches the file by another one, or opens it as the main
 * one, such a view would make all of it unreadable: "malformed database schema".
 */
function withoutHandle({ schema, definition }: View, { handle }: FileNames): string {
  return schema === undefined ? definition : definition.replaceAll(`${identifier(handle(schema))}.`, "");
}

function normaliseTable({ comment: _comment, primaryKey, ...table }: Table): Table {
  return {
    ...table,
    // TypeORM writes them without a name, and reads none back.
    ...(primaryKey === undefined ? {} : { primaryKey: { columns: primaryKey.columns } }),
    foreignKeys: table.foreignKeys.filter(({ referencedTable }) => referencedTable.schema === table.schema),
    exclusions: [],
    indexes: table.indexes.map(
      ({ kind: _kind, method: _method, parser: _parser, concurrently: _concurrently, ...index }) => index,
    ),
    options: table.options.withoutRowid ? { withoutRowid: true } : {},
  };
}
