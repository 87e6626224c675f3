import type { NodeIndex } from "./node-index.ts";

type Edges = (id: string) => readonly string[];

/** Everything that can be reached from `starts`, with them. */
export function reach(starts: Iterable<string>, edges: Edges): Set<string> {
  const seen = new Set<string>(starts);
  // A set yields what is added while it is walked over.
  for (const id of seen) for (const next of edges(id)) seen.add(next);
  return seen;
}

/** The revisions that must have run before `starts`, and `starts` themselves. */
export function required<T>({ nodes }: NodeIndex<T>, starts: Iterable<string>): Set<string> {
  return reach(starts, (id) => nodes.get(id)!.needs);
}

/** The revisions that can't stay without `starts`, and `starts` themselves. */
export function requiring<T>({ nodes }: NodeIndex<T>, starts: Iterable<string>): Set<string> {
  return reach(starts, (id) => nodes.get(id)!.dependents);
}

/** What a branch is: ancestors and descendants by `downRevision` alone, and `start` itself. */
export function lineage<T>({ nodes }: NodeIndex<T>, start: string): Set<string> {
  return new Set([
    ...reach([start], (id) => nodes.get(id)!.parents),
    ...reach([start], (id) => nodes.get(id)!.children),
  ]);
}

/** {@link lineage}, with dependencies. */
export function wideLineage<T>(index: NodeIndex<T>, start: string): Set<string> {
  return new Set([...required(index, [start]), ...requiring(index, [start])]);
}

/**
 * The revisions of `ids` in an order in which they can run: one branch after the other, as far as they allow it.
 *
 * It depends on nothing but the graph and the order in which its revisions were given.
 */
export function inOrder<T>({ nodes }: NodeIndex<T>, ids: ReadonlySet<string>): string[] {
  const order: string[] = [];
  const opened = new Set<string>();
  for (const root of nodes.keys()) {
    if (!ids.has(root) || opened.has(root)) continue;
    // Depth first with a stack of its own: a line of ten thousand revisions must not overflow the call stack.
    const stack = [{ id: root, at: 0 }];
    opened.add(root);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const next = nodes.get(top.id)!.needs[top.at++];
      if (next === undefined) {
        order.push(top.id);
        stack.pop();
      } else if (ids.has(next) && !opened.has(next)) {
        opened.add(next);
        stack.push({ id: next, at: 0 });
      }
    }
  }
  return order;
}

/** Those of `ids` that no other one of them requires. */
export function maximal<T>({ nodes }: NodeIndex<T>, ids: ReadonlySet<string>): string[] {
  const below = reach(
    [...ids].flatMap((id) => nodes.get(id)!.needs),
    (id) => nodes.get(id)!.needs,
  );
  return [...ids].filter((id) => !below.has(id));
}
