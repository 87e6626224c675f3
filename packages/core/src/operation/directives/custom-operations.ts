import type { Operation } from "../operation.ts";

export interface CustomOperations {
  /**
   * Runs an operation that is there as data: one of one's own, made by what `registerOperation()` returns, or any other.
   *
   * @throws {OperationError} `E_UNSUPPORTED_OPERATION` for one that is not defined for this database.
   * @example
   * await op.invoke({ kind: "renameTable", table: { name: "notice" }, newName: "board" });
   */
  invoke(operation: Operation): Promise<void>;
}
