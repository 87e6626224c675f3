import { RevisionError } from "../errors.ts";
import type { NodeIndex } from "./node-index.ts";
import { branchOf, type Identifier, parseIdentifier, resolveAbsolute } from "./resolve.ts";
import { type Plan, type PlanStep, sorted } from "./plan.ts";
import { inOrder, maximal, reach, required } from "./traverse.ts";
import { type Place, tooFar, walk } from "./walk.ts";

/** The upgrades that bring a database with `rows` to `targets`, each with the rows after it. */
export function planUpgrade<T>(
  index: NodeIndex<T>,
  targets: readonly string[],
  rows: readonly string[],
): Plan {
  const wanted = targets.flatMap((target) => resolveTarget(index, parseIdentifier(target), rows));
  const applied = required(index, rows);
  const missing = new Set([...required(index, wanted)].filter((id) => !applied.has(id)));
  const heads = new Set(maximal(index, new Set(rows)));
  const steps = inOrder(index, missing).map((revision): PlanStep => {
    // What it needs is implied by it from now on.
    for (const need of index.nodes.get(revision)!.needs) heads.delete(need);
    heads.add(revision);
    return { revision, direction: "upgrade", heads: sorted(heads) };
  });
  return { steps, heads: sorted(heads) };
}

function resolveTarget<T>(index: NodeIndex<T>, identifier: Identifier, rows: readonly string[]): string[] {
  const { text, symbol, label, steps } = identifier;
  if (steps === undefined) return resolveAbsolute(index, identifier, rows);
  const branch = label === undefined ? undefined : branchOf(index, label);
  if (symbol !== undefined) {
    const [start] = resolveAbsolute(index, { symbol, ...(label === undefined ? {} : { label }) }, rows);
    return found(text, walk(index, start, steps, branch), start ?? "the base");
  }
  if (steps < 0) throw tooFar(text, "an upgrade does not go back; that is what downgrade is for");
  const starts = branch === undefined ? rows : activeOn(index, branch, rows);
  if (starts.length > 1) throw severalStarts(text, starts);
  return found(text, walk(index, starts[0], steps, branch), starts[0] ?? "the base");
}

function found(text: string, place: Place | null, start: string): string[] {
  if (place === null) throw tooFar(text, `there are not so many revisions from ${start} on`);
  return place === undefined ? [] : [place];
}

/** Where the database stands on a branch: its rows there, else the last of what its rows imply there. */
function activeOn<T>(index: NodeIndex<T>, branch: ReadonlySet<string>, rows: readonly string[]): string[] {
  const direct = rows.filter((id) => branch.has(id));
  if (direct.length > 0) return direct;
  const ancestors = reach(rows, (id) => index.nodes.get(id)!.parents);
  return maximal(index, new Set([...ancestors].filter((id) => branch.has(id))));
}

function severalStarts(text: string, starts: readonly string[]): RevisionError {
  return new RevisionError(
    "E_RELATIVE_MOVE",
    `"${text}" is a move from where the database stands, and it stands at ${starts.join(", ")}. ` +
      `Name the branch: <label>@${text.replace(/^.*@/, "")}.`,
    { details: { target: text, rows: starts } },
  );
}
