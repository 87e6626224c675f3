import type { NodeIndex } from "./node-index.ts";
import { type Plan, sorted } from "./plan.ts";
import { branchOf, headsOf, parseIdentifier, resolveAbsolute, resolveOne, unknown } from "./resolve.ts";
import { maximal, wideLineage } from "./traverse.ts";
import { walk } from "./walk.ts";

/** The rows of the version table when the database is declared to be at `targets`. */
export function planStamp<T>(index: NodeIndex<T>, targets: readonly string[], rows: readonly string[]): Plan {
  const heads = new Set(rows);
  const destinations = new Set<string>();
  for (const target of targets) {
    const { label, places } = resolveTarget(index, target, rows);
    const names = [...(label === undefined ? [] : [resolveOne(index, label)]), ...places];
    const related = names.map((name) => wideLineage(index, name));
    const replaced = rows.filter((row) => related.length === 0 || related.some((ids) => ids.has(row)));
    if (places.length === 0) for (const row of replaced) heads.delete(row);
    for (const place of places) {
      destinations.add(place);
      // A row that is neither above nor below stays: the place is on a branch of its own.
      const own = wideLineage(index, place);
      if (!rows.includes(place) && replaced.some((row) => own.has(row))) {
        for (const row of replaced) heads.delete(row);
      }
    }
  }
  return { steps: [], heads: sorted(maximal(index, new Set([...heads, ...destinations]))) };
}

function resolveTarget<T>(
  index: NodeIndex<T>,
  target: string,
  rows: readonly string[],
): { readonly label?: string; readonly places: readonly string[] } {
  const identifier = parseIdentifier(target);
  const { label, symbol, steps } = identifier;
  const named = label === undefined ? {} : { label };
  if (steps === undefined) return { ...named, places: resolveAbsolute(index, identifier, rows) };
  // "-2" is two below the heads as long as the database has no rows that it could be meant from.
  if (symbol !== undefined || steps > 0 || rows.length > 0) throw unknown(target);
  const branch = label === undefined ? undefined : branchOf(index, label);
  const starts = headsOf(index).filter((id) => branch?.has(id) ?? true);
  const places = starts.flatMap((start) => {
    const place = walk(index, start, steps);
    return place ? [place] : [];
  });
  return { ...named, places };
}
