import type { QueryRunner } from "typeorm";
import type { Session } from "../connection/session.ts";
import type { Row } from "../dialect/dialect.ts";
import { ExecutionError, isLimbeckError, messageOf } from "../errors.ts";
import { createOperations } from "../operation/create-operations.ts";
import type { BoundSql } from "../operation/sql.ts";
import type { NameOf } from "../operation/named-object.ts";
import type { PlanStep } from "../revision/graph.ts";
import type { RevisionModule } from "../revision/load.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { AppliedRevision, RunOptions } from "./events.ts";
import { type Executor, executor } from "./executor.ts";
import { forgottenAwait } from "./forgotten-await.ts";
import { callHook, hookContext, type Hooks, type PlannedRevision, wrapTransaction } from "./hooks.ts";
import { locked, sleep } from "./lock.ts";
import type { Environment, RevisionContext } from "../operation/revision-context.ts";
import { inAnyTransaction, inTransaction, type Outside } from "./transaction.ts";
import type { VersionTable } from "./version-table.ts";

export interface RevisionRun {
  readonly step: PlanStep;
  readonly file: RevisionFile;
  readonly module: RevisionModule;
  readonly versions: VersionTable;
  /** The rows of the version table before the step. */
  readonly before: readonly string[];
  readonly metadataTableExists: boolean;
  /** How long to wait for somebody else who holds the database, in milliseconds. */
  readonly wait: number;
  readonly environment: Environment;
  /** What names the objects that the revision does not; `undefined` without a naming convention. */
  readonly nameOf: NameOf | undefined;
  readonly hooks: Hooks;
}

/**
 * Runs one revision in one direction, and writes the version table with it: in one transaction where the database
 * has transactional DDL.
 *
 * @returns `undefined` when somebody else moved the database meanwhile; nothing was done then.
 * @throws {ExecutionError} `E_STATEMENT`, `E_REVISION_FAILED`, `E_FOREIGN_KEY_VIOLATION`, `E_LOCKED`, `E_HOOK`.
 */
export async function runRevision(
  session: Session,
  run: RevisionRun,
  options: RunOptions,
): Promise<AppliedRevision | undefined> {
  const { hooks, environment } = run;
  const planned = plannedRevision(run.step, run.file);
  const start = performance.now();
  const guard = await session.dialect.guard(session.query);
  let outcome: "done" | "moved" | undefined;
  let isTold = false;
  const tell = () => {
    if (!isTold) options.onProgress?.({ kind: "start", ...planned });
    isTold = true;
  };
  try {
    const attempt = () =>
      inTransaction(session, async (outside) => {
        if (!(await guard.enter())) return "busy";
        if (!(await run.versions.isAt(run.before))) return "moved";
        tell();
        await runBody(session, run, options, {
          outside,
          reach: (schemas) => guard.reach(schemas),
          verify: () => guard.verify(),
        });
        return "done";
      });
    await wrapTransaction(
      hooks.wrapTransaction,
      async () => {
        outcome = await retryWhileBusy(attempt, run.wait, options);
      },
      {
        ...hookContext(session, environment),
        step: planned,
        transactional: session.dialect.capabilities.transactionalDdl,
      },
    );
    if (outcome === "moved") return undefined;
  } finally {
    await guard.release();
  }
  const applied = { ...planned, milliseconds: performance.now() - start };
  options.onProgress?.({ kind: "done", ...applied });
  return applied;
}

/** Both rows or none, also where DDL has left no transaction open. */
async function recordVersion(
  session: Session,
  { versions, before, step, file, hooks, environment }: RevisionRun,
): Promise<void> {
  await inAnyTransaction(session, async () => {
    await versions.write(before, step.heads);
    await callHook("onVersionApply", hooks.onVersionApply, {
      ...hookContext(session, environment),
      kind: step.direction,
      revision: step.revision,
      message: file.message,
      from: before,
      to: step.heads,
    });
  });
}

/** Tries again after a pause as long as somebody else holds the database. */
async function retryWhileBusy<T>(
  attempt: () => Promise<T | "busy">,
  wait: number,
  { signal, onProgress }: RunOptions,
): Promise<T> {
  const start = performance.now();
  for (let told = false; ; told = true) {
    signal?.throwIfAborted();
    const outcome = await attempt();
    if (outcome !== "busy") return outcome;
    if (performance.now() - start >= wait) throw locked(wait, undefined);
    if (!told) onProgress?.({ kind: "waiting" });
    await sleep(100);
  }
}

