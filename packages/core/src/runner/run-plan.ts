import type { Session } from "../connection/session.ts";
import type { NamingConvention } from "../naming/naming-convention.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { Plan, PlanStep, RevisionGraph } from "../revision/graph.ts";
import { loadRevision, type LoadModule } from "../revision/load.ts";
import type { AppliedRevision, RunOptions } from "./events.ts";
import { tableExists } from "./executor.ts";
import { callHook, hookContext, type Hooks } from "./hooks.ts";
import { namesFor } from "./names.ts";
import { known, moved } from "./position.ts";
import { plannedRevision, runRevision } from "./run-revision.ts";
import type { Environment } from "../operation/revision-context.ts";
import type { VersionTable } from "./version-table.ts";

export interface PlanRun extends RunOptions {
  readonly graph: RevisionGraph<RevisionFile>;
  /** What leads from the rows of the version table to where it is to go. */
  readonly plan: (rows: readonly string[]) => Plan;
  /** As it was typed, for messages. */
  readonly target: string;
  readonly load: LoadModule | undefined;
  /** How long to wait for somebody else who holds the database, in milliseconds. */
  readonly wait: number;
  readonly environment: Environment;
  readonly namingConvention: NamingConvention | undefined;
  readonly hooks: Hooks;
}

/** Runs the revisions of a plan, one after the other; the migration lock is held. */
export async function runPlan(
  session: Session,
  versions: VersionTable,
  run: PlanRun,
): Promise<readonly AppliedRevision[]> {
  const { graph, plan, target, load, wait, environment, namingConvention, hooks, ...options } = run;
  const { metadataTable, dialect, query } = session;
  const nameOf = namesFor(session.dataSource, dialect, namingConvention);
  const applied: AppliedRevision[] = [];
  // Read under the lock: another migrator may have moved the database while this one waited.
  let rows = known(graph, await versions.read());
  const prepared = async (): Promise<readonly PlanStep[]> => {
    const { steps, heads } = plan(rows);
    if (steps.length > 0) {
      await callHook("beforeRun", hooks.beforeRun, {
        ...hookContext(session, environment),
        target,
        steps: steps.map((step) => plannedRevision(step, graph.get(step.revision))),
        from: rows,
        to: heads,
      });
    }
    return steps;
  };
  let steps = await prepared();
  if (steps.length > 0) await versions.ensure();
  while (steps.length > 0) {
    options.signal?.throwIfAborted();
    const step = steps[0]!;
    const file = graph.get(step.revision);
    const module = await loadRevision(file, load);
    const service = await dialect.reflect(query, { tables: [metadataTable] });
    const metadataTableExists = tableExists(service, metadataTable);
    const done = await runRevision(
      session,
      { step, file, module, versions, before: rows, metadataTableExists, wait, environment, nameOf, hooks },
      options,
    );
    if (done !== undefined) {
      applied.push(done);
      rows = step.heads;
      steps = steps.slice(1);
    } else {
      // Only where the lock can't keep others out (SQLite): go on from where they left the database.
      rows = known(graph, await versions.read());
      if (/^[+-]|@[+-]/.test(target)) throw moved(target, rows);
      steps = await prepared();
    }
  }
  return applied;
}
