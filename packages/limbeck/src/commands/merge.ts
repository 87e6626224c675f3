import { writePrinter } from "../ui/write-report.ts";
import type { AddCommand } from "./command.ts";

interface Options {
  readonly message?: string;
  readonly branchLabel?: readonly string[];
  readonly splice?: true;
  readonly revId?: string;
}

export const addMerge: AddCommand = (program, { onProject }) => {
  program
    .command("merge")
    .description("write a revision that joins branches")
    .argument("<revisions...>", "two or more revisions, or heads for all heads")
    .option("-m, --message <text>", "what it does (default: merge and the ids)")
    .option("--splice", "allow revisions that others follow already")
    .option("--branch-label <label...>", "name the branch that starts here")
    .option("--rev-id <id>", "the id (default: twelve random hexadecimal digits)")
    .addHelpText("after", `\nExample:\n  limbeck merge heads -m "join shop and stock"`)
    .action((revisions: readonly string[], { revId, ...options }: Options) =>
      onProject(async (run) => {
        const { revision, path } = await run.limbeck.merge(revisions, {
          ...options,
          onEvent: writePrinter(run),
          ...(revId !== undefined && { revisionId: revId }),
        });
        run.result({ revision, path });
      }),
    );
};
