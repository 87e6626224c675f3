import type { AppliedRevision, DryRun, ProgressEvent, RunOptions } from "@limbeck/core";
import { progressPrinter } from "../ui/progress.ts";
import { count, noRevisionYet, runSummary, stoppedLine } from "../ui/report.ts";
import { messageOf } from "../util/message-of.ts";
import type { CommandRun } from "./command.ts";

/** What upgrade and downgrade can do in place of running, and what a run is called. */
export interface MoveFlags {
  readonly sql?: true;
  readonly dryRun?: true;
  readonly tag?: string;
}

/** Runs an upgrade or a downgrade, printing each revision and then what was done. */
export async function move(
  run: CommandRun,
  target: string,
  start: (options: RunOptions) => Promise<readonly AppliedRevision[]>,
): Promise<void> {
  await refuseRange(target);
  const { signal } = run.io;
  const { onProgress, stop } = progressPrinter(run);
  const done: (ProgressEvent & { readonly kind: "done" })[] = [];
  let running: string | undefined;
  const noteProgress = (event: ProgressEvent): void => {
    if (event.kind === "done") done.push(event);
    if (event.kind !== "waiting") running = event.kind === "start" ? event.revision : undefined;
    onProgress(event);
  };
  try {
    const applied = await start({ onProgress: noteProgress, ...(signal && { signal }) });
    run.result({ applied });
    run.print(applied.length === 0 ? await nothingToDo(run, target) : runSummary(applied));
  } catch (error) {
    stop();
    // What went well before stays, and where that leaves the database is the first thing to know.
    if (done.length > 0) run.remark(stoppedLine(done));
    if (running !== undefined && !messageOf(error).includes(running)) run.remark(`In revision ${running}:`);
    run.soFar = { applied: done.map(({ kind: _, ...applied }) => applied) };
    throw error;
  } finally {
    stop();
  }
}

async function nothingToDo({ limbeck }: CommandRun, target: string): Promise<string> {
  const isEmpty = (await limbeck.heads()).length === 0;
  if (isEmpty) return noRevisionYet;
  const isEnd = /^(heads?|base)$/.test(target);
  return `Nothing to do: the database is at ${target} already${isEnd ? "" : ", or beyond it"}.`;
}

/** What runs starts where the database stands; only a script can be told where it starts. */
async function refuseRange(target: string): Promise<void> {
  const [from = "", to = ""] = target.split(":");
  if (!target.includes(":")) return;
  const { RevisionError } = await import("@limbeck/core");
  const message =
    `"${target}" is a range, and only a script has one: what runs starts where the database stands. ` +
    `Leave "${from}:" out, or add --sql.`;
  throw new RevisionError("E_TARGET_SYNTAX", message, { details: { target, from, to } });
}

/** The script goes to the output, so that it can be redirected; what is said about it does not. */
export async function printDryRun(
  run: CommandRun,
  target: string,
  start: () => Promise<DryRun>,
): Promise<void> {
  const { io, remark, print, result, json } = run;
  await refuseRange(target);
  const plan = await start();
  result(plan);
  if (json) return;
  if (plan.revisions.length === 0) return print(await nothingToDo(run, target));
  io.write(plan.sql);
  const partly = plan.revisions.filter(({ incomplete }) => incomplete !== undefined).length;
  const doubt =
    partly === 0 ? "" : `; of ${partly} of them not every statement can be told without running it`;
  remark(`${count(plan.revisions.length, "revision")} would run${doubt}. Nothing was changed.`);
}

/**
 * A script goes to the output as it is, so that it can be redirected; `--quiet` or not.
 *
 * @throws {ConfigError} `E_CONFIG` for one of several: whoever runs the output would run all of them on one database.
 */
export async function printScript({ io, json, result, database }: CommandRun, sql: string): Promise<void> {
  if (json) return result({ sql });
  if (database === undefined) return io.write(sql);
  const { ConfigError } = await import("@limbeck/core");
  const message = `A script is for one database. Choose it with --name ${database}, or take --json, which keeps them apart.`;
  throw new ConfigError("E_CONFIG", message, { details: { database } });
}
