import { createHash } from "node:crypto";
import { stableJson } from "../util/stable-json.ts";

interface Named {
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** A name that DefaultNamingStrategy hashed: its prefix, and the digits. */
const hashed = /^([A-Z]+_)([0-9a-f]{26,27})$/;

/**
 * TypeORM hashes neither the table that a foreign key references nor the order of columns, so that two keys or indexes
 * of a table can get one name, and the table can't be made. Each of them is named after all of its definition then;
 * the name that they share stays an alias of either.
 */
export function withDistinctNames<T extends Named>(items: readonly T[]): T[] {
  if (new Set(items.map(({ name }) => name)).size === items.length) return [...items];
  const definitions = new Map<string, Set<string>>();
  for (const item of items) {
    const sharing = definitions.get(item.name) ?? new Set();
    definitions.set(item.name, sharing.add(definitionOf(item)));
  }
  return items.map((item) => {
    const { name, aliases = [] } = item;
    const [, prefix, digits] = definitions.get(name)!.size > 1 ? (hashed.exec(name) ?? []) : [];
    if (prefix === undefined || digits === undefined) return item;
    const hash = createHash("sha1").update(definitionOf(item)).digest("hex");
    return { ...item, name: prefix + hash.slice(0, digits.length), aliases: [name, ...aliases] };
  });
}

function definitionOf({ name: _name, aliases: _aliases, ...definition }: Named): string {
  return stableJson(definition);
}
