import { RevisionError } from "../errors.ts";
import type { NodeIndex } from "./node-index.ts";
import { idsWhere } from "./resolve.ts";

/** A place in the graph; `undefined` is the base, below every root. */
export type Place = string | undefined;

/**
 * Goes `steps` steps up (or, when negative, down) along `downRevision`, one revision a step.
 *
 * @param within only these are stepped on, going up
 * @returns the place; `null` when there are not so many steps
 * @throws {RevisionError} `E_RELATIVE_MOVE` where several ways lead on.
 */
export function walk<T>(
  { nodes }: NodeIndex<T>,
  start: Place,
  steps: number,
  within?: ReadonlySet<string>,
): Place | null {
  let place = start;
  for (let step = 0; step < Math.abs(steps); step++) {
    if (steps < 0 && place === undefined) return null;
    const next =
      steps < 0
        ? nodes.get(place!)!.parents
        : (place === undefined
            ? idsWhere(nodes, ({ parents }) => parents.length === 0)
            : nodes.get(place)!.children
          ).filter((id) => within?.has(id) ?? true);
    if (next.length > 1) throw ambiguousWalk(place, steps, next);
    if (next.length === 0 && steps > 0) return null;
    place = next[0];
  }
  return place;
}

function ambiguousWalk(place: Place, steps: number, next: readonly string[]): RevisionError {
  return new RevisionError(
    "E_RELATIVE_MOVE",
    `A move by ${steps > 0 ? "+" : ""}${steps} has several ways on from ${place ?? "the base"}: ${next.join(", ")}. ` +
      `Name the revision, or the branch: <label>@${steps > 0 ? "+" : ""}${steps}.`,
    { details: { steps, from: place ?? null, ways: next } },
  );
}

/** The error for a move that leads out of the graph. */
export function tooFar(text: string, found: string): RevisionError {
  return new RevisionError(
    "E_RELATIVE_MOVE",
    `"${text}" leads nowhere: ${found}. limbeck history shows how far it goes.`,
    { details: { target: text } },
  );
}
