import { ExecutionError, isLimbeckError, messageOf } from "../errors.ts";

/** What the failure of a hook becomes: `E_HOOK`, naming it. What Limbeck or a signal threw stays what it is. */
export function hookError(name: string, cause: unknown): unknown {
  if (isLimbeckError(cause) || (cause as { name?: unknown } | null | undefined)?.name === "AbortError")
    return cause;
  return new ExecutionError("E_HOOK", `The hook ${name} of the configuration failed: ${messageOf(cause)}.`, {
    details: { hook: name },
    cause,
  });
}
