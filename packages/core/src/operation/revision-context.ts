import type { EntityManager } from "typeorm";
import type { DialectName } from "./column-types.ts";

/** What revisions and hooks get from outside. */
export interface Environment {
  /** What was given with `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  /** The `attributes` of the configuration: whatever it hands over, e.g. an open client of another service. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the run was given with `--tag`. */
  readonly tag?: string;
}

/** What a revision gets beside `op`: `upgrade(op, context)`, or `op.getContext()`. */
export interface RevisionContext extends Environment {
  /** TypeORM's manager on the connection and in the transaction of the revision, for data steps. */
  readonly manager: EntityManager;
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade";
  readonly dialect: DialectName;
  /** As the server says it, e.g. `18.4`; in a script without a database, the one that it is written for. */
  readonly serverVersion: string;
  /**
   * True while the revision is only recorded, for a script (`--sql`) or a dry run: no statement runs, and `op.query()` finds
   * no rows.
   */
  readonly offline: boolean;
  readonly signal?: AbortSignal;
}
