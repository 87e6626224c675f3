import { Command, CommanderError, InvalidArgumentError } from "commander";
import type { CommandRun, Runners } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { exitCodes } from "./exit-codes.ts";
import { ownRequire } from "./load/own-require.ts";
import { failureData, failureLines, noPlaces, type Places } from "./ui/failure.ts";
import type { Io } from "./ui/io.ts";
import { createTerminal, type Terminal, type TerminalOptions } from "./ui/terminal.ts";

interface GlobalOptions extends TerminalOptions {
  readonly config?: string;
  readonly url?: string;
  readonly name?: string;
  readonly x?: Readonly<Record<string, string>>;
}

/**
 * The command `limbeck`.
 *
 * @param argv the arguments after the command's name.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 `check` found changes, 130 interrupted.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.done;
  const program = createProgram(io);

  const terminal = (): Terminal => createTerminal(io, program.opts<GlobalOptions>());

  const guarded = async (work: () => Promise<number>, places: () => Places): Promise<void> => {
    try {
      code = await work();
    } catch (error) {
      code = report(error, terminal(), places());
    }
  };

  const runners: Runners = {
    alone: (work) =>
      guarded(
        async () => (await work(terminal()), exitCodes.done),
        () => noPlaces,
      ),
    async onProject(work) {
      let run: CommandRun | undefined;
      await guarded(
        async () => {
          const { openProject } = await import("./with-project.ts");
          run = { ...terminal(), ...(await openProject(io.cwd, program.opts<GlobalOptions>())) };
          return (await work(run)) ?? exitCodes.done;
        },
        () => run?.loader ?? noPlaces,
      );
    },
  };

  for (const add of commands) add(program, runners);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed the help, the version, or what is wrong with the usage.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  return code;
}

function createProgram(io: Io): Command {
  const { version } = ownRequire("limbeck/package.json") as { readonly version: string };
  return new Command("limbeck")
    .description("Schema migrations for TypeORM")
    .version(version)
    .option("-c, --config <file>", "the configuration (default: limbeck.config.ts, looked for upwards)")
    .option(
      "--url <address>",
      "another database than the DataSource's (or in DATABASE_URL): postgres://user:password@host/database",
    )
    .option("-n, --name <database>", "which database of a configuration that has several")
    .option("-x <key=value>", "handed to the configuration and to revisions; may be given again", keyValue)
    .option("-v, --verbose", "tell more; on an error, where it arose")
    .option("-q, --quiet", "print errors only")
    .option("--json", "print one JSON document, errors included")
    .option("--no-color", "print without colours (NO_COLOR=1 does the same)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.write(text),
      writeErr: (text) => io.writeError(text),
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
    })
    .allowExcessArguments(false);
}

function report(error: unknown, terminal: Terminal, places: Places): number {
  const { io, style, verbose, json, result } = terminal;
  if (io.signal?.aborted || isAbort(error)) {
    io.writeError("interrupted\n");
    return exitCodes.interrupted;
  }
  if (json) {
    result(failureData(error, places));
    return exitCodes.failed;
  }
  io.writeError(`${failureLines(error, style, verbose, places)}\n`);
  return exitCodes.failed;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function keyValue(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Write it as key=value.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
