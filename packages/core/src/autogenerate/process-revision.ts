import type { DataSource } from "typeorm";
import type { Dialect } from "../dialect/dialect.ts";
import { describe } from "../operation/describe.ts";
import type { Operation } from "../operation/operation.ts";
import type { Schema } from "../schema/schema.ts";
import { hookError } from "../util/hook-error.ts";
import type { Directions } from "./backfills.ts";
import type { MigrationScript } from "./migration-script.ts";

/** What a hook on revisions gets beside the script. */
export interface ProcessContext {
  readonly dataSource: DataSource;
  readonly dialect: Dialect;
  /** What the database has. */
  readonly found: Schema;
  /** What the entities declare. */
  readonly wanted: Schema;
}

/** What a script becomes; a whole {@link MigrationScript} is one, too. */
export interface ProcessedScript {
  readonly upgradeOps: readonly Operation[];
  /** Absent: what undoes `upgradeOps`, as Limbeck would have written it. */
  readonly downgradeOps?: readonly Operation[];
  /** Absent: those of the script. */
  readonly warnings?: readonly string[];
}

/**
 * Changes what a comparison has found, before it is written, printed or judged.
 *
 * @returns what it becomes, or nothing to leave it as it is.
 */
export type ProcessRevision = (
  script: MigrationScript,
  context: ProcessContext,
) => ProcessedScript | void | Promise<ProcessedScript | void>;

/** A hook on revisions as an object, such as a {@link Rewriter}. */
export interface RevisionProcessor {
  readonly process: ProcessRevision;
}

/** What the script of a comparison becomes. */
export interface Processed extends Directions {
  readonly warnings: readonly string[];
}

/**
 * Lets a hook, if there is one, change a script.
 *
 * @param follow makes the downgrade of an upgrade whose hook says nothing about it.
 * @throws {ExecutionError} `E_HOOK` for what the hook has thrown, or for a result that is no script.
 * @throws {OperationError} `E_IRREVERSIBLE` for an upgrade that nothing undoes and that comes without a downgrade.
 */
export async function processScript(
  hook: ProcessRevision | RevisionProcessor | undefined,
  script: MigrationScript,
  context: ProcessContext,
  follow: (upgradeOps: readonly Operation[]) => Promise<Processed>,
): Promise<Processed> {
  if (hook === undefined) return script;
  let result: ProcessedScript | void;
  try {
    result = await (typeof hook === "function" ? hook(script, context) : hook.process(script, context));
    if (result !== undefined) requireScript(result);
  } catch (cause) {
    throw hookError("processRevision", cause);
  }
  if (result === undefined) return script;
  const { upgradeOps, downgradeOps, warnings = script.warnings } = result;
  if (downgradeOps !== undefined) return { upgradeOps, downgradeOps, warnings };
  // What rows were given stays with them: nothing undoes a backfill, and nothing has to.
  const followed = await follow(upgradeOps.filter(({ kind }) => kind !== "backfill"));
  return {
    upgradeOps,
    downgradeOps: followed.downgradeOps,
    warnings: [...warnings, ...followed.warnings.filter((warning) => !warnings.includes(warning))],
  };
}

function requireScript(result: unknown): void {
  const { upgradeOps, downgradeOps = [], warnings = [] } = Object(result) as ProcessedScript;
  if (![upgradeOps, downgradeOps, warnings].every((list) => Array.isArray(list)))
    throw new Error("it must return nothing, or { upgradeOps, downgradeOps } with lists of operations");
  const foreign = [...upgradeOps, ...downgradeOps].filter((operation) => !isOperation(operation));
  if (foreign.length > 0) throw new Error(`${JSON.stringify(foreign[0])} is no operation`);
}

/** What can be described has a kind that there is, and what belongs to it. */
function isOperation(value: Operation): boolean {
  try {
    return describe(value) !== "";
  } catch {
    return false;
  }
}
