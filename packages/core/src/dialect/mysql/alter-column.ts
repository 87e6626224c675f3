import { OperationError } from "../../errors.ts";
import { applyColumnChange } from "../../operation/column-change.ts";
import { describe } from "../../operation/describe.ts";
import type { Operation, OperationOf } from "../../operation/operation.ts";
import { sameName } from "../../schema/object-name.ts";
import type { Column, ObjectName, Schema, Table } from "../../schema/schema.ts";
import type { Flavour } from "./flavour.ts";
import { identifier, qualified } from "./literals.ts";
import { autoIncrementIndex } from "./reflect-keys.ts";
import { autoIncrementIndexSql, columnSql, indexSql, isKey } from "./table-sql.ts";

/** The state of a table, where it is known. */
export function stateOf(table: ObjectName, state: Schema | undefined): Table | undefined {
  return state?.tables.find((other) => sameName(other, table));
}

/** The error for something that should be there, and is not. */
export function unknown(operation: Operation, label: string, missing: string): OperationError {
  return new OperationError(
    "E_OBJECT_UNKNOWN",
    `${label} can't ${describe(operation)}: ${missing} Is the database at the revision that this one follows?`,
    { details: { kind: operation.kind } },
  );
}

/** How a column comes by its values. */
function storage({ generated }: Column): "given" | "stored" | "virtual" {
  return generated === undefined ? "given" : generated.stored ? "stored" : "virtual";
}

/** The column before and after the change: the live one counts, because MODIFY states every attribute anew. */
export function alteredColumn(
  operation: OperationOf<"alterColumn">,
  state: Schema | undefined,
  flavour: Flavour,
): { readonly before: Column; readonly after: Column } {
  const live = stateOf(operation.table, state)?.columns.find(({ name }) => name === operation.column);
  const before = live ?? operation.existing;
  if (before === undefined) throw unknown(operation, flavour.label, "there is no such column.");
  return { before, after: applyColumnChange(before, operation.change) };
}

/**
 * The statements of a change of a column: one MODIFY COLUMN wherever the server can, which keeps the values.
 *
 * Neither server turns a virtual column into a stored or a given one
 * (https://dev.mysql.com/doc/refman/9.4/en/alter-table-generated-columns.html): it is replaced, and its values are
 * computed again; from stored to given is a MODIFY that keeps them.
 */
export function alterColumn(
  operation: OperationOf<"alterColumn">,
  state: Schema | undefined,
  flavour: Flavour,
): string[] {
  const { before, after } = alteredColumn(operation, state, flavour);
  const table = stateOf(operation.table, state);
  const alter = (clauses: readonly string[]) =>
    `ALTER TABLE ${qualified(operation.table)} ${clauses.join(", ")}`;
  const modify = alter([
    `MODIFY COLUMN ${columnSql(after, flavour)}`,
    ...numberingClauses(before, after, table, flavour),
  ]);
  if (operation.using !== undefined)
    return convert(operation, after, operation.using, { alter, table, flavour });
  const from = storage(before);
  const to = storage(after);
  if (from === to || (from !== "virtual" && to !== "virtual")) {
    return [
      ...inBetween(before, after).map((column) => alter([`MODIFY COLUMN ${columnSql(column, flavour)}`])),
      modify,
    ];
  }
  if (to !== "given") return [alter(replace(after, table, flavour))];
  const { default: _default, ...stored } = after;
  return [
    alter(replace({ ...stored, generated: { ...before.generated!, stored: true } }, table, flavour)),
    modify,
  ];
}

/**
 * The column in between, where MariaDB knows no way from one type to the other but through what both can be written as: a
 * text for types that read and write themselves as one, bytes for shapes. A row that is no value of the new type is
 * an error there, and nothing is lost
 * (https://mariadb.com/docs/server/reference/data-types/string-data-types/uuid-data-type,
 * https://mariadb.com/docs/server/reference/sql-statements/geometry-constructors/geometry-types).
 */
function inBetween(before: Column, after: Column): Column[] {
  const types = [before.type.name, after.type.name];
  if (before.type.name === after.type.name || types.some((name) => /char|text|binary|blob/.test(name)))
    return [];
  const { name, nullable } = before;
  const shapes = types.filter((one) => spatial.test(one));
  if (shapes.length === 1) return [{ name, nullable, type: { name: "longblob" } }];
  if (types.some((one) => /^(uuid|inet4|inet6)$/.test(one)))
    return [{ name, nullable, type: { name: "varchar", length: 45 } }];
  return [];
}

