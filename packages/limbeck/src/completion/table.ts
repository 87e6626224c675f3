import type { Command } from "commander";

/** What can stand in a place of the command line; `text` is anything. */
export type Values = "file" | "directory" | "revision" | "text" | readonly string[];

export interface OptionEntry {
  /** `-m` and `--message`, or one of them. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What follows it, if anything does. */
  readonly values: Values | undefined;
}

export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionEntry[];
  /** What its arguments are; of several, each is the same. */
  readonly values: Values | undefined;
}

export interface CommandTable {
  /** The options of every command. */
  readonly options: readonly OptionEntry[];
  readonly commands: readonly CommandEntry[];
}

/** The commands and options of a program, out of what its help is made of. */
export function commandTable(program: Command): CommandTable {
  const help = program.createHelp();
  return {
    options: help.visibleOptions(program).map(optionEntry),
    commands: help.visibleCommands(program).map((command) => {
      const [first] = command.registeredArguments;
      return {
        name: command.name(),
        description: command.description(),
        options: command.options.map(optionEntry),
        values:
          command.name() === "help"
            ? program.commands.map((other) => other.name())
            : first && (first.argChoices ?? valuesNamed(first.name())),
      };
    }),
  };
}

type HelpOption = Command["options"][number];

function optionEntry({ short, long, description, flags, argChoices }: HelpOption): OptionEntry {
  const [, placeholder] = /<([\w=-]+)(?:\.\.\.)?>/.exec(flags) ?? [];
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    values: placeholder === undefined ? undefined : (argChoices ?? valuesNamed(placeholder)),
  };
}

/** The placeholders of the help say what is meant: `--config <file>`. */
function valuesNamed(placeholder: string): Values {
  switch (placeholder) {
    case "file":
    case "directory":
      return placeholder;
    case "revision":
    case "revisions":
    case "target":
      return "revision";
    default:
      return "text";
  }
}
