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
    const applied = await start({ onProgress, ...(signal && { signal }) });
    run.result({ applied });
    run.print(runSummary(applied, target));
  } finally {
    stop();
  }
}

/** A script goes to the output as it is, so that it can be redirected; `--quiet` or not. */
export function printScript({ io, json, result }: CommandRun, sql: string): void {
  if (json) result({ sql });
  else io.write(sql);
}
