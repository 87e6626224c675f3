import { OperationError } from "../errors.ts";
import { describe } from "../operation/describe.ts";
import type { Operation } from "../operation/operation.ts";

/** The error for an operation that a database can't do: says what was asked and the way out. */
export function unsupported(database: string, operation: Operation, wayOut: string): OperationError {
  return new OperationError(
    "E_UNSUPPORTED_OPERATION",
    `${database} can't ${describe(operation)}: ${wayOut}`,
    { details: { database, kind: operation.kind } },
  );
}
