import type { Io } from "./io.ts";
import { createStyle, type Style } from "./style.ts";

/** What a command prints with. */
export interface Terminal {
  readonly io: Io;
  readonly style: Style;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  /** Prints results for people, with a line end; nothing with `--json`. */
  readonly print: (text: string) => void;
  /** Prints the result for programs: the one JSON document of a command with `--json`, else nothing. */
  readonly result: (value: object | null) => void;
  /** Prints a remark that is no result, where it can't end up in a pipe. */
  readonly remark: (text: string) => void;
}

export interface TerminalOptions {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly json?: boolean;
}

export function createTerminal(io: Io, options: TerminalOptions): Terminal {
  const { verbose = false, color = true, json = false } = options;
  const quiet = json || (options.quiet ?? false);
  return {
    io,
    verbose,
    quiet,
    json,
    style: createStyle(io.color && color),
    print: (text) => {
      if (!quiet) io.write(`${text}\n`);
    },
    result: (value) => {
      if (json) io.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    remark: (text) => {
      if (!quiet) io.writeError(`${text}\n`);
    },
  };
}
