import type { Operation } from "../operation.ts";

export interface CustomOperations {
  /**
   * Runs an operation that is there as data: one of one's own, made by what `registerOperation()` returns, or any other.
   *
   * @throws {OperationError} `E_UNSUPPORTED_OPERATION` for one that is not defined for this database.
   * @example
   * const createRole = registerOperation<{ readonly role: string }>({
   *   name: "createRole",
   *   compile: { postgres: ({ role }, { identifier }) => [`CREATE ROLE ${identifier(role)}`] },
   * });
   * await op.invoke(createRole({ role: "reporter" }));
   */
  invoke(operation: Operation): Promise<void>;
}
