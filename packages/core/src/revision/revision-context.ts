import type { EntityManager } from "typeorm";
import type { DialectName } from "../dialect/dialect.ts";

/** What revisions and hooks get from outside. */
export interface Environment {
  /** What was given with `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  /** The `attributes` of the configuration: whatever it hands over, e.g. an open client of another service. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the run was given with `--tag`. */
  readonly tag?: string;
}

/** What a revision gets beside `op`: `upgrade(op, context)`. */
export interface RevisionContext extends Environment {
  /** TypeORM's manager on the connection and in the transaction of the revision, for data steps. */
  readonly manager: EntityManager;
  readonly revision: string;
  readonly dialect: DialectName;
  readonly signal?: AbortSignal;
}
