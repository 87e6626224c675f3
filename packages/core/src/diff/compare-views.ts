import type { Dialect } from "../dialect/dialect.ts";
import type { Operation } from "../operation/operation.ts";
import { nameKey, objectName } from "../schema/object-name.ts";
import type { Schema, View } from "../schema/schema.ts";
import { topologicalOrder } from "../util/topological-order.ts";
import { compareIndexes, createFirstIndex, dropIndex } from "./compare-indexes.ts";

/**
 * What it takes to bring the found views to the wanted ones.
 *
 * A view whose text changed is made anew, and so is every view that reads it, and every view over a table in
 * `disturbed` (its columns change in a way that the database refuses while a view reads them). A view that an entity
 * declared once and none does now goes, and so does one that reads what goes. Other views that no entity declares
 * stay, but are made anew where they stand in the way.
 */
export function compareViews(
  found: Schema,
  wanted: Schema,
  dialect: Dialect,
  { disturbed, dropped }: { readonly disturbed: ReadonlySet<string>; readonly dropped: ReadonlySet<string> },
): Operation[] {
  const wantedByKey = new Map(wanted.views.map((view) => [nameKey(view), view]));
  const foundByKey = new Map(found.views.map((view) => [nameKey(view), view]));
  const remade = new Set(disturbed);
  const gone = new Set(dropped);
  const reads = (view: View, names: ReadonlySet<string>) =>
    view.dependsOn.some((name) => names.has(nameKey(name)));
  const foundInOrder = inOrder(found.views);
  for (const view of foundInOrder) {
    const target = wantedByKey.get(nameKey(view));
    const isGone = target === undefined && (view.managed === true || reads(view, gone));
    const isChanged = target !== undefined && !sameView(view, target);
    if (isGone) gone.add(nameKey(view));
    else if (isChanged || reads(view, remade) || reads(view, gone)) remade.add(nameKey(view));
  }
  const isGone = (view: View) => gone.has(nameKey(view));
  const removed = foundInOrder.filter((view) => isGone(view) || remade.has(nameKey(view)));
  const surviving = removed
    .filter((view) => !isGone(view))
    .map((view) => wantedByKey.get(nameKey(view)) ?? view);
  const created = wanted.views.filter((view) => !foundByKey.has(nameKey(view)));
  return [
    ...[...removed].reverse().flatMap((view) => dropView(view, isGone(view))),
    ...inOrder([...surviving, ...created]).flatMap((view): Operation[] => [
      { kind: "createView", view: withoutIndexes(view) },
      ...view.indexes.map((index) => createFirstIndex(objectName(view), index)),
    ]),
    ...wanted.views.flatMap((view) => {
      const existing = foundByKey.get(nameKey(view));
      if (existing === undefined || remade.has(nameKey(view))) return [];
      return compareIndexes(objectName(view), existing.indexes, view.indexes, dialect);
    }),
  ];
}

function dropView(view: View, isGone: boolean): Operation[] {
  return [
    ...view.indexes.map((index) => dropIndex(objectName(view), index)),
    {
      kind: "dropView",
      view: objectName(view),
      materialized: view.materialized,
      existing: withoutIndexes(view),
      ...(isGone && view.managed !== true
        ? {
            warning: `drops the view ${view.name}, which no entity declares, because it reads what is dropped`,
          }
        : {}),
    },
  ];
}

function sameView(found: View, wanted: View): boolean {
  return found.definition === wanted.definition && found.materialized === wanted.materialized;
}

function inOrder(views: readonly View[]): readonly View[] {
  return topologicalOrder(views, nameKey, (view) => view.dependsOn.map(nameKey)).order;
}

function withoutIndexes(view: View): View {
  return { ...view, indexes: [] };
}
