import type { EntityManager } from "typeorm";
import type { Session } from "../connection/session.ts";
import type { DialectName, Row } from "../dialect/dialect.ts";
import { ExecutionError, isLimbeckError, messageOf } from "../errors.ts";
import { createOperations } from "../operation/create-operations.ts";
import type { PlanStep } from "../revision/graph.ts";
import type { RevisionModule } from "../revision/load.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { AppliedRevision, RunOptions } from "./events.ts";
import { executor } from "./executor.ts";
import type { VersionTable } from "./version-table.ts";

/** What a revision gets beside `op`: `upgrade(op, context)`. */
export interface RevisionContext {
  /** TypeORM's manager on the connection and in the transaction of the revision, for data steps. */
  readonly manager: EntityManager;
  readonly revision: string;
  readonly dialect: DialectName;
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
}

/**
 * Runs one revision in one direction, and writes the version table with it: in one transaction where the database
 * has transactional DDL.
 *
 * @returns `undefined` when somebody else moved the database meanwhile; nothing was done then.
 * @throws {ExecutionError} `E_STATEMENT`, `E_REVISION_FAILED`, `E_FOREIGN_KEY_VIOLATION`.
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
    const done = await inTransaction(session, async () => {
      if (!(await run.versions.isAt(run.before))) return false;
      options.onProgress?.({ kind: "start", ...description });
      await runBody(session, run, options);
      await guard.verify();
      await run.versions.write(run.before, run.step.heads);
      return true;
    });
    if (!done) return undefined;
  } finally {
    await guard.release();
  }
  const applied = { ...description, milliseconds: performance.now() - start };
  options.onProgress?.({ kind: "done", ...applied });
  return applied;
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
    query: async <T>(sql: string, parameters?: readonly unknown[]) => {
      await execution.flush();
      return (await query(sql, parameters)) as (Row & T)[];
    },
  });
  const context: RevisionContext = {
    manager: queryRunner.manager,
    revision,
    dialect: dialect.name,
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    await run.module[direction](op, context);
    await execution.flush();
  } catch (cause) {
    throw revisionError(session, run, execution.statements, cause);
  }
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
