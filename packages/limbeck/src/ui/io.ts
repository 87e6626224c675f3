/** What a command reads and writes: the process's own, or a test's. */
export interface Io {
  readonly cwd: string;
  /** For results. */
  write(text: string): void;
  /** For errors and remarks, which must not end up in a pipe. */
  writeError(text: string): void;
  /** Whether a person sits in front of it: questions may be asked, lines redrawn. */
  readonly interactive: boolean;
  readonly color: boolean;
  /** Fires when the user interrupts. */
  readonly signal?: AbortSignal;
}

/** Whether to colour: not where `NO_COLOR` is set (https://no-color.org), in a pipe or on a dumb terminal. */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, isTty: boolean): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"] !== undefined) return env["FORCE_COLOR"] !== "0";
  return isTty && env["TERM"] !== "dumb";
}
