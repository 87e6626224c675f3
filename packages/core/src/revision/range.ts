import { RevisionError } from "../errors.ts";
import type { NodeIndex } from "./node-index.ts";
import { headsOf } from "./resolve.ts";
import { reach } from "./traverse.ts";

/**
 * The revisions of `a:b`: what leads up to `b` and stands on `a`, both with them. An end left out is the base or
 * the heads.
 *
 * @throws {RevisionError} `E_TARGET_SYNTAX`; `E_NOT_ON_PATH` when `a` does not lie below `b`.
 */
export function rangeOf<T>(
  index: NodeIndex<T>,
  range: string,
  resolve: (identifier: string) => readonly string[],
): ReadonlySet<string> {
  const ends = range.split(":");
  if (ends.length !== 2) {
    throw new RevisionError(
      "E_TARGET_SYNTAX",
      `"${range}" is no range of revisions. Write a:b, a: (from a on) or :b (up to b).`,
      { details: { range } },
    );
  }
  const [from, to] = ends as [string, string];
  const upper = to === "" ? headsOf(index) : resolve(to);
  const lower = from === "" ? [] : resolve(from);
  const below = reach(upper, (id) => index.nodes.get(id)!.parents);
  if (lower.length === 0) return below;
  const missing = lower.find((id) => !below.has(id));
  if (missing !== undefined) {
    throw new RevisionError(
      "E_NOT_ON_PATH",
      `In the range "${range}" ${missing} does not lie below ${upper.join(", ") || "the base"}. Is it the other way round?`,
      { details: { range, lower: missing, upper } },
    );
  }
  const above = reach(lower, (id) => index.nodes.get(id)!.children);
  return new Set([...below].filter((id) => above.has(id)));
}
