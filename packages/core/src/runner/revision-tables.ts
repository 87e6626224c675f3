import { readFile } from "node:fs/promises";
import type { AppliedTables, RevisionTables } from "../autogenerate/autogenerate.ts";
import { messageOf } from "../errors.ts";
import { applyOperations } from "../operation/apply.ts";
import type { Operation } from "../operation/operation.ts";
import type { RevisionFile } from "../revision/directory.ts";
import { loadRevision, type LoadModule } from "../revision/load.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import { objectName } from "../schema/object-name.ts";
import type { Schema } from "../schema/schema.ts";
import { type RecordOptions, recordRevision } from "./record-revision.ts";

export interface AppliedRevisions extends RecordOptions {
  readonly graph: RevisionGraph<RevisionFile>;
  /** The rows of the version table. */
  readonly rows: readonly string[];
}

/** What a comparison can ask of the applied revisions. */
export function appliedTables(applied: AppliedRevisions): AppliedTables {
  return {
    read: () => revisionTables(applied),
    mayLeave: (schemas) => mayLeave(applied, schemas),
  };
}

/** The option `schema` with its name, or the word in whatever else. */
const schemaWord = /\bschema\b(?:"?\s*:\s*(?:"([^"\\]*)"|'([^'\\]*)'))?/g;

/**
 * Whether a revision names another schema, or none that can be read off. Only the texts are read: to call hundreds of
 * revisions for each comparison would cost more than the comparison.
 */
async function mayLeave(
  { graph, rows, load }: AppliedRevisions,
  schemas: readonly string[],
): Promise<boolean> {
  const known = new Set(schemas);
  for (const { revision } of graph.planUpgrade(rows, []).steps) {
    const text = await textOf(graph.get(revision), load);
    for (const [, double, single] of text.matchAll(schemaWord)) {
      const name = double ?? single;
      if (name === undefined || !known.has(name)) return true;
    }
  }
  return false;
}

/** The text of a file, or of the function where a revision has none. */
async function textOf(file: RevisionFile, load: LoadModule | undefined): Promise<string> {
  try {
    return await readFile(file.path, "utf8");
  } catch {
    return String((await loadRevision(file, load)).upgrade);
  }
}

/**
 * The tables that the applied revisions made, and neither dropped nor renamed since: their `upgrade` functions are
 * called with an `op` that only takes notes. No SQL is run.
 *
 * A revision that needs a database (rows of a query, `context.manager`) counts as far as it came, and is told of in the
 * warnings; so does what is made by statements written by hand, which nobody can read.
 */
async function revisionTables({ graph, rows, ...options }: AppliedRevisions): Promise<RevisionTables> {
  const warnings: string[] = [];
  let state: Schema = emptySchema;
  for (const { revision } of graph.planUpgrade(rows, []).steps) {
    const { operations, doubt } = await takeNotes(graph.get(revision), options);
    state = applyOperations(state, operations);
    if (doubt !== undefined) {
      warnings.push(
        `what revision ${revision} does to tables could not be told for sure (${doubt}): ` +
          `tables that it made, and that no entity declares any more, may be left alone`,
      );
    }
  }
  return { tables: state.tables.map(objectName), warnings };
}

/** What a revision did, as far as it can be told, and why there may be more. */
async function takeNotes(
  file: RevisionFile,
  options: RecordOptions,
): Promise<{ readonly operations: readonly Operation[]; readonly doubt?: string }> {
  try {
    const { recorded, asks, stop } = await recordRevision(file, "upgrade", options);
    const doubt = asks ? "it asks the database" : stop?.reason;
    return {
      operations: recorded.map(({ operation }) => operation),
      ...(doubt === undefined ? {} : { doubt }),
    };
  } catch (error) {
    return { operations: [], doubt: messageOf(error) };
  }
}
