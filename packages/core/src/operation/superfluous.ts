import { sameName } from "../schema/object-name.ts";
import type { ObjectName, Schema, Table } from "../schema/schema.ts";
import { constraintsOf } from "./constraints-of.ts";
import { isMeant } from "./meant-constraint.ts";
import type { DropConstraint, Operation } from "./operation.ts";

/** True for an operation with `ifExists` or `ifNotExists`. */
export function isConditional(operation: Operation): boolean {
  return (
    ("ifExists" in operation && operation.ifExists === true) ||
    ("ifNotExists" in operation && operation.ifNotExists === true)
  );
}

/**
 * True for a conditional operation that has nothing to do in a database of that state. What is in a table is only decided
 * where the state has the table.
 */
export function isSuperfluous(operation: Operation, state: Schema): boolean {
  if (!isConditional(operation)) return false;
  const tableOf = (name: ObjectName) => state.tables.find((table) => sameName(table, name));
  const has = (objects: readonly ObjectName[], name: ObjectName) =>
    objects.some((object) => sameName(object, name));
  switch (operation.kind) {
    case "createSchema":
      return state.schemas.includes(operation.name);
    case "dropSchema":
      return !state.schemas.includes(operation.name);
    case "dropExtension":
      return !state.extensions.includes(operation.name);
    case "createEnum":
      return has(state.enums, operation.enum);
    case "dropEnum":
      return !has(state.enums, operation.enum);
    case "addEnumValue":
      return state.enums.some(
        (type) => sameName(type, operation.enum) && type.values.includes(operation.value),
      );
    case "createSequence":
      return has(state.sequences, operation.sequence);
    case "dropSequence":
      return !has(state.sequences, operation.sequence);
    case "createView":
      return has(state.views, operation.view);
    case "dropView":
      return !has(state.views, operation.view);
    case "createTable":
      return has(state.tables, operation.table);
    case "dropTable":
      return !has(state.tables, operation.table);
    case "addColumn":
      return hasColumn(tableOf(operation.table), operation.column.name) === true;
    case "dropColumn":
      return hasColumn(tableOf(operation.table), operation.column) === false;
    case "createIndex":
      return hasIndex(tableOf(operation.table), operation.index.name) === true;
    case "dropIndex":
      return hasIndex(tableOf(operation.table), operation.name) === false;
    case "dropConstraint":
      return hasConstraint(tableOf(operation.table), operation) === false;
    default:
      return false;
  }
}

function hasColumn(table: Table | undefined, column: string): boolean | undefined {
  return table?.columns.some(({ name }) => name === column);
}

/** What a failed build left behind is none; where a unique constraint is an index, it is one. */
function hasIndex(table: Table | undefined, index: string): boolean | undefined {
  return (
    table &&
    (table.indexes.some(({ name, invalid }) => name === index && !invalid) ||
      table.uniques.some(({ name }) => name === index))
  );
}

function hasConstraint(
  table: Table | undefined,
  { type, name, existing }: DropConstraint,
): boolean | undefined {
  if (table === undefined) return undefined;
  if (type === "primary key") return table.primaryKey !== undefined;
  return (
    constraintsOf(table).some(
      (constraint) => constraint.type === type && isMeant(withoutType(constraint), name, existing),
    ) ||
    (type === "unique" && name !== undefined && hasIndex(table, name) === true)
  );
}

function withoutType<T extends { readonly type: unknown }>({ type: _type, ...rest }: T): Omit<T, "type"> {
  return rest;
}
