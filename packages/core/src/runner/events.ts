/** A revision that a run has brought into the database, or taken out of it. */
export interface AppliedRevision {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade";
  readonly message: string;
  /** The revisions that the step starts from; empty for the base. */
  readonly from: readonly string[];
  /** The revisions that the step leads to; empty for the base. */
  readonly to: readonly string[];
  readonly milliseconds: number;
}

/** What a long method tells while it runs. */
export type ProgressEvent =
  | ({ readonly kind: "start" } & Omit<AppliedRevision, "milliseconds">)
  | ({ readonly kind: "done" } & AppliedRevision)
  /** Somebody else holds the lock. */
  | { readonly kind: "waiting"; readonly holder?: string };

export interface RunOptions {
  /** Stops between two statements; what is open is rolled back. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Handed to revisions and hooks as `context.tag`: a name for this run; on the command line `--tag`. */
  readonly tag?: string;
}
