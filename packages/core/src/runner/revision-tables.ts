import type { RevisionTables } from "../autogenerate/autogenerate.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { messageOf } from "../errors.ts";
import { applyOperations } from "../operation/apply.ts";
import { createOperations } from "../operation/create-operations.ts";
import type { Operation } from "../operation/operation.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { RevisionGraph } from "../revision/graph.ts";
import { loadRevision, type LoadModule } from "../revision/load.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import { objectName } from "../schema/object-name.ts";
import type { Schema } from "../schema/schema.ts";

export interface AppliedRevisions {
  readonly dialect: Dialect;
  readonly graph: RevisionGraph<RevisionFile>;
  /** The rows of the version table. */
  readonly rows: readonly string[];
  readonly load: LoadModule | undefined;
}

/**
 * The tables that the applied revisions made, and neither dropped nor renamed since: their `upgrade` functions are
 * called with an `op` that only takes notes. No SQL is run.
 *
 * A revision that needs a database (rows of a query, `context.manager`) counts as far as it came, and is told of in the
 * warnings; so does what is made by statements written by hand, which nobody can read.
 */
export async function revisionTables({
  dialect,
  graph,
  rows,
  load,
}: AppliedRevisions): Promise<RevisionTables> {
  const warnings: string[] = [];
  let state: Schema = emptySchema;
  for (const { revision } of graph.planUpgrade(rows, []).steps) {
    const { operations, doubt } = await takeNotes(graph.get(revision), dialect, load);
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

interface Notes {
  readonly operations: readonly Operation[];
  /** Why there may be more. */
  readonly doubt?: string;
}

async function takeNotes(file: RevisionFile, dialect: Dialect, load: LoadModule | undefined): Promise<Notes> {
  const operations: Operation[] = [];
  let doubt: string | undefined;
  const op = createOperations(
    dialect,
    (operation) => {
      operations.push(operation);
      return Promise.resolve();
    },
    {
      query: <T>(): Promise<T[]> => {
        doubt = "it asks the database";
        return Promise.resolve([]);
      },
    },
  );
  const context = {
    revision: file.revision,
    dialect: dialect.name,
    get manager(): never {
      throw new Error("it uses context.manager");
    },
  };
  try {
    const module = await loadRevision(file, load);
    await module.upgrade(op, context);
  } catch (error) {
    doubt ??= messageOf(error);
  }
  return { operations, ...(doubt === undefined ? {} : { doubt }) };
}
