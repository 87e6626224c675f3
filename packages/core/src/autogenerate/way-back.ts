import type { Dialect } from "../dialect/dialect.ts";
import { withLossWarning } from "../diff/loss-warning.ts";
import type { Operation } from "../operation/operation.ts";
import { reverseAll } from "../operation/reverse.ts";

/** The operations that undo `operations`, with what to know before each: what has got more room can lose it again. */
export function wayBack(operations: readonly Operation[], dialect: Dialect): readonly Operation[] {
  return reverseAll(operations).map((operation) => withLossWarning(operation, dialect));
}
