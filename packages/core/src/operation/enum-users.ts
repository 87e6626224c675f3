import type { ColumnType, ObjectName } from "../schema/schema.ts";
import type { Operation } from "./operation.ts";

/** True for a column of the enum type, or of arrays of it. */
export function isOfEnum(type: ColumnType, name: ObjectName): boolean {
  return type.userDefined === true && type.name === name.name && type.schema === name.schema;
}

/** True for an operation after which a column, or the whole table, is of the enum type no more. */
export function leavesEnum(operation: Operation, name: ObjectName): boolean {
  switch (operation.kind) {
    case "dropColumn":
      return operation.existing !== undefined && isOfEnum(operation.existing.type, name);
    case "alterColumn": {
      const { change, existing } = operation;
      if (existing === undefined || change.type === undefined) return false;
      return isOfEnum(existing.type, name) && !isOfEnum(change.type, name);
    }
    case "dropTable":
      return operation.existing?.columns.some(({ type }) => isOfEnum(type, name)) ?? false;
    default:
      return false;
  }
}
