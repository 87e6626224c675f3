import type { ProgressEvent } from "@limbeck/core";
import { appliedLine, startedLine } from "./report.ts";
import type { Terminal } from "./terminal.ts";

const eraseLine = "\r\u001B[2K";

/** Prints what runs: the line of a revision when it is done, and where it can be redrawn also while it runs. */
export interface ProgressPrinter {
  readonly onProgress: (event: ProgressEvent) => void;
  /** Ends a line that a failure has left open, so that the error starts on one of its own. */
  readonly stop: () => void;
}

export function progressPrinter({ io, style, quiet, print, remark }: Terminal): ProgressPrinter {
  let open = false;
  return {
    onProgress(event) {
      if (event.kind === "waiting") {
        const holder = event.holder === undefined ? "" : ` (${event.holder})`;
        remark(`waiting for another migrator to finish${holder}`);
      } else if (event.kind === "done") {
        if (open) io.write(eraseLine);
        open = false;
        print(appliedLine(event, style));
      } else if (io.interactive && !quiet) {
        io.write(`${startedLine(event, style)} …`);
        open = true;
      }
    },
    stop() {
      if (open) io.write("\n");
      open = false;
    },
  };
}
