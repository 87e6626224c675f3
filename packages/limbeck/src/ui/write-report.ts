import { relative } from "node:path";
import type { WriteEvent } from "@limbeck/emitter";
import { duration } from "./report.ts";
import type { Terminal } from "./terminal.ts";

/** Prints the file when it is there, and each hook that ran over it; of a hook that failed, what it said. */
export function writePrinter({ io, style, verbose, print, remark }: Terminal): (event: WriteEvent) => void {
  return (event) => {
    if (event.kind === "written") print(`wrote ${relative(io.cwd, event.path)}`);
    else {
      const { name, failed, output, milliseconds } = event;
      if ((failed || verbose) && output.trim() !== "") remark(output.trimEnd());
      if (!failed) print(`ran   ${name}  ${style.dim(`(${duration(milliseconds)})`)}`);
    }
  };
}
