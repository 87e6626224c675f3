import type { Table } from "../schema/schema.ts";
import type { Constraint } from "./operation.ts";

/** All constraints of a table in the order in which CREATE TABLE lists them. */
export function constraintsOf(table: Table): Constraint[] {
  return [
    ...(table.primaryKey === undefined ? [] : [{ type: "primary key" as const, ...table.primaryKey }]),
    ...table.uniques.map((unique) => ({ type: "unique" as const, ...unique })),
    ...table.checks.map((check) => ({ type: "check" as const, ...check })),
    ...table.exclusions.map((exclusion) => ({ type: "exclusion" as const, ...exclusion })),
    ...table.foreignKeys.map((foreignKey) => ({ type: "foreign key" as const, ...foreignKey })),
  ];
}
