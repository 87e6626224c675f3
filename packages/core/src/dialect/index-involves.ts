import type { Index } from "../schema/schema.ts";
import { mentions } from "./sql-tokens.ts";

/** True for an index that can't be without one of the columns: as a part, an included column, or in its SQL. */
export function indexInvolves({ parts, include, where }: Index, columns: readonly string[]): boolean {
  return (
    parts.some(({ column, expression }) =>
      column === undefined ? mentions(expression, columns) : columns.includes(column),
    ) ||
    (include ?? []).some((column) => columns.includes(column)) ||
    mentions(where, columns)
  );
}