const spatial = /^(geometry|geometrycollection|geomcollection|(multi)?(point|linestring|polygon))$/;

/** AUTO_INCREMENT needs a key at any moment, and there can be but one such column in a table. */
function numberingClauses(
  before: Pick<Column, "identity">,
  after: Column,
  table: Table | undefined,
  flavour: Flavour,
): string[] {
  if (after.identity !== undefined)
    return before.identity === undefined ? numbered(after, table, flavour) : [];
  const hasHelper = table?.indexes.some(({ name }) => name === autoIncrementIndex) ?? false;
  return before.identity !== undefined && hasHelper ? [`DROP INDEX ${identifier(autoIncrementIndex)}`] : [];
}

/** The clauses beside a column that becomes AUTO_INCREMENT. */
export function numbered(column: Column, table: Table | undefined, flavour: Flavour): string[] {
  if (table === undefined) return [`ADD ${autoIncrementIndexSql(column.name)}`];
  const others = table.columns.filter(({ name, identity }) => identity !== undefined && name !== column.name);
  // A state worked out from operations does not know the helper, but then no index serves the other column.
  const hasHelper =
    table.indexes.some(({ name }) => name === autoIncrementIndex) ||
    others.some(({ name }) => !isKey(name, table));
  const indexes = table.indexes.filter(({ name }) => name !== autoIncrementIndex);
  return [
    // There can be one such column only: the other one is on its way out.
    ...others.map(({ identity: _identity, ...other }) => `MODIFY COLUMN ${columnSql(other, flavour)}`),
    ...(hasHelper ? [`DROP INDEX ${identifier(autoIncrementIndex)}`] : []),
    ...(isKey(column.name, { ...table, indexes }) ? [] : [`ADD ${autoIncrementIndexSql(column.name)}`]),
  ];
}

/** Clauses that put another column in the place of one, with the indexes that it is in. */
function replace(column: Column, table: Table | undefined, flavour: Flavour): string[] {
  const indexes = (table?.indexes ?? []).filter(({ parts }) =>
    parts.some((part) => part.column === column.name),
  );
  return [
    ...indexes.map(({ name }) => `DROP INDEX ${identifier(name)}`),
    `DROP COLUMN ${identifier(column.name)}`,
    `ADD COLUMN ${columnSql(column, flavour)}${position(column.name, table)}`,
    ...indexes.map((index) => `ADD ${indexSql(index, flavour)}`),
  ];
}

function position(column: string, table: Table | undefined): string {
  if (table === undefined) return "";
  const previous = table.columns[table.columns.findIndex(({ name }) => name === column) - 1];
  return previous === undefined ? " FIRST" : ` AFTER ${identifier(previous.name)}`;
}

interface Conversion {
  readonly alter: (clauses: readonly string[]) => string;
  readonly table: Table | undefined;
  readonly flavour: Flavour;
}

/** Computes the new values into a column beside the old one, which then takes its name, place and indexes. */
function convert(
  { table: name, column }: OperationOf<"alterColumn">,
  after: Column,
  using: string,
  { alter, table, flavour }: Conversion,
): string[] {
  const beside = `limbeck_${column}`.slice(0, 64);
  const { default: _default, onUpdate: _onUpdate, identity: _identity, check: _check, ...plain } = after;
  const indexes = (table?.indexes ?? []).filter(({ parts }) => parts.some((part) => part.column === column));
  const keyed = table?.primaryKey?.columns.includes(column) ?? false;
  const key = table?.primaryKey?.columns.map((part) => identifier(part)).join(", ");
  const place = position(column, table);
  return [
    alter([`ADD COLUMN ${columnSql({ ...plain, name: beside, nullable: true }, flavour)}`]),
    `UPDATE ${qualified(name)} SET ${identifier(beside)} = (${using})`,
    alter([
      ...(keyed ? ["DROP PRIMARY KEY"] : []),
      ...indexes.map((index) => `DROP INDEX ${identifier(index.name)}`),
      `DROP COLUMN ${identifier(column)}`,
      `CHANGE COLUMN ${identifier(beside)} ${columnSql(after, flavour)}${place}`,
      ...(keyed ? [`ADD PRIMARY KEY (${key})`] : []),
      ...indexes.map((index) => `ADD ${indexSql(index, flavour)}`),
    ]),
  ];
}
