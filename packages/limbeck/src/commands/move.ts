import type { AppliedRevision, RunOptions } from "@limbeck/core";
import { progressPrinter } from "../ui/progress.ts";
import { runSummary } from "../ui/report.ts";
import type { CommandRun } from "./command.ts";

/** Runs an upgrade or a downgrade, printing each revision and then what was done. */
export async function move(
  run: CommandRun,
  target: string,
  start: (options: RunOptions) => Promise<readonly AppliedRevision[]>,
): Promise<void> {
  const { signal } = run.io;
  const { onProgress, stop } = progressPrinter(run);
  try {
    run.print(runSummary(await start({ onProgress, ...(signal && { signal }) }), target));
  } finally {
    stop();
  }
}
