import type { CommandRun, ProjectWork } from "./commands/command.ts";
import { type DatabaseOutcome, oneAfterTheOther } from "./each-database.ts";
import { exitCodes } from "./exit-codes.ts";
import { failureData, failureLines } from "./ui/failure.ts";
import type { Terminal } from "./ui/terminal.ts";
import { openProjects, type ProjectOptions } from "./with-project.ts";

export interface AllDatabasesOptions extends Pick<ProjectOptions, "config" | "x"> {
  /** Whether the command changes nothing, so that a failure needn't keep it from the others. */
  readonly readsOnly: boolean;
}

/**
 * Runs a command on each database of the configuration, and tells of each what became of it.
 *
 * @returns the exit code: 1 when one has failed, 130 when the rest was interrupted, else the highest of them.
 */
export async function onAllDatabases(
  work: ProjectWork,
  terminal: Terminal,
  { readsOnly, ...options }: AllDatabasesOptions,
): Promise<number> {
  const { io, style, verbose, json, print } = terminal;
  const databases: Record<string, object | null> = {};
  const projects = await openProjects(io.cwd, options);
  const outcomes = await oneAfterTheOther(
    projects,
    async (project, name) => {
      const result = (value: object | null): void => {
        databases[name] = value;
      };
      const run: CommandRun = { ...terminal, ...project, result, soFar: {}, database: name };
      print(`${projects.keys().next().value === name ? "" : "\n"}${style.bold(`${name}:`)}`);
      try {
        return (await work(run)) ?? exitCodes.done;
      } catch (error) {
        databases[name] = { ...failureData(error, project.loader), ...run.soFar };
        if (!json && !io.signal?.aborted)
          io.writeError(`${name}: ${failureLines(error, style, verbose, project.loader)}\n`);
        throw error;
      }
    },
    { goOn: readsOnly, ...(io.signal && { signal: io.signal }) },
  );
  const named = (status: DatabaseOutcome<number>["status"]): string[] =>
    outcomes.filter((outcome) => outcome.status === status).map(({ name }) => name);
  const failed = named("failed");
  const notRun = named("not run");
  terminal.result({ databases, ...(notRun.length > 0 && { notRun }) });
  if (io.signal?.aborted) {
    if (!json) io.writeError(`interrupted${notRun.length > 0 ? `; not run: ${notRun.join(", ")}` : ""}\n`);
    return exitCodes.interrupted;
  }
  if (failed.length > 0) {
    if (!json) io.writeError(summary(failed, notRun, outcomes.length));
    return exitCodes.failed;
  }
  return Math.max(...outcomes.map((outcome) => (outcome.status === "done" ? outcome.value : exitCodes.done)));
}

function summary(failed: readonly string[], notRun: readonly string[], all: number): string {
  const others = notRun.length > 0 ? ` Not run: ${notRun.join(", ")}.` : "";
  return `${failed.length} of ${all} databases failed: ${failed.join(", ")}.${others}\n`;
}
