import { equalBut } from "../util/equal-but.ts";
import { stableJson } from "../util/stable-json.ts";

interface Nameable {
  readonly name?: string;
  readonly aliases?: readonly string[];
}

export interface Matches<T> {
  /** Same definition and the same name, or one that counts as the same. */
  readonly same: readonly { readonly found: T; readonly wanted: T }[];
  /** Same definition under another name. */
  readonly renamed: readonly { readonly found: T; readonly wanted: T }[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * Pairs found with wanted objects of one table: by definition first, among equal definitions by name.
 *
 * Names alone never make two objects the same: an edited definition behind an unchanged name is a removal and an
 * addition.
 *
 * @param aside the properties that are no part of a definition: its names among them.
 * @param remade found objects that match none, whatever they say.
 */
export function matchByDefinition<T extends Nameable>(
  found: readonly T[],
  wanted: readonly T[],
  aside: ReadonlySet<string>,
  remade: ReadonlySet<T> = new Set(),
): Matches<T> {
  const definition = (item: T) =>
    stableJson(Object.fromEntries(Object.entries(item).filter(([property]) => !aside.has(property))));
  // Nearly always, what is wanted is there under its own name: nothing needs to be searched for then.
  const foundByName = new Map(found.map((item) => [item.name, item]));
  const unchanged: { found: T; wanted: T }[] = [];
  const settled = new Set<T>();
  for (const item of wanted) {
    const partner = foundByName.get(item.name);
    if (partner === undefined || settled.has(partner) || remade.has(partner)) continue;
    if (!equalBut(partner, item, aside)) continue;
    unchanged.push({ found: partner, wanted: item });
    settled.add(partner).add(item);
  }
  const candidates = new Map<string, T[]>();
  for (const item of found) {
    if (settled.has(item) || remade.has(item)) continue;
    const key = definition(item);
    candidates.set(key, [...(candidates.get(key) ?? []), item]);
  }
  const take = (item: T, accept: (candidate: T) => boolean): T | undefined => {
    const list = candidates.get(definition(item)) ?? [];
    const at = list.findIndex(accept);
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  const pair = (items: readonly T[], accept: (candidate: T, item: T) => boolean) => {
    const pairs: { found: T; wanted: T }[] = [];
    const rest: T[] = [];
    for (const item of items) {
      const partner = take(item, (candidate) => accept(candidate, item));
      if (partner === undefined) rest.push(item);
      else pairs.push({ found: partner, wanted: item });
    }
    return { pairs, rest };
  };
  const named = pair(
    wanted.filter((item) => !settled.has(item)),
    sameNaming,
  );
  const others = pair(named.rest, () => true);
  return {
    same: [...unchanged, ...named.pairs],
    renamed: others.pairs,
    removed: [...remade, ...[...candidates.values()].flat()],
    added: others.rest,
  };
}

/** True when the found name is one under which the wanted object is the same; a wanted object without a name takes any. */
export function sameNaming(found: Nameable, wanted: Nameable): boolean {
  if (wanted.name === undefined || wanted.name === found.name) return true;
  return found.name !== undefined && (wanted.aliases ?? []).includes(found.name);
}
