import type { Dialect } from "../dialect/dialect.ts";
import type { Constraint, Operation } from "../operation/operation.ts";
import { constraintsOf } from "../operation/constraints-of.ts";
import { objectName } from "../schema/object-name.ts";
import type { ObjectName, Table } from "../schema/schema.ts";
import { matchByDefinition } from "./match.ts";

/** What it takes to bring the constraints of a found table to the wanted ones. */
export function compareConstraints(found: Table, wanted: Table, dialect: Dialect): Operation[] {
  const declared = constraintsOf(wanted);
  const matches = matchByDefinition(constraintsOf(found), declared, definitionOf);
  const wantedNames = new Set(declared.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  const table = objectName(wanted);
  return [
    ...matches.removed
      .filter((constraint) => wantedNames.has(constraint.name) || isManaged(constraint))
      .map((constraint) => dropConstraint(table, constraint)),
    ...matches.renamed.flatMap((pair) => rename(table, pair.found, pair.wanted, dialect)),
    ...matches.added.map((constraint): Operation => createConstraint(table, constraint)),
  ];
}

export function createConstraint(table: ObjectName, constraint: Constraint): Operation {
  return { kind: "createConstraint", table, constraint };
}

export function dropConstraint(table: ObjectName, constraint: Constraint): Operation {
  return {
    kind: "dropConstraint",
    table,
    type: constraint.type,
    ...(constraint.name === undefined ? {} : { name: constraint.name }),
    existing: constraint,
  };
}

function definitionOf({ name: _name, aliases: _aliases, ...definition }: Constraint): unknown {
  return definition;
}

/**
 * Exclusion constraints made by hand are left alone (typeorm#3956), unless an entity claims their name; those that
 * TypeORM named were declared once and are not any more.
 */
function isManaged(constraint: Constraint): boolean {
  return constraint.type !== "exclusion" || /^XCL_[0-9a-f]{26}$/.test(constraint.name ?? "");
}

function rename(table: ObjectName, found: Constraint, wanted: Constraint, dialect: Dialect): Operation[] {
  if (found.type === "primary key" && !dialect.capabilities.namedPrimaryKeys) return [];
  if (dialect.capabilities.renameConstraint && found.name !== undefined && wanted.name !== undefined) {
    return [{ kind: "renameConstraint", table, type: wanted.type, name: found.name, newName: wanted.name }];
  }
  return [dropConstraint(table, found), createConstraint(table, wanted)];
}
