import type { Baseline } from "../autogenerate/baseline.ts";
import { ExecutionError, RevisionError } from "../errors.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { displayName } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";
import type { VersionTable } from "./version-table.ts";

/** Refuses a baseline where there is a history: what it would stand beside, or before, nobody can tell. */
export async function refuseAdopted(
  graph: RevisionGraph<RevisionFile>,
  versions: VersionTable,
  name: ObjectName,
): Promise<void> {
  if (graph.heads.length > 0) {
    const heads = graph.heads.join(", ");
    throw new RevisionError(
      "E_ADOPTED",
      `There are revisions already (they end at ${heads}), and a baseline is the first one. If this database has what they ` +
        `make, say so: limbeck stamp ${graph.heads.length > 1 ? "heads" : "head"}. To start anew, move the files away.`,
      { details: { heads: graph.heads } },
    );
  }
  if (!(await versions.exists())) return;
  const rows = await versions.read();
  const table = displayName(name);
  throw new RevisionError(
    "E_ADOPTED",
    rows.length > 0
      ? `The database is at ${rows.join(", ")} already (table ${table}), and the directory has no revisions. Get the files ` +
          `of those revisions; or, if nobody has them any more, drop the table ${table} and adopt the database as it is.`
      : `The database has a version table already (${table}), which is empty. If no other migrator uses it, ` +
          `drop the table, and adopt the database then.`,
    { details: { table, rows } },
  );
}

/** Refuses to adopt nothing. */
export function refuseEmpty({ script }: Baseline): void {
  if (script.upgradeOps.length > 0) return;
  throw new ExecutionError(
    "E_NOTHING_TO_ADOPT",
    `The database has no table to adopt. Is it the right one? For an empty database the first revision comes from the ` +
      `entities: limbeck revision --autogenerate -m "first revision".`,
  );
}
