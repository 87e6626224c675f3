import type { EntityManager } from "typeorm";
import type { Session } from "../connection/session.ts";
import type { DialectName } from "../dialect/dialect.ts";
import type { AppliedRevision } from "./events.ts";
import type { Environment } from "../revision/revision-context.ts";
import { hookError } from "../util/hook-error.ts";

/** What every hook gets. */
export interface HookContext extends Environment {
  /** TypeORM's manager on the connection that revisions run on. */
  readonly manager: EntityManager;
  readonly dialect: DialectName;
}

/** A revision that is about to run. */
export type PlannedRevision = Omit<AppliedRevision, "milliseconds">;

export interface BeforeRunContext extends HookContext {
  /** As it was typed. */
  readonly target: string;
  readonly steps: readonly PlannedRevision[];
  /** The rows of the version table now. */
  readonly from: readonly string[];
  /** The rows of the version table in the end. */
  readonly to: readonly string[];
}

export interface VersionApplyContext extends HookContext {
  readonly kind: "upgrade" | "downgrade" | "stamp";
  /** What ran; absent for a stamp. */
  readonly revision?: string;
  readonly message?: string;
  /** The rows of the version table before. */
  readonly from: readonly string[];
  /** The rows of the version table now. */
  readonly to: readonly string[];
}

export interface TransactionContext extends HookContext {
  readonly step: PlannedRevision;
  /** False where DDL commits by itself, so that what has run stays after a failure. */
  readonly transactional: boolean;
}

/**
 * The project's own code around a run: what Alembic's `env.py` is for. What a hook throws ends the run.
 *
 * @example
 * defineConfig({
 *   dataSource: "./src/data-source.ts",
 *   onConnect: ({ manager }) => manager.query("SET lock_timeout = '5s'"),
 *   onVersionApply: ({ manager, kind, revision }) =>
 *     manager.query("INSERT INTO audit (kind, revision) VALUES ($1, $2)", [kind, revision]),
 * });
 */
export interface Hooks {
  /**
   * Runs first on every connection that Limbeck works on, whatever the command; not on the one that holds the lock.
   * What it sets on the session stays for as long as the connection lives, which is up to the DataSource's pool when the
   * DataSource was connected before.
   */
  readonly onConnect?: (context: HookContext) => unknown;
  /**
   * Runs when it is known what an upgrade or a downgrade will run and before any of it, with the lock held; not when there
   * is nothing to do. Once for each plan: on SQLite, a faster migrator makes a second one necessary.
   */
  readonly beforeRun?: (context: BeforeRunContext) => unknown;
  /** Runs after each write of the version table, in its transaction: what it writes is there if, and only if, the row is. */
  readonly onVersionApply?: (context: VersionApplyContext) => unknown;
  /**
   * Stands around the transaction of each revision, and must await `run`, which opens it, runs the revision and commits.
   * It may run it again after a failure, e.g. after a timeout of a lock, where `transactional` is true.
   */
  readonly wrapTransaction?: (run: () => Promise<void>, context: TransactionContext) => Promise<unknown>;
}

export function hookContext({ queryRunner, dialect }: Session, environment: Environment): HookContext {
  return { ...environment, manager: queryRunner.manager, dialect: dialect.name };
}

/**
 * Calls a hook, if there is one.
 *
 * @throws {ExecutionError} `E_HOOK`, naming it. What Limbeck or a signal threw is passed on.
 */
export async function callHook<C>(
  name: Exclude<keyof Hooks, "wrapTransaction">,
  hook: ((context: C) => unknown) | undefined,
  context: C,
): Promise<void> {
  try {
    await hook?.(context);
  } catch (cause) {
    throw hookError(name, cause);
  }
}

/**
 * Calls `run` by way of the hook, if there is one.
 *
 * @throws what `run` has thrown last, whether the hook passes it on or swallows it. {@link ExecutionError} `E_HOOK` for
 * what the hook itself has thrown, and when it ends without having run anything.
 */
export async function wrapTransaction(
  hook: Hooks["wrapTransaction"],
  run: () => Promise<void>,
  context: TransactionContext,
): Promise<void> {
  if (hook === undefined) return run();
  const state: { outcome: "nothing" | "done" | "failed"; failure?: unknown } = { outcome: "nothing" };
  const watched = async (): Promise<void> => {
    if (state.outcome === "done") throw new Error("it called run() again after that had succeeded");
    try {
      await run();
      state.outcome = "done";
    } catch (failure) {
      Object.assign(state, { outcome: "failed", failure });
      throw failure;
    }
  };
  try {
    await hook(watched, context);
  } catch (cause) {
    throw state.outcome === "failed" && cause === state.failure ? cause : hookError("wrapTransaction", cause);
  }
  if (state.outcome === "nothing")
    throw hookError("wrapTransaction", new Error("it ended without having called run()"));
  if (state.outcome === "failed") throw state.failure;
}
