import type { Operation } from "../operation/operation.ts";
import { withWarning } from "../operation/with-warning.ts";

/**
 * The operations of one revision; the first of those that run outside of its transaction says what that means, unless it
 * is all that the revision does.
 */
export function withHalfDoneWarning(operations: readonly Operation[]): readonly Operation[] {
  const first = operations.find(runsOutside);
  if (first === undefined || operations.length === 1) return operations;
  const warning =
    "runs outside of the transaction, so a failure can leave this revision half done; safer in a revision of its own";
  return operations.map((operation) => (operation === first ? withWarning(operation, warning) : operation));
}

function runsOutside(operation: Operation): boolean {
  if (operation.kind === "createIndex") return operation.index.concurrently ?? false;
  return operation.kind === "dropIndex" && (operation.concurrently ?? false);
}
