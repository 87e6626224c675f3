import type { Io } from "./io.ts";
import { createStyle, type Style } from "./style.ts";

/** What a command prints with. */
export interface Terminal {
  readonly io: Io;
  readonly style: Style;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** Prints results, with a line end. */
  readonly print: (text: string) => void;
  /** Prints a remark that is no result, where it can't end up in a pipe. */
  readonly remark: (text: string) => void;
}

export interface TerminalOptions {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

export function createTerminal(io: Io, options: TerminalOptions): Terminal {
  const { verbose = false, quiet = false, color = true } = options;
  return {
    io,
    verbose,
    quiet,
    style: createStyle(io.color && color),
    print: (text) => {
      if (!quiet) io.write(`${text}\n`);
    },
    remark: (text) => {
      if (!quiet) io.writeError(`${text}\n`);
    },
  };
}
