import type { AppliedRevision, DryRun, RunOptions } from "@limbeck/core";
import { progressPrinter } from "../ui/progress.ts";
import { count, runSummary } from "../ui/report.ts";
import type { CommandRun } from "./command.ts";

/** What upgrade and downgrade can do in place of running. */
export interface MoveFlags {
  readonly sql?: true;
  readonly dryRun?: true;
}

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

/** The script goes to the output, so that it can be redirected; what is said about it does not. */
export function printDryRun(
  { io, remark, print, result, json }: CommandRun,
  run: DryRun,
  target: string,
): void {
  result(run);
  if (json) return;
  if (run.revisions.length === 0) return print(runSummary([], target));
  io.write(run.sql);
  const partly = run.revisions.filter(({ incomplete }) => incomplete !== undefined).length;
  const doubt =
    partly === 0 ? "" : `; of ${partly} of them not every statement can be told without running it`;
  remark(`${count(run.revisions.length, "revision")} would run${doubt}. Nothing was changed.`);
}

/** A script goes to the output as it is, so that it can be redirected; `--quiet` or not. */
export function printScript({ io, json, result }: CommandRun, sql: string): void {
  if (json) result({ sql });
  else io.write(sql);
}
