import type { Statement } from "./dialect.ts";
import type { ObjectName, Table, View } from "../schema/schema.ts";
import type { Quoting } from "./sql-writer.ts";

/**
 * The rows of `typeorm_metadata`, where TypeORM keeps the texts of views and generated columns as they were
 * declared and compares them with the entities. Operations keep them in step, so that TypeORM's own schema builder
 * sees no difference either.
 */
export interface MetadataRowWriter extends Quoting {
  literal(value: string): string;
  /** The column types of the table, as TypeORM's driver creates it. */
  readonly types: { readonly varchar: string; readonly text: string };
  /** SQL of the row's `database`; absent where TypeORM leaves it NULL. */
  readonly database?: string;
  /** SQL of the row's `schema` for a name; absent where TypeORM leaves it NULL. */
  readonly schema?: (name: ObjectName) => string;
  /** The row's name of a table or view; absent where that is its bare name. */
  readonly path?: (name: ObjectName) => string;
}

export type MetadataRowType = "VIEW" | "MATERIALIZED_VIEW" | "GENERATED_COLUMN";

/** CREATE TABLE of the service table, as TypeORM's schema builder writes it. */
export function createMetadataTable(table: ObjectName, writer: MetadataRowWriter): string {
  const { varchar, text } = writer.types;
  const columns = ["type", "database", "schema", "table", "name", "value"].map((column) => {
    const type = column === "value" ? text : varchar;
    return `${writer.identifier(column)} ${type}${column === "type" ? " NOT NULL" : ""}`;
  });
  return `CREATE TABLE IF NOT EXISTS ${writer.qualified(table)} (${columns.join(", ")})`;
}

/** The row of a view; none for one that no entity declares, which TypeORM would take for abandoned otherwise. */
export function insertViewRows(metadataTable: ObjectName, view: View, writer: MetadataRowWriter): string[] {
  if (view.managed === false) return [];
  const value = (view.declared ?? view.definition).trim();
  const name = pathOf(view, writer);
  const row: MetadataRow = { type: viewType(view.materialized), object: view, name, value };
  return [insert(metadataTable, writer, row)];
}

export function deleteViewRow(
  metadataTable: ObjectName,
  view: ObjectName,
  materialized: boolean,
  writer: MetadataRowWriter,
): string {
  const name = pathOf(view, writer);
  return remove(metadataTable, writer, { type: viewType(materialized), object: view, name });
}

/** The rows of a new table's generated columns. */
export function insertColumnRows(
  metadataTable: ObjectName,
  table: Table,
  writer: MetadataRowWriter,
): string[] {
  return table.columns.flatMap(({ name, generated }) =>
    generated === undefined
      ? []
      : [insertColumnRow(metadataTable, table, name, generated.declared ?? generated.expression, writer)],
  );
}

export function insertColumnRow(
  metadataTable: ObjectName,
  table: ObjectName,
  column: string,
  value: string,
  writer: MetadataRowWriter,
): string {
  return insert(metadataTable, writer, {
    type: "GENERATED_COLUMN",
    object: table,
    table: pathOf(table, writer),
    name: column,
    value,
  });
}

/** Deletes the row of one column, or of all columns of a table when `column` is absent. */
export function deleteColumnRows(
  metadataTable: ObjectName,
  table: ObjectName,
  column: string | undefined,
  writer: MetadataRowWriter,
): string {
  return remove(metadataTable, writer, {
    type: "GENERATED_COLUMN",
    object: table,
    table: pathOf(table, writer),
    ...(column === undefined ? {} : { name: column }),
  });
}

function pathOf(name: ObjectName, { path }: MetadataRowWriter): string {
  return path === undefined ? name.name : path(name);
}

interface MetadataRow {
  readonly type: MetadataRowType;
  /** The object whose schema the row carries. */
  readonly object: ObjectName;
  readonly table?: string;
  readonly name?: string;
  readonly value?: string;
}

function viewType(materialized: boolean): MetadataRowType {
  return materialized ? "MATERIALIZED_VIEW" : "VIEW";
}

function fields(row: MetadataRow, writer: MetadataRowWriter): [string, string][] {
  const text: [string, string | undefined][] = [
    ["type", writer.literal(row.type)],
    // TypeORM gives the rows of views no database: PostgresQueryRunner.insertViewDefinitionSql.
    ["database", row.type === "GENERATED_COLUMN" ? writer.database : undefined],
    ["schema", writer.schema?.(row.object)],
    ["table", row.table === undefined ? undefined : writer.literal(row.table)],
    ["name", row.name === undefined ? undefined : writer.literal(row.name)],
    ["value", row.value === undefined ? undefined : writer.literal(row.value)],
  ];
  return text.flatMap(([column, value]) => (value === undefined ? [] : [[writer.identifier(column), value]]));
}

function insert(table: ObjectName, writer: MetadataRowWriter, row: MetadataRow): string {
  const entries = fields(row, writer);
  const columns = entries.map(([column]) => column).join(", ");
  return `INSERT INTO ${writer.qualified(table)} (${columns}) VALUES (${entries.map(([, value]) => value).join(", ")})`;
}

function remove(table: ObjectName, writer: MetadataRowWriter, row: MetadataRow): string {
  const conditions = fields(row, writer).map(([column, value]) => `${column} = ${value}`);
  return `DELETE FROM ${writer.qualified(table)} WHERE ${conditions.join(" AND ")}`;
}

/** Moves the rows of a table's generated columns to the table's new name. */
export function renameTableRows(
  metadataTable: ObjectName,
  table: ObjectName,
  newName: string,
  writer: MetadataRowWriter,
): string {
  const row: MetadataRow = { type: "GENERATED_COLUMN", object: table, table: pathOf(table, writer) };
  return update(metadataTable, writer, row, ["table", pathOf({ ...table, name: newName }, writer)]);
}

/** Moves the row of a generated column to its new name. */
export function renameColumnRow(
  metadataTable: ObjectName,
  table: ObjectName,
  column: string,
  newName: string,
  writer: MetadataRowWriter,
): string {
  const row: MetadataRow = {
    type: "GENERATED_COLUMN",
    object: table,
    table: pathOf(table, writer),
    name: column,
  };
  return update(metadataTable, writer, row, ["name", newName]);
}

function update(
  table: ObjectName,
  writer: MetadataRowWriter,
  row: MetadataRow,
  [column, value]: readonly [string, string],
): string {
  const conditions = fields(row, writer).map(([name, content]) => `${name} = ${content}`);
  return (
    `UPDATE ${writer.qualified(table)} SET ${writer.identifier(column)} = ${writer.literal(value)} ` +
    `WHERE ${conditions.join(" AND ")}`
  );
}

/** True when the statements write to TypeORM's metadata table, which they create on first need. */
export function createsMetadataTable(statements: readonly Statement[], metadataTable: ObjectName): boolean {
  return statements.some(
    ({ sql }) => sql.startsWith("CREATE TABLE IF NOT EXISTS") && sql.includes(metadataTable.name),
  );
}
