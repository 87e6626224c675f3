import type { NodeIndex } from "./node-index.ts";
import { inOrder } from "./traverse.ts";

/**
 * The labels of the branch that each revision is on, in the order in which they are declared.
 *
 * Upwards a label goes with its branch, downwards only to where the branch parts from others or joins them. All of
 * them at once, because a history asks for every revision; a line shares one set.
 */
export function branchLabels<T>({ nodes, labels }: NodeIndex<T>): ReadonlyMap<string, readonly string[]> {
  if (labels.size === 0) return new Map();
  const declared = new Map<string, string[]>();
  for (const [label, id] of labels) declared.set(id, [...(declared.get(id) ?? []), label]);

  const order = inOrder({ nodes, labels }, new Set(nodes.keys()));
  const none: ReadonlySet<string> = new Set();
  const below = new Map<string, ReadonlySet<string>>();
  for (const id of order) {
    below.set(
      id,
      union([...nodes.get(id)!.parents.map((parent) => below.get(parent)!), declared.get(id)], none),
    );
  }
  const above = new Map<string, ReadonlySet<string>>();
  for (const id of order.toReversed()) {
    const [child, ...others] = nodes.get(id)!.children;
    const goesOn = child !== undefined && others.length === 0 && nodes.get(child)!.parents.length === 1;
    above.set(id, goesOn ? union([above.get(child), declared.get(child)], none) : none);
  }
  const place = new Map([...labels.keys()].map((label, at) => [label, at]));
  const lists = new Map<ReadonlySet<string>, readonly string[]>();
  return new Map(
    order.map((id) => {
      const all = union([below.get(id), above.get(id)], none);
      const list = lists.get(all) ?? [...all].sort((a, b) => place.get(a)! - place.get(b)!);
      lists.set(all, list);
      return [id, list];
    }),
  );
}

/** The first of the sets when it holds everything, so that a line of revisions needs no copies. */
function union(
  parts: readonly (ReadonlySet<string> | readonly string[] | undefined)[],
  none: ReadonlySet<string>,
): ReadonlySet<string> {
  let all = none;
  for (const part of parts) {
    const added = [...(part ?? [])].filter((item) => !all.has(item));
    if (added.length === 0) continue;
    all = all.size === 0 && part instanceof Set ? part : new Set([...all, ...added]);
  }
  return all;
}
