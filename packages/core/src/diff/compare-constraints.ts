import type { Dialect } from "../dialect/dialect.ts";
import type { Constraint, Operation } from "../operation/operation.ts";
import { constraintsOf } from "../operation/constraints-of.ts";
import { objectName } from "../schema/object-name.ts";
import type { ObjectName, Table } from "../schema/schema.ts";
import { matchByDefinition, sameNaming } from "./match.ts";
import type { IsRemade } from "./remade.ts";

/**
 * What it takes to bring the constraints of a found table to the wanted ones.
 *
 * @param isRemade tells which found ones are made anew although they say the same.
 */
export function compareConstraints(
  found: Table,
  wanted: Table,
  dialect: Dialect,
  isRemade: IsRemade = () => false,
): Operation[] {
  const [own, declared] = [constraintsOf(found), constraintsOf(wanted)];
  const remade = new Set(own.filter((one) => isExpression(one) && isRemade(one.type, one.name)));
  const matches = matchByDefinition(own, declared, aside, remade);
  const table = objectName(wanted);
  return [
    ...matches.removed
      .filter((constraint) => isDeclarable(constraint) || declared.some((one) => sameNaming(constraint, one)))
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

/**
 * What an entity can't say, and what is its name: which rows are checked, what the index of a key holds beside it, and how
 * a foreign key takes a NULL or a deletion in one of several columns.
 */
const aside: ReadonlySet<string> = new Set([
  ...["name", "aliases", "include"],
  ...["notValid", "notEnforced", "match", "onDeleteColumns"],
]);

function isExpression(
  constraint: Constraint,
): constraint is Extract<Constraint, { readonly expression: string }> {
  return "expression" in constraint;
}

/**
 * False for what was made by hand, and is left alone unless an entity claims its name: constraints that no entity can
 * declare, and exclusion constraints (typeorm#3956) but for those that TypeORM named, which were declared once and are
 * not any more.
 */
export function isDeclarable(constraint: Constraint): boolean {
  if (constraint.type === "unique" && (constraint.include ?? constraint.nullsNotDistinct)) return false;
  if (constraint.type === "check" && constraint.noInherit) return false;
  return constraint.type !== "exclusion" || /^XCL_[0-9a-f]{26}$/.test(constraint.name ?? "");
}

function rename(table: ObjectName, found: Constraint, wanted: Constraint, dialect: Dialect): Operation[] {
  if (found.type === "primary key" && !dialect.capabilities.namedPrimaryKeys) return [];
  if (dialect.capabilities.renameConstraint && found.name !== undefined && wanted.name !== undefined) {
    return [{ kind: "renameConstraint", table, type: wanted.type, name: found.name, newName: wanted.name }];
  }
  return [dropConstraint(table, found), createConstraint(table, wanted)];
}
