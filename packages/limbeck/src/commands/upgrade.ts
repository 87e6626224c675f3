import type { AddCommand } from "./command.ts";
import { move } from "./move.ts";

export const addUpgrade: AddCommand = (program, { onProject }) => {
  program
    .command("upgrade")
    .description("run what leads from where the database stands to a revision")
    .argument("[target]", "head, heads, an id or the start of one, +2, label@head", "head")
    .action((target: string) =>
      onProject((run) => move(run, target, (options) => run.limbeck.upgrade(target, options))),
    );
};
