import { displayName } from "../schema/object-name.ts";
import { columnFacets } from "./column-change.ts";
import type { ColumnChange, Operation, OperationKind, OperationOf } from "./operation.ts";

/** What the operation does, in one English line without SQL, e.g. `add column account.email`. */
export function describe(operation: Operation): string {
  // The map is exhaustive; TypeScript can't see that key and argument belong together.
  const description = descriptions[operation.kind] as (operation: Operation) => string;
  return description(operation);
}

const descriptions: { readonly [K in OperationKind]: (operation: OperationOf<K>) => string } = {
  createSchema: ({ name }) => `create schema ${name}`,
  dropSchema: ({ name }) => `drop schema ${name}`,
  createExtension: ({ name }) => `create extension ${name}`,
  dropExtension: ({ name }) => `drop extension ${name}`,
  createEnum: (operation) =>
    `create enum ${displayName(operation.enum)} (${operation.enum.values.join(", ")})`,
  dropEnum: (operation) => `drop enum ${displayName(operation.enum)}`,
  alterEnum: (operation) =>
    `change enum ${displayName(operation.enum)} from (${operation.existing.join(", ")}) to (${operation.values.join(", ")})`,
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
  alterColumn: ({ table, column, change }) =>
    `change column ${displayName(table)}.${column}: ${changedFacets(change)}`,
  renameColumn: ({ table, column, newName }) => `rename column ${displayName(table)}.${column} to ${newName}`,
  createConstraint: ({ table, constraint }) =>
    `create ${constraint.type} ${constraint.name ?? "without a name"} on ${displayName(table)}`,
  dropConstraint: ({ table, type, name }) =>
    `drop ${type} ${name ?? "without a name"} on ${displayName(table)}`,
  renameConstraint: ({ table, type, name, newName }) =>
    `rename ${type} ${name} on ${displayName(table)} to ${newName}`,
  createIndex: ({ table, index }) =>
    `create ${index.unique ? "unique " : ""}index ${index.name} on ${displayName(table)}`,
  dropIndex: ({ table, name }) => `drop index ${name} on ${displayName(table)}`,
  renameIndex: ({ table, name, newName }) => `rename index ${name} on ${displayName(table)} to ${newName}`,
  createView: ({ view }) => `create ${view.materialized ? "materialized " : ""}view ${displayName(view)}`,
  dropView: ({ view, materialized }) =>
    `drop ${materialized ? "materialized " : ""}view ${displayName(view)}`,
  replaceView: ({ view }) => `replace view ${displayName(view)}`,
  backfill: ({ table, column }) => `fill column ${displayName(table)}.${column} where it is NULL`,
  execute: ({ sql }) => `execute ${sql.trim().split("\n", 1)[0]}`,
};

function changedFacets(change: ColumnChange): string {
  return columnFacets.filter((facet) => change[facet] !== undefined).join(", ");
}
