import { OperationError } from "../errors.ts";
import { applyOperations } from "../operation/apply.ts";
import { describe } from "../operation/describe.ts";
import type { Operation } from "../operation/operation.ts";
import { isConditional, isSuperfluous } from "../operation/superfluous.ts";
import { sameName } from "../schema/object-name.ts";
import type { CompileContext } from "./dialect.ts";

/** `IF EXISTS ` where the operation asks for it. */
export function ifExists(operation: { readonly ifExists?: boolean }): string {
  return operation.ifExists ? "IF EXISTS " : "";
}

/** `IF NOT EXISTS ` where the operation asks for it. */
export function ifNotExists(operation: { readonly ifNotExists?: boolean }): string {
  return operation.ifNotExists ? "IF NOT EXISTS " : "";
}

/** True for a conditional operation on a table or what is in it: those are decided by the state of the table. */
export function isDecidedByTable(operation: Operation): boolean {
  return isConditional(operation) && "table" in operation;
}

/**
 * The operations without those that have nothing to do, because of `ifExists` or `ifNotExists`, one after the other.
 *
 * With a database the state is what there is. In a script it is what the revisions before it have made, and the database
 * may have something else: there the server decides wherever it knows the words (`isNative`), and a table that the
 * revisions have not made leaves nothing to decide by.
 *
 * @throws {OperationError} `E_OFFLINE` for that.
 */
export function withoutSuperfluous(
  operations: readonly Operation[],
  { state, offline }: CompileContext,
  isNative: (operation: Operation) => boolean,
): readonly Operation[] {
  if (state === undefined || !operations.some(isDecidedByTable)) return operations;
  let current = state;
  return operations.filter((operation) => {
    const before = current;
    current = applyOperations(current, [operation]);
    if (!isDecidedByTable(operation)) return true;
    if (offline && isNative(operation)) return true;
    if (offline && "table" in operation && !before.tables.some((table) => sameName(table, operation.table)))
      throw undecided(operation);
    return !isSuperfluous(operation, before);
  });
}

function undecided(operation: Operation): OperationError {
  return new OperationError(
    "E_OFFLINE",
    `A script can't ${describe(operation)}: the server has no words for it, and no revision says whether it does. ` +
      `Run it on the database, or leave the condition out.`,
    { details: { kind: operation.kind } },
  );
}
