import type { Dialect } from "../dialect/dialect.ts";
import type { Operation } from "../operation/operation.ts";
import { nameKey, objectName } from "../schema/object-name.ts";
import type { Schema, View } from "../schema/schema.ts";
import { topologicalOrder } from "../util/topological-order.ts";
import { compareIndexes, createIndex, dropIndex } from "./compare-indexes.ts";

/**
 * What it takes to bring the found views to the wanted ones.
 *
 * A view whose text changed is made anew, and so is every view that reads it, and every view over a table in
 * `disturbed` (its columns change in a way that the database refuses while a view reads them). Views that no entity
 * declares are not dropped, but made anew where they stand in the way.
 */
export function compareViews(
  found: Schema,
  wanted: Schema,
  dialect: Dialect,
  disturbed: ReadonlySet<string>,
): Operation[] {
  const wantedByKey = new Map(wanted.views.map((view) => [nameKey(view), view]));
  const foundByKey = new Map(found.views.map((view) => [nameKey(view), view]));
  const remade = new Set(disturbed);
  const foundInOrder = inOrder(found.views);
  for (const view of foundInOrder) {
    const target = wantedByKey.get(nameKey(view));
    const changed = target !== undefined && !sameView(view, target);
    if (changed || view.dependsOn.some((name) => remade.has(nameKey(name)))) remade.add(nameKey(view));
  }
  const gone = foundInOrder.filter((view) => remade.has(nameKey(view)));
  const surviving = gone.map((view) => wantedByKey.get(nameKey(view)) ?? view);
  const created = wanted.views.filter((view) => !foundByKey.has(nameKey(view)));
  return [
    ...[...gone].reverse().flatMap((view): Operation[] => [
      ...view.indexes.map((index) => dropIndex(objectName(view), index)),
      {
        kind: "dropView",
        view: objectName(view),
        materialized: view.materialized,
        existing: withoutIndexes(view),
      },
    ]),
    ...inOrder([...surviving, ...created]).flatMap((view): Operation[] => [
      { kind: "createView", view: withoutIndexes(view) },
      ...view.indexes.map((index) => createIndex(objectName(view), index)),
    ]),
    ...wanted.views.flatMap((view) => {
      const existing = foundByKey.get(nameKey(view));
      if (existing === undefined || remade.has(nameKey(view))) return [];
      return compareIndexes(objectName(view), existing.indexes, view.indexes, dialect);
    }),
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
