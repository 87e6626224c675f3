import type { Session } from "../connection/session.ts";
import type { Statement } from "../dialect/dialect.ts";
import type { NamingConvention } from "../naming/naming-convention.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { Plan, RevisionGraph } from "../revision/graph.ts";
import type { LoadModule } from "../revision/load.ts";
import type { ObjectName } from "../schema/schema.ts";
import { compileRecorded } from "./compile-recorded.ts";
import { tableExists } from "./executor.ts";
import type { PlannedRevision } from "./hooks.ts";
import { known } from "./position.ts";
import { namesFor } from "./names.ts";
import { schemasOf } from "../operation/schemas-of.ts";
import { recordRevision } from "./record-revision.ts";
import type { Environment } from "../operation/revision-context.ts";
import { plannedRevision } from "./run-revision.ts";
import { block, heading, oneLine, scriptText } from "./script-text.ts";
import { creationStatements, rowStatements, type VersionTable } from "./version-table.ts";

/** A statement that a run would send. */
export interface DryStatement {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

/** A revision that a run would run, with its statements, those of the version table at the end. */
export interface DryRevision extends PlannedRevision {
  readonly statements: readonly DryStatement[];
  /** Why there may be more statements, or others; absent when these are all. */
  readonly incomplete?: string;
}

/** What a run would do. */
export interface DryRun {
  /** The rows of the version table now. */
  readonly from: readonly string[];
  /** The rows of the version table after the run. */
  readonly to: readonly string[];
  readonly revisions: readonly DryRevision[];
  /** All of it as a script, in transactions, with a comment above each revision; empty when there is nothing to do. */
  readonly sql: string;
}

export interface DryRunOptions {
  readonly graph: RevisionGraph<RevisionFile>;
  readonly plan: (rows: readonly string[]) => Plan;
  readonly versionTable: ObjectName;
  readonly load: LoadModule | undefined;
  readonly environment: Environment;
  readonly namingConvention: NamingConvention | undefined;
}

/**
 * What a run would do to the database as it is now, which is only read: the catalogs and the version table, without the
 * migration lock and without a transaction. Revisions are recorded; their statements are compiled against the live
 * schema, carried on from one revision to the next.
 */
export async function dryRun(
  session: Session,
  versions: VersionTable,
  { graph, plan, versionTable, load, environment, namingConvention }: DryRunOptions,
): Promise<DryRun> {
  const { dialect, query, metadataTable, timeZone } = session;
  const isThere = await versions.exists();
  const from = known(graph, isThere ? await versions.read() : []);
  const { steps, heads: to } = plan(from);
  const nameOf = namesFor(session.dataSource, dialect, namingConvention);
  const recordings = [];
  for (const step of steps) {
    const file = graph.get(step.revision);
    const recording = await recordRevision(file, step.direction, { dialect, load, environment, nameOf });
    recordings.push({ step, file, ...recording });
  }
  const operations = recordings.flatMap(({ recorded }) => recorded.map(({ operation }) => operation));
  const schemas = schemasOf(operations);
  const schema = await dialect.reflect(query, { schemas, metadataTable });
  const state = { schema, metadataTableExists: tableExists(schema, metadataTable) };

  const creation = isThere || steps.length === 0 ? [] : creationStatements(dialect, versionTable);
  const parts = creation.length > 0 ? [block(dialect, creation)] : [];
  let before = from;
  const revisions = recordings.map(({ step, file, recorded, asks, stop }, at): DryRevision => {
    const statements = compileRecorded(recorded, state, {
      dialect,
      metadataTable,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    const rows = rowStatements(dialect, versionTable, before, step.heads);
    before = step.heads;
    const reason = stop?.reason ?? (asks ? "it asks the database with op.query()" : undefined);
    const doubt = reason === undefined ? "" : `\n-- there may be more: ${oneLine(reason)}`;
    parts.push(`${heading(step, file)}${doubt}\n${block(dialect, statements.map(shown), rows)}`);
    return {
      ...plannedRevision(step, file),
      statements: [...(at === 0 ? creation : []), ...statements, ...rows.map((sql) => ({ sql }))].map(
        ({ sql, parameters }: Statement) => ({ sql, ...(parameters === undefined ? {} : { parameters }) }),
      ),
      ...(reason === undefined ? {} : { incomplete: reason }),
    };
  });
  return { from, to, revisions, sql: steps.length === 0 ? "" : scriptText(dialect, parts, schemas) };
}

/** Parameters go beside the text, which shows where they come in. */
function shown(statement: Statement): Statement {
  const { sql, parameters = [] } = statement;
  if (parameters.length === 0) return statement;
  return {
    ...statement,
    sql: `-- with the parameters ${oneLine(JSON.stringify(parameters, readable))}\n${sql}`,
  };
}

function readable(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
