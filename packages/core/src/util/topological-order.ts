/** The outcome of {@link topologicalOrder}. */
export interface TopologicalOrder<T> {
  /** Every item once; each after what it needs, as far as that is possible. */
  readonly order: readonly T[];
  /** The needs that could not be met, because they close a cycle: `item` stands before `needed`. */
  readonly broken: readonly { readonly item: T; readonly needed: T }[];
}

/**
 * Orders items so that each comes after those it needs, in linear time; otherwise in the order given.
 *
 * Cycles are cut at the edge that closes them. Needs outside of `items`, and of an item for itself, don't count.
 */
export function topologicalOrder<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  needsOf: (item: T) => readonly string[],
): TopologicalOrder<T> {
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  const state = new Map<T, "open" | "done">();
  const order: T[] = [];
  const broken: { item: T; needed: T }[] = [];

  const needed = (item: T): T[] =>
    needsOf(item).flatMap((key) => {
      const other = byKey.get(key);
      return other === undefined || other === item ? [] : [other];
    });

  for (const root of items) {
    if (state.has(root)) continue;
    // A stack of its own instead of recursion: a chain of ten thousand tables must not overflow the call stack.
    const stack: { item: T; rest: T[] }[] = [{ item: root, rest: needed(root) }];
    state.set(root, "open");
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const next = top.rest.shift();
      if (next === undefined) {
        state.set(top.item, "done");
        order.push(top.item);
        stack.pop();
      } else if (state.get(next) === "open") {
        broken.push({ item: top.item, needed: next });
      } else if (!state.has(next)) {
        state.set(next, "open");
        stack.push({ item: next, rest: needed(next) });
      }
    }
  }
  return { order, broken };
}
