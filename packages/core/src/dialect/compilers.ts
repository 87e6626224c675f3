import type { OperationKind, OperationOf } from "../operation/operation.ts";
import type { CompileContext } from "./dialect.ts";

/**
 * The SQL of each kind of operation, as texts in the order they run: exhaustive by type, so a new kind fails to
 * compile until every dialect knows it.
 */
export type Compilers = {
  readonly [K in OperationKind]: (operation: OperationOf<K>, context: CompileContext) => readonly string[];
};
