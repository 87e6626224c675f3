import type { Migrator } from "@limbeck/core";

/**
 * How a database stands to the revisions of this release.
 *
 * - `up-to-date`: it has all of them;
 * - `pending`: it lacks some;
 * - `ahead`: it has some that this release does not know, and lacks none that can be told: a newer release has been here;
 * - `diverged`: it has some that this release does not know, and lacks others.
 */
export type LimbeckState = "up-to-date" | "pending" | "ahead" | "diverged";

/** Where a database stands. */
export interface LimbeckStatus {
  readonly state: LimbeckState;
  /** The rows of the version table. */
  readonly current: readonly string[];
  /** Where the revisions of this release end. */
  readonly heads: readonly string[];
  /** What an upgrade would run, in order. */
  readonly pending: readonly string[];
  /** The rows that no revision of this release has. */
  readonly unknown: readonly string[];
}

/** Looks where a database stands: reads the version table and the headers of the revisions, and changes nothing. */
export async function statusOf(migrator: Migrator): Promise<LimbeckStatus> {
  const graph = await migrator.graph();
  const { heads: current, unknown } = await migrator.current();
  const known = current.filter((id) => !unknown.includes(id));
  // A row that is not known may stand on any revision, so that only what follows the other rows is certain to lack.
  const following = known.flatMap((id) => graph.range(`${id}:`)).filter((id) => !known.includes(id));
  const pending =
    unknown.length === 0
      ? graph.planUpgrade("heads", known).steps.map(({ revision }) => revision)
      : [...new Set(following)].reverse();
  return { state: stateOf(pending, unknown), current, heads: graph.effectiveHeads, pending, unknown };
}

function stateOf(pending: readonly string[], unknown: readonly string[]): LimbeckState {
  if (unknown.length === 0) return pending.length === 0 ? "up-to-date" : "pending";
  return pending.length === 0 ? "ahead" : "diverged";
}
