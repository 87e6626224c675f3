/** One revision to run, and the rows of the version table after it. */
export interface PlanStep {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade";
  readonly heads: readonly string[];
}

/** What a move does: the revisions that run, in order, and the rows of the version table in the end. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  readonly heads: readonly string[];
}

export function sorted(ids: Iterable<string>): string[] {
  return [...ids].sort();
}
