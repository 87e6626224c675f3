import type { Dialect, Query } from "../dialect/dialect.ts";
import { nameKey } from "../schema/object-name.ts";
import type { Schema, View } from "../schema/schema.ts";

/**
 * The found schema with those views that go or change in the words in which an entity once declared them, as TypeORM
 * keeps them, where the database takes both for the same: a downgrade reads as its author wrote it.
 *
 * Asks the database nothing when no view goes or changes.
 */
export async function withDeclaredViews(
  query: Query,
  dialect: Dialect,
  found: Schema,
  wanted: Schema,
): Promise<Schema> {
  const stays = new Map(wanted.views.map((view) => [nameKey(view), view.definition]));
  const isAsked = (view: View) =>
    view.declared !== undefined &&
    view.declared !== view.definition &&
    stays.get(nameKey(view)) !== view.definition;
  if (!found.views.some(isAsked)) return found;
  const asDeclared = found.views.map((view) =>
    isAsked(view) ? { ...view, definition: view.declared! } : view,
  );
  const aligned = await dialect.align(query, found, { ...found, views: asDeclared });
  const views = new Map(aligned.found.views.map((view) => [nameKey(view), view]));
  return {
    ...found,
    views: found.views.map((view) => {
      const { declared, ...rest } = view;
      return isAsked(view) && views.get(nameKey(view))?.definition === declared
        ? { ...rest, definition: declared! }
        : view;
    }),
  };
}
