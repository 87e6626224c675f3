import type { AddCommand } from "./command.ts";
import { move } from "./move.ts";

export const addDowngrade: AddCommand = (program, { onProject }) => {
  program
    .command("downgrade")
    .description("run what leads from where the database stands back to a revision")
    .argument("<target>", "base, -1, an id or the start of one")
    .action((target: string) =>
      onProject((run) => move(run, target, (options) => run.limbeck.downgrade(target, options))),
    );
};
