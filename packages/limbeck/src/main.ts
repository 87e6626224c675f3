import { CommanderError } from "commander";
import type { CommandRun, Runners } from "./commands/command.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram, type GlobalOptions } from "./program.ts";
import type { Io } from "./ui/io.ts";
import { noPlaces, type Places } from "./ui/places.ts";
import { createTerminal, type Terminal } from "./ui/terminal.ts";
import { usageData } from "./ui/usage.ts";

/**
 * The command `limbeck`.
 *
 * What the help needs is commander and the commands' names: everything else is loaded by the command that runs.
 *
 * @param argv the arguments after the command's name.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 `check` found changes, 130 interrupted.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.done;
  const terminal = (): Terminal => createTerminal(io, program.opts<GlobalOptions>());

  const guarded = async (work: () => Promise<number>, run: () => Failed): Promise<void> => {
    try {
      code = await work();
    } catch (error) {
      code = await report(error, terminal(), run());
    }
  };

  const runners: Runners = {
    alone: (work) =>
      guarded(
        async () => (await work(terminal()), exitCodes.done),
        () => ({}),
      ),
    async onProject(work, { readsOnly = false } = {}) {
      let run: CommandRun | undefined;
      await guarded(
        async () => {
          const options = program.opts<GlobalOptions>();
          if (options.all) {
            const { onAllDatabases } = await import("./on-all-databases.ts");
            return onAllDatabases(work, terminal(), { ...options, readsOnly });
          }
          const { openProject } = await import("./with-project.ts");
          run = { ...terminal(), ...(await openProject(io.cwd, options)), soFar: {} };
          return (await work(run)) ?? exitCodes.done;
        },
        () => run ?? {},
      );
    },
  };

  // Options can't be asked of a command line that can't be read.
  const json = argv.includes("--json");
  let complaint = "";
  const writeError = (text: string): void => {
    if (json) complaint += text;
    else io.writeError(text);
  };
  const program = createProgram({ ...io, writeError }, runners);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed the help, the version, or what is wrong with the usage.
    if (error.exitCode === 0) return exitCodes.done;
    if (json) io.write(`${JSON.stringify(usageData(complaint), null, 2)}\n`);
    return exitCodes.usage;
  }
  return code;
}

/** What is known of a command that failed; nothing, when it failed before there was a project. */
interface Failed {
  readonly loader?: Places;
  readonly soFar?: object;
}

async function report(
  error: unknown,
  terminal: Terminal,
  { loader: places = noPlaces, soFar = {} }: Failed,
): Promise<number> {
  const { io, style, verbose, json, result } = terminal;
  if (io.signal?.aborted || isAbort(error)) {
    if (json) result({ error: { code: "E_INTERRUPTED", message: "interrupted", details: {} }, ...soFar });
    else io.writeError("interrupted\n");
    return exitCodes.interrupted;
  }
  const { failureData, failureLines } = await import("./ui/failure.ts");
  if (json) {
    result({ ...failureData(error, places), ...soFar });
    return exitCodes.failed;
  }
  io.writeError(`${failureLines(error, style, verbose, places)}\n`);
  return exitCodes.failed;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
