import { ConfigError } from "../errors.ts";
import type { Named, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";

const parts = ["uniques", "checks", "exclusions", "foreignKeys", "indexes"] as const;

/**
 * The tables with one of each of what a convention calls alike and says the same, such as the constraint behind a one-to-one
 * relation and a unique constraint over its column.
 *
 * @throws {ConfigError} `E_NAMING_CONVENTION` where two that differ have one name: the database would refuse the second.
 */
export function withoutClashingNames(tables: readonly Table[]): Table[] {
  return tables.map((table) => ({
    ...table,
    ...Object.fromEntries(parts.map((part) => [part, distinct<Named>(table.name, part, table[part])])),
  }));
}

function distinct<T extends Named>(table: string, part: string, items: readonly T[]): T[] {
  const byName = new Map<string, T>();
  return items.filter((item) => {
    if (item.name === undefined) return true;
    const before = byName.get(item.name);
    byName.set(item.name, before ?? item);
    if (before === undefined) return true;
    if (stableJson(before) === stableJson(item)) return false;
    throw new ConfigError(
      "E_NAMING_CONVENTION",
      `Two of the ${part} of table "${table}" get the name "${item.name}" from the naming convention. ` +
        `Put more into the template, e.g. %(column_0_N_name)s for all columns, or name one of them in its entity.`,
      { details: { table, name: item.name } },
    );
  });
}
