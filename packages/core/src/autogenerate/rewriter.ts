import type { Operation, OperationKind, OperationOf } from "../operation/operation.ts";
import type { MigrationScript } from "./migration-script.ts";
import type { ProcessContext, ProcessedScript, RevisionProcessor } from "./process-revision.ts";

/** What a handler of a {@link Rewriter} gets beside the operation. */
export interface RewriteContext extends ProcessContext {
  readonly direction: "upgrade" | "downgrade";
  /** All operations of that direction, as they were found. */
  readonly operations: readonly Operation[];
}

/** What stands in place of an operation; `null`, or an empty list, to leave it out. */
export type Rewritten = Operation | readonly Operation[] | null;

/** Rewrites an operation of one kind. */
export type RewriteHandler<K extends OperationKind> = (
  operation: OperationOf<K>,
  context: RewriteContext,
) => Rewritten | Promise<Rewritten>;

interface Rule {
  readonly kinds: readonly OperationKind[];
  /** It gets operations of its kinds only, which TypeScript can't see. */
  readonly handle: (operation: never, context: RewriteContext) => Rewritten | Promise<Rewritten>;
}

/**
 * Rewrites the operations of a revision by their kind, in both directions.
 *
 * Rules run one after the other: each sees what those before it have made, and never what it has made itself. A table
 * that is created by an upgrade is dropped by its downgrade, so a rule that leaves operations out has to know both kinds, or
 * to ask for `context.direction`.
 *
 * @example
 * export default defineConfig({
 *   dataSource: "./src/data-source.ts",
 *   processRevision: new Rewriter()
 *     // indexes are built without blocking writes
 *     .on("createIndex", (op) => ({ ...op, index: { ...op.index, concurrently: true } }))
 *     .on("dropIndex", (op) => ({ ...op, concurrently: true }))
 *     // somebody else drops tables
 *     .on("dropTable", (op, { direction }) => (direction === "upgrade" ? null : op)),
 * });
 */
export class Rewriter implements RevisionProcessor {
  readonly #rules: readonly Rule[];

  constructor(rules: readonly Rule[] = []) {
    this.#rules = rules;
  }

  /** A rewriter that has one rule more. */
  on<K extends OperationKind>(kind: K | readonly K[], handle: RewriteHandler<K>): Rewriter {
    return new Rewriter([...this.#rules, { kinds: [kind].flat() as K[], handle }]);
  }

  /** Applies all rules to both directions of a script; a {@link ProcessRevision}. */
  readonly process = async (script: MigrationScript, context: ProcessContext): Promise<ProcessedScript> => ({
    upgradeOps: await this.#rewrite(script.upgradeOps, { ...context, direction: "upgrade" }),
    downgradeOps: await this.#rewrite(script.downgradeOps, { ...context, direction: "downgrade" }),
    warnings: script.warnings,
  });

  async #rewrite(
    found: readonly Operation[],
    context: Omit<RewriteContext, "operations">,
  ): Promise<readonly Operation[]> {
    let operations = found;
    for (const { kinds, handle } of this.#rules) {
      const rewritten: Operation[] = [];
      for (const operation of operations) {
        if (!kinds.includes(operation.kind)) rewritten.push(operation);
        else
          rewritten.push(
            ...resultOf(operation, await handle(operation as never, { ...context, operations: found })),
          );
      }
      operations = rewritten;
    }
    return operations;
  }
}

function resultOf(operation: Operation, result: Rewritten): readonly Operation[] {
  // Whoever forgets to return must not lose an operation.
  if (result === undefined) {
    throw new Error(
      `the rule for ${operation.kind} returned nothing; to leave the operation out, return null`,
    );
  }
  return result === null ? [] : [result].flat();
}