/** What a step does, for whoever is told before. */
export function plannedRevision({ revision, direction }: PlanStep, file: RevisionFile): PlannedRevision {
  const parents = file.downRevision === null ? [] : [file.downRevision].flat();
  return {
    revision,
    direction,
    message: file.message,
    from: direction === "upgrade" ? parents : [revision],
    to: direction === "upgrade" ? [revision] : parents,
  };
}

/** What a revision needs of the transaction around it. */
interface Surroundings {
  readonly outside: Outside;
  readonly reach: (schemas: readonly string[]) => Promise<void>;
  readonly verify: () => Promise<void>;
}

async function runBody(
  session: Session,
  run: RevisionRun,
  options: RunOptions,
  { outside, reach, verify }: Surroundings,
): Promise<void> {
  const { dialect, queryRunner } = session;
  const { revision, direction } = run.step;
  const { signal } = options;
  const execution = executor(session, {
    revision,
    metadataTableExists: run.metadataTableExists,
    outside,
    reach,
    ...(signal === undefined ? {} : { signal }),
  });
  const context: RevisionContext = {
    ...hookContext(session, run.environment),
    revision,
    direction,
    serverVersion: dialect.server.version,
    offline: false,
    ...(signal === undefined ? {} : { signal }),
  };
  const op = createOperations(dialect, (operation) => execution.add(operation), {
    ...(run.nameOf === undefined ? {} : { nameOf: run.nameOf }),
    context: () => context,
    query: async <T>(statement: string | BoundSql, parameters?: readonly unknown[]) => {
      const { sql, parameters: values = parameters } =
        typeof statement === "string" ? { sql: statement } : dialect.bind(statement, session);
      // Structured: otherwise it is a pair on PostgreSQL, rows and their number, for UPDATE and DELETE (PostgresQueryRunner).
      const { records } = await queryRunner.query(sql, values === undefined ? undefined : [...values], true);
      return records as (Row & T)[];
    },
    track: (use) => execution.track(use),
    autocommitBlock: (use) =>
      execution.outside(async () => {
        const result = await use();
        if (execution.pending > 0) throw new Error(forgottenAwait("autocommitBlock"));
        return result;
      }),
  });
  let stopIfAborted = (): void => signal?.throwIfAborted();
  const stopFlushing = flushBeforeQueries(queryRunner, async () => {
    stopIfAborted();
    await execution.flush();
  });
  try {
    await run.module[direction](op, context);
    if (execution.pending > 0) throw new Error(forgottenAwait(direction));
    await execution.flush();
    // All of it has run, and where there is no transaction it stays: now it has to be written down.
    stopIfAborted = () => {};
    await verify();
    await recordVersion(session, run);
  } catch (cause) {
    throw revisionError(session, run, execution, cause);
  } finally {
    stopFlushing();
  }
}

/**
 * Lets every statement on the connection find the effect of the operations before it, also when it comes from
 * TypeORM's manager: operations may wait for others to share a rebuild with.
 *
 * @returns the way back.
 */
function flushBeforeQueries(queryRunner: QueryRunner, flush: () => Promise<void>): () => void {
  const query = queryRunner.query.bind(queryRunner);
  // What a flush runs comes here as well, and finds nothing that waits any more.
  const flushed = async (...parameters: Parameters<typeof query>): Promise<unknown> => {
    await flush();
    return query(...parameters);
  };
  Object.assign(queryRunner, { query: flushed });
  return () => {
    // The method of the prototype shows again.
    Reflect.deleteProperty(queryRunner, "query");
  };
}

/** Says how far the revision came where that can't be rolled back. */
function revisionError(
  { dialect }: Session,
  { step, file }: RevisionRun,
  execution: Executor,
  cause: unknown,
): ExecutionError {
  const { transactionalDdl } = dialect.capabilities;
  const kept = transactionalDdl ? execution.committed : execution.statements;
  const why = transactionalDdl
    ? "The transaction was left for a statement that can't be part of one"
    : "This database can't roll back DDL";
  const half =
    kept === 0
      ? ""
      : ` ${why}: the ${kept} statement(s) before it stay, the version table was not changed.` +
        ` Undo them by hand, or mend the revision so that it goes on from here.`;
  if (isLimbeckError(cause)) {
    return new ExecutionError(cause.code, cause.message + half, {
      details: { ...cause.details, path: file.path, ...(kept === 0 ? {} : { kept }) },
      cause: cause.cause ?? cause,
    });
  }
  return new ExecutionError(
    "E_REVISION_FAILED",
    `The ${step.direction} of revision ${step.revision} (${file.path}) failed: ${messageOf(cause)}.${half}`,
    {
      details: {
        revision: step.revision,
        direction: step.direction,
        path: file.path,
        statements: execution.statements,
        ...(kept === 0 ? {} : { kept }),
      },
      cause,
    },
  );
}
