import type { ExpressionOwner } from "../dialect/dialect.ts";
import { nameKey } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";

/** Tells of the constraints, indexes and columns of one table which are made anew although they say the same. */
export type IsRemade = (type: ExpressionOwner["type"], name: string | undefined) => boolean;

/** The same for any table. */
export function remadeIn(owners: readonly ExpressionOwner[] = []): (table: ObjectName) => IsRemade {
  const keys = new Set(owners.map(({ table, type, name }) => keyOf(table, type, name)));
  return (table) => (type, name) => keys.size > 0 && keys.has(keyOf(table, type, name));
}

function keyOf(table: ObjectName, type: string, name: string | undefined): string {
  return stableJson([nameKey(table), type, name ?? null]);
}
