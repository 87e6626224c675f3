import { displayName } from "../schema/object-name.ts";
import type { Column, ColumnType } from "../schema/schema.ts";
import { describeCustom } from "./custom-operation.ts";
import { columnFacets } from "./column-change.ts";
import { statementText } from "./sql.ts";
import type { ColumnChange, Operation, OperationKind, OperationOf } from "./operation.ts";

type FormatType = (type: ColumnType) => string;

/** What the operation does, in one English line without SQL, e.g. `add column account.email`. */
export function describe(operation: Operation): string {
  return description(operation);
}

/**
 * {@link describe} with the types that a column changes from and to, as a dialect writes them.
 *
 * @example
 * script.upgradeOps.map(describeFor(script.dialect)); // ["change column account.name: type varchar(50) -> varchar(80)"]
 */
export function describeFor(dialect: { readonly formatType: FormatType }): (operation: Operation) => string {
  return (operation) => description(operation, (type) => dialect.formatType(type));
}

function description(operation: Operation, formatType?: FormatType): string {
  // The map is exhaustive; TypeScript can't see that key and argument belong together.
  const ofKind = descriptions[operation.kind] as (operation: Operation, formatType?: FormatType) => string;
  return ofKind(operation, formatType) + condition(operation);
}

function condition(operation: Operation): string {
  if ("ifExists" in operation && operation.ifExists) return " if it exists";
  return "ifNotExists" in operation && operation.ifNotExists ? " unless it exists" : "";
}

const descriptions: {
  readonly [K in OperationKind]: (operation: OperationOf<K>, formatType?: FormatType) => string;
} = {
  createSchema: ({ name }) => `create schema ${name}`,
  dropSchema: ({ name }) => `drop schema ${name}`,
  createExtension: ({ name }) => `create extension ${name}`,
  dropExtension: ({ name }) => `drop extension ${name}`,
  createEnum: (operation) =>
    `create enum ${displayName(operation.enum)} (${operation.enum.values.join(", ")})`,
  dropEnum: (operation) => `drop enum ${displayName(operation.enum)}`,
  alterEnum: (operation) =>
    `change enum ${displayName(operation.enum)} from (${operation.existing.join(", ")}) to (${operation.values.join(", ")})`,
  addEnumValue: (operation) => `add ${operation.value} to enum ${displayName(operation.enum)}`,
  renameEnumValue: (operation) =>
    `rename ${operation.value} of enum ${displayName(operation.enum)} to ${operation.newValue}`,
  createSequence: ({ sequence }) => `create sequence ${displayName(sequence)}`,
  dropSequence: ({ sequence }) => `drop sequence ${displayName(sequence)}`,
  createTable: ({ table }) => `create table ${displayName(table)}`,
  dropTable: ({ table }) => `drop table ${displayName(table)}`,
  renameTable: ({ table, newName }) => `rename table ${displayName(table)} to ${newName}`,
  createTableComment: ({ table }) => `set the comment of table ${displayName(table)}`,
  dropTableComment: ({ table }) => `drop the comment of table ${displayName(table)}`,
  alterTableOptions: ({ table, options }) =>
    `change the options of table ${displayName(table)}: ${Object.keys(options).join(", ")}`,
  addColumn: ({ table, column }) => `add column ${displayName(table)}.${column.name}`,
  dropColumn: ({ table, column }) => `drop column ${displayName(table)}.${column}`,
  alterColumn: ({ table, column, change, existing }, formatType) =>
    `change column ${displayName(table)}.${column}: ${changedFacets(change, existing, formatType)}`,
  renameColumn: ({ table, column, newName }) => `rename column ${displayName(table)}.${column} to ${newName}`,
  createConstraint: ({ table, constraint }) =>
    `create ${constraint.type} ${constraint.name ?? "without a name"} on ${displayName(table)}`,
  dropConstraint: ({ table, type, name }) =>
    `drop ${type} ${name ?? "without a name"} on ${displayName(table)}`,
  renameConstraint: ({ table, type, name, newName }) =>
    `rename ${type} ${name} on ${displayName(table)} to ${newName}`,
  validateConstraint: ({ table, name }) => `validate constraint ${name} on ${displayName(table)}`,
  createIndex: ({ table, index }) =>
    `create ${index.unique ? "unique " : ""}index ${index.name} on ${displayName(table)}`,
  dropIndex: ({ table, name }) => `drop index ${name} on ${displayName(table)}`,
  renameIndex: ({ table, name, newName }) => `rename index ${name} on ${displayName(table)} to ${newName}`,
  createView: ({ view }) => `create ${view.materialized ? "materialized " : ""}view ${displayName(view)}`,
  dropView: ({ view, materialized }) =>
    `drop ${materialized ? "materialized " : ""}view ${displayName(view)}`,
  replaceView: ({ view }) => `replace view ${displayName(view)}`,
  refreshMaterializedView: ({ view }) => `refresh materialized view ${displayName(view)}`,
  backfill: ({ table, column }) => `fill column ${displayName(table)}.${column} where it is NULL`,
  batchAlterTable: ({ table, operations }, formatType) =>
    `alter table ${displayName(table)}: ${operations.map((one) => description(one, formatType)).join(", ") || "build it anew"}`,
  custom: describeCustom,
  bulkInsert: ({ table, rows }) =>
    `insert ${rows.length} ${rows.length === 1 ? "row" : "rows"} into ${displayName(table)}`,
  execute: ({ sql }) => `execute ${statementText(sql).trim().split("\n", 1)[0]}`,
};

function changedFacets(change: ColumnChange, existing?: Column, formatType?: FormatType): string {
  const fromTo = (before: string | undefined, after: string): string =>
    before === undefined ? after : `${before} -> ${after}`;
  return columnFacets
    .filter((facet) => change[facet] !== undefined)
    .map((facet) => {
      if (facet === "nullable") return change.nullable ? "nullable" : "not null";
      if (facet === "default")
        return `default ${fromTo(existing && (existing.default ?? "none"), change.default ?? "none")}`;
      if (facet === "type" && change.type && formatType)
        return `type ${fromTo(existing && formatType(existing.type), formatType(change.type))}`;
      return facet;
    })
    .join(", ");
}
