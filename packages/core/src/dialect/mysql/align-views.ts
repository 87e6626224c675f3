import { nameKey } from "../../schema/object-name.ts";
import type { View } from "../../schema/schema.ts";
import type { Query } from "../dialect.ts";
import { askQueries } from "./view-probes.ts";
import { isPlausible, isRewritten, needsParentheses, takesAllColumns } from "./view-text.ts";

/**
 * What puts a found view into the wording of the wanted one where both are the same query.
 *
 * There are no temporary views, so what tokens can't tell is asked of the server as a query: both definitions are written in
 * its own words. Where it writes the definition of the view just as it is, it would write the declared query so as well, if
 * that were the same one: then its answer counts, whatever row TypeORM keeps, because somebody may have replaced the view
 * since. The row counts where the server has no such answer, and for a query that takes all columns, whose view has those
 * from the day on which it was made; then the view must but look like it.
 */
export async function viewAlignment(
  query: Query,
  found: readonly View[],
  wanted: readonly View[],
): Promise<(view: View) => View> {
  const byName = new Map(wanted.map((view) => [nameKey(view), view]));
  const written = (view: View) => view.definition.trim().replace(/;\s*$/, "");
  const open = found.flatMap((view): [View, View][] => {
    const other = byName.get(nameKey(view));
    return other === undefined || other.definition === view.definition || isTold(written(other), view)
      ? []
      : [[view, other]];
  });
  const answers = await askQueries(
    query,
    open.flatMap(([view, other]) => [view.definition, written(other)]),
  );
  const differ = new Set(
    open.flatMap(([view, other]) => {
      const sql = written(other);
      const [own, theirs] = [answers.get(view.definition), answers.get(sql)];
      if (own !== undefined && theirs !== undefined) {
        if (own.words === theirs.words) return [];
        if (own.isSame && !takesAllColumns(sql)) return [nameKey(view)];
      }
      return isRewritten(sql, view.definition) || isUnchanged(view, other) ? [] : [nameKey(view)];
    }),
  );
  return (view) => {
    const other = byName.get(nameKey(view));
    return other === undefined || differ.has(nameKey(view))
      ? view
      : { ...view, definition: other.definition };
  };
}

/** True when tokens alone tell that the view is what was declared. */
function isTold(written: string, { definition }: View): boolean {
  return !needsParentheses(written) && isRewritten(written, definition);
}

/** TypeORM's row says what was declared; the view itself must still look like it. */
function isUnchanged({ definition, declared, dependsOn }: View, wanted: View): boolean {
  const text = wanted.definition.trim();
  return (
    declared?.trim() === text &&
    isPlausible(
      text,
      definition,
      dependsOn.map(({ name }) => name),
    )
  );
}
