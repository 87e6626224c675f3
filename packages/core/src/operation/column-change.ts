import type { Column } from "../schema/schema.ts";
import type { ColumnChange } from "./operation.ts";

const facets = [
  "type",
  "nullable",
  "default",
  "onUpdate",
  "identity",
  "generated",
  "charset",
  "collation",
  "comment",
] as const satisfies readonly (keyof ColumnChange)[];

/** The facets that a column can change in, in the order in which they are told. */
export const columnFacets: readonly (keyof ColumnChange)[] = facets;

/** The column as it is after the change. */
export function applyColumnChange(column: Column, change: ColumnChange): Column {
  const changed: Record<string, unknown> = { ...column };
  // A collation belongs to its character set, and goes with it.
  if (change.charset !== undefined) delete changed.collation;
  for (const facet of facets) {
    const value = change[facet];
    if (value === null) delete changed[facet];
    else if (value !== undefined) changed[facet] = value;
  }
  return changed as unknown as Column;
}

/** The change that takes `applyColumnChange(column, change)` back to `column`. */
export function reverseColumnChange(column: Column, change: ColumnChange): ColumnChange {
  const changed = facets.filter(
    (facet) =>
      change[facet] !== undefined ||
      (facet === "collation" && change.charset !== undefined && column.collation !== undefined),
  );
  return Object.fromEntries(changed.map((facet) => [facet, column[facet] ?? null]));
}
