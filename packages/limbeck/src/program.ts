import { Command, InvalidArgumentError, Option } from "commander";
import type { Runners } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { ownRequire } from "./load/own-require.ts";
import type { Io } from "./ui/io.ts";
import type { TerminalOptions } from "./ui/terminal.ts";

/** What can be said of every command. */
export interface GlobalOptions extends TerminalOptions {
  readonly config?: string;
  readonly url?: string;
  readonly name?: string;
  readonly all?: true;
  readonly nest?: string;
  readonly x?: Readonly<Record<string, string>>;
}

/** The table of commands and options: what is parsed, the help, and what shells complete. */
export function createProgram(io: Io, runners: Runners): Command {
  const { version } = ownRequire("limbeck/package.json") as { readonly version: string };
  const program = new Command("limbeck")
    .description("Schema migrations for TypeORM")
    .version(version)
    .option("-c, --config <file>", "the configuration (default: limbeck.config.ts, looked for upwards)")
    .option(
      "--url <address>",
      "another database than the DataSource's (or in DATABASE_URL): postgres://user:password@host/database",
    )
    .option("-n, --name <database>", "which database of a configuration that has several")
    .addOption(
      new Option("--all", "each of the databases of such a configuration, one after the other").conflicts([
        "name",
        "url",
        "nest",
      ]),
    )
    .addOption(
      new Option(
        "--nest <module>",
        "a Nest application in place of a configuration: dist/app.module.js#AppModule",
      ).conflicts(["config", "url"]),
    )
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
  for (const add of commands) add(program, runners);
  for (const command of program.commands) {
    const name = `limbeck ${command.name()}`;
    command
      .showHelpAfterError(`(${name} --help tells more)`)
      .addHelpText(
        "after",
        `\nlimbeck --help has the options of all commands, such as --config, --url and --json.`,
      );
  }
  return program;
}

function keyValue(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Write it as key=value.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
