import type { Dialect, Statement } from "../dialect/dialect.ts";
import { ExecutionError } from "../errors.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { Plan, PlanStep, RevisionGraph } from "../revision/graph.ts";
import type { LoadModule } from "../revision/load.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import type { ObjectName } from "../schema/schema.ts";
import { type AssumedState, compileRecorded } from "./compile-recorded.ts";
import { type RecordedOperation, type RecordOptions, recordRevision } from "./record-revision.ts";
import type { Environment } from "../operation/revision-context.ts";
import { block, heading, scriptText } from "./script-text.ts";
import { creationStatements, emptyingStatement, rowStatements } from "./version-table.ts";

export interface OfflineScript {
  readonly dialect: Dialect;
  /** The rows of the version table that the script starts from. */
  readonly rows: readonly string[];
  readonly plan: Plan;
  readonly versionTable: ObjectName;
}

export interface OfflineRun extends OfflineScript {
  readonly graph: RevisionGraph<RevisionFile>;
  readonly metadataTable: ObjectName;
  readonly timeZone?: string;
  readonly load: LoadModule | undefined;
  readonly environment: Environment;
  readonly nameOf: RecordOptions["nameOf"];
}

/**
 * The whole of a run as an SQL script, without a database: what the revisions before have made is learnt by recording
 * them, so that rebuilds and restated columns come out as they do online.
 *
 * @throws {ExecutionError} `E_OFFLINE` for a revision that needs the database: `op.query()`, parameters, `context.manager`.
 */
export async function offlineScript(run: OfflineRun): Promise<string> {
  const { dialect, graph, rows, plan, versionTable } = run;
  const options = { ...run, offline: true };
  const state: AssumedState = { schema: emptySchema, metadataTableExists: false };
  for (const step of graph.planUpgrade(rows, []).steps) {
    compileRecorded(await record(run, step, true), state, options);
  }
  const parts: string[] = [];
  if (rows.length === 0 && plan.steps.length > 0) {
    parts.push(block(dialect, creationStatements(dialect, versionTable)));
  }
  let before = rows;
  for (const step of plan.steps) {
    const statements = compileRecorded(await record(run, step, false), state, options);
    for (const statement of statements) refuseParameters(statement, step);
    const rowChanges = rowStatements(dialect, versionTable, before, step.heads);
    parts.push(`${heading(step, graph.get(step.revision))}\n${block(dialect, statements, rowChanges)}`);
    before = step.heads;
  }
  return scriptText(dialect, parts);
}

/**
 * A stamp as an SQL script. Without rows to start from, the version table is created; with `purge` it is there, and is
 * emptied, whatever it holds.
 */
export function stampScript(
  { dialect, rows, plan, versionTable }: OfflineScript,
  { purge }: { readonly purge: boolean },
): string {
  const created = rows.length === 0 && !purge ? creationStatements(dialect, versionTable) : [];
  const emptied = purge ? [emptyingStatement(dialect, versionTable)] : [];
  const changes = rowStatements(dialect, versionTable, rows, plan.heads);
  const title = `-- stamp ${rows.join(", ") || (purge ? "<anything>" : "<base>")} -> ${plan.heads.join(", ") || "<base>"}`;
  return scriptText(dialect, [`${title}\n${block(dialect, created, [...emptied, ...changes])}`]);
}

/** The creation of the version table as an SQL script, for a database that has none. */
export function versionTableScript(dialect: Dialect, versionTable: ObjectName): string {
  return scriptText(dialect, [block(dialect, creationStatements(dialect, versionTable))]);
}

/** The operations of a revision, in order; nothing is run. */
async function record(
  { dialect, graph, load, environment, nameOf }: OfflineRun,
  step: PlanStep,
  isPast: boolean,
): Promise<readonly RecordedOperation[]> {
  const file = graph.get(step.revision);
  const options = { dialect, load, environment, nameOf };
  const { recorded, asks, stop } = await recordRevision(file, step.direction, options);
  // What a past revision asked decided about rows, as far as anybody can tell; about its tables it says the same.
  if (asks && !isPast) throw needsDatabase(file, "it asks the database with op.query()");
  if (stop !== undefined) throw needsDatabase(file, stop.reason, stop.cause);
  return recorded;
}

function refuseParameters({ sql, parameters = [] }: Statement, { revision }: PlanStep): void {
  if (parameters.length === 0) return;
  throw new ExecutionError(
    "E_OFFLINE",
    `Revision ${revision} runs a statement with parameters, which a script can't have: ${sql}. ` +
      `Put the values into it: sql\`…\${value}…\`.`,
    { details: { revision, sql } },
  );
}

function needsDatabase(file: RevisionFile, why: string, cause?: unknown): ExecutionError {
  return new ExecutionError(
    "E_OFFLINE",
    `Revision ${file.revision} (${file.path}) can't be written as a script: ${why}. Run it on a database, ` +
      `or write it so that it needs none.`,
    { details: { revision: file.revision, path: file.path }, cause },
  );
}
