import { Argument } from "commander";
import { type Shell, shells } from "../completion/shells.ts";
import { commandTable } from "../completion/table.ts";
import type { AddCommand } from "./command.ts";

export const addCompletion: AddCommand = (program, { alone }) => {
  program
    .command("completion")
    .description("print a script that makes a shell complete commands, options and revisions")
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(shells)))
    .addHelpText(
      "after",
      `\nExamples:\n  eval "$(limbeck completion bash)"         # in ~/.bashrc` +
        `\n  source <(limbeck completion zsh)          # in ~/.zshrc, after compinit` +
        `\n  limbeck completion fish | source          # in ~/.config/fish/config.fish`,
    )
    .action((shell: Shell) =>
      alone(async ({ io, json, result }) => {
        const script = shells[shell](commandTable(program));
        result({ shell, script });
        if (!json) io.write(script);
      }),
    );
};
