import type { EntityManager, QueryRunner } from "typeorm";
import type { Session } from "../connection/session.ts";
import type { DialectName, Row } from "../dialect/dialect.ts";
import { ExecutionError, isLimbeckError, messageOf } from "../errors.ts";
import { createOperations } from "../operation/create-operations.ts";
import type { PlanStep } from "../revision/graph.ts";
import type { RevisionModule } from "../revision/load.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { AppliedRevision, RunOptions } from "./events.ts";
import { executor } from "./executor.ts";
import { locked, sleep } from "./lock.ts";
import type { VersionTable } from "./version-table.ts";

/** What a revision gets beside `op`: `upgrade(op, context)`. */
export interface RevisionContext {
  /** TypeORM's manager on the connection and in the transaction of the revision, for data steps. */
  readonly manager: EntityManager;
  readonly revision: string;
  readonly dialect: DialectName;
  /** What was given with `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

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
  readonly x: Readonly<Record<string, string>>;
}

/**
 * Runs one revision in one direction, and writes the version table with it: in one transaction where the database
 * has transactional DDL.
 *
 * @returns `undefined` when somebody else moved the database meanwhile; nothing was done then.
 * @throws {ExecutionError} `E_STATEMENT`, `E_REVISION_FAILED`, `E_FOREIGN_KEY_VIOLATION`, `E_LOCKED`.
 */
export async function runRevision(
  session: Session,
  run: RevisionRun,
  options: RunOptions,
): Promise<AppliedRevision | undefined> {
  const description = describeRun(run);
  const start = performance.now();
  const guard = await session.dialect.guard(session.query);
  try {
    const attempt = () =>
      inTransaction(session, async () => {
        if (!(await guard.enter())) return "busy";
        if (!(await run.versions.isAt(run.before))) return "moved";
        options.onProgress?.({ kind: "start", ...description });
        await runBody(session, run, options);
        await guard.verify();
        await run.versions.write(run.before, run.step.heads);
        return "done";
      });
    const outcome = await retryWhileBusy(attempt, run.wait, options);
    if (outcome === "moved") return undefined;
  } finally {
    await guard.release();
  }
  const applied = { ...description, milliseconds: performance.now() - start };
  options.onProgress?.({ kind: "done", ...applied });
  return applied;
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

function describeRun({ step, file }: RevisionRun): Omit<AppliedRevision, "milliseconds"> {
  const { revision, direction } = step;
  const parents = file.downRevision === null ? [] : [file.downRevision].flat();
  return {
    revision,
    direction,
    message: file.message,
    from: direction === "upgrade" ? parents : [revision],
    to: direction === "upgrade" ? [revision] : parents,
  };
}

/** TypeORM's own transaction, so that `context.manager` knows of it; none where DDL would commit it anyway. */
async function inTransaction<T>({ queryRunner, dialect }: Session, use: () => Promise<T>): Promise<T> {
  if (!dialect.capabilities.transactionalDdl) return use();
  await queryRunner.startTransaction();
  try {
    const result = await use();
    await queryRunner.commitTransaction();
    return result;
  } catch (error) {
    // The error that made the rollback necessary is the one to tell, whatever becomes of the rollback.
    await queryRunner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}

async function runBody(session: Session, run: RevisionRun, options: RunOptions): Promise<void> {
  const { dialect, query, queryRunner } = session;
  const { revision, direction } = run.step;
  const { signal } = options;
  const execution = executor(session, {
    revision,
    metadataTableExists: run.metadataTableExists,
    ...(signal === undefined ? {} : { signal }),
  });
  const op = createOperations(dialect, (operation) => execution.add(operation), {
    query: async <T>(sql: string, parameters?: readonly unknown[]) =>
      (await query(sql, parameters)) as (Row & T)[],
  });
  const stopFlushing = flushBeforeQueries(queryRunner, () => execution.flush());
  const context: RevisionContext = {
    manager: queryRunner.manager,
    revision,
    dialect: dialect.name,
    x: run.x,
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    await run.module[direction](op, context);
    if (execution.pending > 0) throw new Error(forgottenAwait(direction));
    await execution.flush();
  } catch (cause) {
    throw revisionError(session, run, execution.statements, cause);
  } finally {
    stopFlushing();
  }
}

function forgottenAwait(direction: string): string {
  return `${direction}() ended before its operations did: put "await" before every call of op`;
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
  statements: number,
  cause: unknown,
): ExecutionError {
  const half =
    dialect.capabilities.transactionalDdl || statements === 0
      ? ""
      : ` This database can't roll back DDL: the ${statements} statement(s) before it stay, the version table was not changed.` +
        ` Undo them by hand, or mend the revision so that it goes on from here.`;
  if (isLimbeckError(cause)) {
    return new ExecutionError(cause.code, cause.message + half, {
      details: { ...cause.details, path: file.path },
      cause: cause.cause ?? cause,
    });
  }
  return new ExecutionError(
    "E_REVISION_FAILED",
    `The ${step.direction} of revision ${step.revision} (${file.path}) failed: ${messageOf(cause)}.${half}`,
    { details: { revision: step.revision, direction: step.direction, path: file.path, statements }, cause },
  );
}
