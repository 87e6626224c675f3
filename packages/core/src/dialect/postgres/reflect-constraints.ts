import type {
  CheckConstraint,
  Deferrable,
  ExclusionConstraint,
  ForeignKey,
  ObjectName,
  ReferentialAction,
  Table,
  UniqueConstraint,
} from "../../schema/schema.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import type { ConstraintRow, NamedRow } from "./catalog-rows.ts";

type Constraints = Pick<Table, "primaryKey" | "uniques" | "checks" | "exclusions" | "foreignKeys">;

/** Codes of `pg_constraint.confdeltype` and `confupdtype`. */
const actions: Readonly<Record<string, ReferentialAction>> = {
  a: "no action",
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
};

/** The constraints of one table. */
export function constraintsOfRows(
  rows: readonly ConstraintRow[],
  nameOf: (row: NamedRow) => ObjectName,
): Constraints {
  const ofType = (type: string) => rows.filter((row) => row.type === type);
  const [primary] = ofType("p");
  return {
    ...(primary === undefined
      ? {}
      : { primaryKey: { name: primary.name, columns: primary.columns, ...keyFacets(primary) } }),
    uniques: ofType("u").map((row): UniqueConstraint => ({
      name: row.name,
      columns: row.columns,
      ...keyFacets(row),
      ...(row.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    })),
    checks: ofType("c").map((row): CheckConstraint => ({
      name: row.name,
      expression: withoutOuterParentheses(row.expression!),
      ...(row.noInherit ? { noInherit: true } : {}),
      ...enforcement(row),
    })),
    exclusions: ofType("x").map((row): ExclusionConstraint => ({
      name: row.name,
      expression: exclusionText(row.expression!),
      ...deferrable(row),
    })),
    foreignKeys: ofType("f").map((row): ForeignKey => ({
      name: row.name,
      columns: row.columns,
      referencedTable: nameOf({ schema: row.referencedSchema!, name: row.referencedTable! }),
      referencedColumns: row.referencedColumns,
      onDelete: actions[row.onDelete]!,
      onUpdate: actions[row.onUpdate]!,
      ...deferrable(row),
      ...(row.matchFull ? { match: "full" } : {}),
      ...(row.onDeleteColumns.length === 0 ? {} : { onDeleteColumns: row.onDeleteColumns }),
      ...enforcement(row),
    })),
  };
}

/** What a key has beside its columns. */
function keyFacets(row: ConstraintRow): Pick<UniqueConstraint, "include" | "deferrable"> {
  return { ...(row.include.length === 0 ? {} : { include: row.include }), ...deferrable(row) };
}

/** What is not enforced was never validated either, and is not told so twice. */
function enforcement({ enforced, valid }: ConstraintRow): Pick<ForeignKey, "notValid" | "notEnforced"> {
  if (!enforced) return { notEnforced: true };
  return valid ? {} : { notValid: true };
}

function deferrable(row: ConstraintRow): { readonly deferrable?: Deferrable } {
  if (!row.deferrable) return {};
  return { deferrable: row.deferred ? "initially deferred" : "initially immediate" };
}

/** What `pg_get_constraintdef()` writes between the word EXCLUDE and the word DEFERRABLE. */
export function exclusionText(definition: string): string {
  return definition.replace(/^EXCLUDE /, "").replace(/ DEFERRABLE(?: INITIALLY DEFERRED)?$/, "");
}
