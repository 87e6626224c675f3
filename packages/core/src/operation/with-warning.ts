import type { Operation } from "./operation.ts";

/** The operation with a warning more, on a line of its own. */
export function withWarning<T extends Operation>(operation: T, warning: string): T {
  return {
    ...operation,
    warning: operation.warning === undefined ? warning : `${operation.warning}\n${warning}`,
  };
}
