import type { Backfill, Constraint } from "../operation/operation.ts";
import type { Deferrable, ForeignKey, ObjectName, PrimaryKey, ReferentialAction } from "../schema/schema.ts";

/** The quoting that the texts below are written with. */
export interface Quoting {
  identifier(name: string): string;
  qualified(name: ObjectName): string;
}

/**
 * Gives rows a value where a column is NULL. `kept` are columns that the database would change of itself.
 * Without a value the text is no SQL, on purpose: somebody has to choose one.
 */
export function backfillSql(
  { table, column, value = "<a value for the rows that are there>" }: Omit<Backfill, "kind">,
  quoting: Quoting,
  kept: readonly string[] = [],
): string {
  const target = quoting.identifier(column);
  const restated = kept.map((name) => `, ${quoting.identifier(name)} = ${quoting.identifier(name)}`).join("");
  return `UPDATE ${quoting.qualified(table)} SET ${target} = ${value}${restated} WHERE ${target} IS NULL`;
}

/** An expression in parentheses; a comment at its end must not swallow the closing one. */
export function parenthesised(expression: string): string {
  return /--|#/.test(expression) ? `(${expression}\n)` : `(${expression})`;
}

/** `"a", "b"`. */
export function columnList(columns: readonly string[], quoting: Quoting): string {
  return columns.map((column) => quoting.identifier(column)).join(", ");
}

/** A constraint as it stands in CREATE TABLE or behind ADD, e.g. `CONSTRAINT "uq" UNIQUE ("a")`. */
export function constraintSql(constraint: Constraint, quoting: Quoting): string {
  const name = constraint.name === undefined ? "" : `CONSTRAINT ${quoting.identifier(constraint.name)} `;
  return name + definition(constraint, quoting);
}

function definition(constraint: Constraint, quoting: Quoting): string {
  switch (constraint.type) {
    case "primary key":
      return `PRIMARY KEY ${keySql(constraint, quoting)}`;
    case "unique": {
      const nulls = constraint.nullsNotDistinct ? " NULLS NOT DISTINCT" : "";
      return `UNIQUE${nulls} ${keySql(constraint, quoting)}`;
    }
    case "check":
      return (
        `CHECK ${parenthesised(constraint.expression)}` +
        `${constraint.noInherit ? " NO INHERIT" : ""}${enforcementSql(constraint)}`
      );
    case "exclusion":
      return `EXCLUDE ${constraint.expression}${deferrableSql(constraint.deferrable)}`;
    case "foreign key":
      return `FOREIGN KEY (${columnList(constraint.columns, quoting)}) ${referencesSql(constraint, quoting)}`;
  }
}

function keySql({ columns, include, deferrable }: PrimaryKey, quoting: Quoting): string {
  const included = include === undefined ? "" : ` INCLUDE (${columnList(include, quoting)})`;
  return `(${columnList(columns, quoting)})${included}${deferrableSql(deferrable)}`;
}

/** `REFERENCES "t" ("id") ON DELETE CASCADE`; the action NO ACTION is the default and left out. */
export function referencesSql(foreignKey: ForeignKey, quoting: Quoting): string {
  const { match, onDelete, onDeleteColumns, onUpdate, deferrable } = foreignKey;
  const target = `${quoting.qualified(foreignKey.referencedTable)} (${columnList(foreignKey.referencedColumns, quoting)})`;
  return (
    `REFERENCES ${target}` +
    (match === undefined ? "" : ` MATCH ${match.toUpperCase()}`) +
    actionSql("DELETE", onDelete) +
    (onDeleteColumns === undefined ? "" : ` (${columnList(onDeleteColumns, quoting)})`) +
    actionSql("UPDATE", onUpdate) +
    deferrableSql(deferrable) +
    enforcementSql(foreignKey)
  );
}

function enforcementSql({ notValid, notEnforced }: Pick<ForeignKey, "notValid" | "notEnforced">): string {
  return (notEnforced ? " NOT ENFORCED" : "") + (notValid ? " NOT VALID" : "");
}

function actionSql(event: "DELETE" | "UPDATE", action: ReferentialAction): string {
  return action === "no action" ? "" : ` ON ${event} ${action.toUpperCase()}`;
}

export function deferrableSql(deferrable: Deferrable | undefined): string {
  return deferrable === undefined ? "" : ` DEFERRABLE ${deferrable.toUpperCase()}`;
}
