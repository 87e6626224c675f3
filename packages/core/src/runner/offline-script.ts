import { createsMetadataTable } from "../autogenerate/migration-script.ts";
import type { Dialect, Statement } from "../dialect/dialect.ts";
import { ExecutionError, isLimbeckError, messageOf } from "../errors.ts";
import { applyOperations } from "../operation/apply.ts";
import { createOperations } from "../operation/create-operations.ts";
import type { Operation } from "../operation/operation.ts";
import { batches } from "../plan/batches.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { Plan, PlanStep, RevisionGraph } from "../revision/graph.ts";
import { loadRevision, type LoadModule } from "../revision/load.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import { creationStatements, rowStatements } from "./version-table.ts";

export interface OfflineRun {
  readonly dialect: Dialect;
  readonly graph: RevisionGraph<RevisionFile>;
  /** The rows of the version table that the script starts from. */
  readonly rows: readonly string[];
  readonly plan: Plan;
  readonly versionTable: ObjectName;
  readonly metadataTable: ObjectName;
  readonly load: LoadModule | undefined;
  readonly x: Readonly<Record<string, string>>;
}

/** What is known of a database that nobody looks at. */
interface AssumedState {
  schema: Schema;
  metadataTableExists: boolean;
}

/**
 * The whole of a run as an SQL script, without a database: what the revisions before have made is learnt by recording
 * them, so that rebuilds and restated columns come out as they do online.
 *
 * @throws {ExecutionError} `E_OFFLINE` for a revision that needs the database: `op.query()`, parameters, `context.manager`.
 */
export async function offlineScript(run: OfflineRun): Promise<string> {
  const { dialect, graph, rows, plan, versionTable } = run;
  const state: AssumedState = { schema: emptySchema, metadataTableExists: false };
  for (const step of graph.planUpgrade(rows, []).steps) {
    compileAll(await record(run, step, true), state, run);
  }
  const parts: string[] = [...dialect.script.start.map(terminated)];
  if (rows.length === 0 && plan.steps.length > 0) {
    parts.push(block(dialect, creationStatements(dialect, versionTable)));
  }
  let before = rows;
  for (const step of plan.steps) {
    const statements = compileAll(await record(run, step, false), state, run);
    const texts = [
      ...statements.map((statement) => textOf(statement, step)),
      ...rowStatements(dialect, versionTable, before, step.heads),
    ];
    parts.push(`${heading(step, graph.get(step.revision))}\n${block(dialect, texts)}`);
    before = step.heads;
  }
  if (plan.steps.length === 0) {
    const changes = rowStatements(dialect, versionTable, rows, plan.heads);
    if (changes.length > 0) parts.push(block(dialect, changes));
  }
  parts.push(...dialect.script.end.map(terminated));
  return `${parts.join("\n\n")}\n`;
}

/** The operations of a revision, in order; nothing is run. */
async function record(run: OfflineRun, step: PlanStep, isPast: boolean): Promise<readonly Operation[]> {
  const { dialect, graph, load } = run;
  const file = graph.get(step.revision);
  const module = await loadRevision(file, load);
  const operations: Operation[] = [];
  const op = createOperations(
    dialect,
    (operation) => {
      operations.push(operation);
      return Promise.resolve();
    },
    {
      query: <T>(): Promise<T[]> => {
        // What a past revision asked decided about rows, as far as anybody can tell; about its tables it says the same.
        if (isPast) return Promise.resolve([]);
        throw needsDatabase(file, "it asks the database with op.query()");
      },
    },
  );
  const context = {
    revision: step.revision,
    dialect: dialect.name,
    x: run.x,
    get manager(): never {
      throw needsDatabase(file, "it uses context.manager");
    },
  };
  try {
    await module[step.direction](op, context);
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    throw needsDatabase(file, `recording its ${step.direction} failed: ${messageOf(cause)}`, cause);
  }
  return operations;
}

/** Compiles operations against the assumed state, and carries that on. */
function compileAll(
  operations: readonly Operation[],
  state: AssumedState,
  { dialect, metadataTable }: OfflineRun,
): Statement[] {
  return batches(operations, (operation) => dialect.rebuilds(operation)).flatMap((batch) => {
    const { schema, metadataTableExists } = state;
    const statements = dialect.compile(batch, { state: schema, metadataTable, metadataTableExists });
    state.schema = applyOperations(schema, batch);
    state.metadataTableExists ||= createsMetadataTable(statements, metadataTable);
    return [...statements];
  });
}

function textOf({ sql, parameters }: Statement, { revision }: PlanStep): string {
  if (parameters === undefined || parameters.length === 0) return sql;
  throw new ExecutionError(
    "E_OFFLINE",
    `Revision ${revision} runs a statement with parameters, which a script can't have: ${sql}. ` +
      `Write the values into it with op.inlineLiteral().`,
    { details: { revision, sql } },
  );
}

function heading({ direction, revision }: PlanStep, file: RevisionFile): string {
  const parents = [file.downRevision ?? []].flat().join(", ") || "<base>";
  const way = direction === "upgrade" ? `${parents} -> ${revision}` : `${revision} -> ${parents}`;
  return `-- ${direction} ${way}${file.message === "" ? "" : `: ${file.message.replaceAll(/\s+/g, " ")}`}`;
}

/** Statements in a transaction where the database has one for DDL. */
function block({ capabilities }: Dialect, statements: readonly string[]): string {
  const texts = capabilities.transactionalDdl ? ["BEGIN", ...statements, "COMMIT"] : statements;
  return texts.map(terminated).join("\n");
}

/** A comment at the end of a statement would take the semicolon with it. */
function terminated(sql: string): string {
  const text = sql.trim().replace(/;$/, "");
  return /--[^\n]*$/.test(text) ? `${text}\n;` : `${text};`;
}

function needsDatabase(file: RevisionFile, why: string, cause?: unknown): ExecutionError {
  return new ExecutionError(
    "E_OFFLINE",
    `Revision ${file.revision} (${file.path}) can't be written as a script: ${why}. Run it on a database, ` +
      `or write it so that it needs none.`,
    { details: { revision: file.revision, path: file.path }, cause },
  );
}
