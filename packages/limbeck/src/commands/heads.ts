import { headLine, noRevisionYet, revisionData, revisionDetails } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addHeads: AddCommand = (program, { onProject }) => {
  program
    .command("heads")
    .description("list the revisions that none follows")
    .option("--resolve-dependencies", "leave out those that another revision depends on")
    .addHelpText("after", `\nExample:\n  limbeck heads --verbose`)
    .action((options: { readonly resolveDependencies?: true }) =>
      onProject(
        async ({ limbeck, style, verbose, print, remark, result }) => {
          const heads = await limbeck.heads(options);
          result({ revisions: heads.map(revisionData) });
          if (heads.length === 0) remark(noRevisionYet);
          const line = verbose ? revisionDetails : headLine;
          if (heads.length > 0) print(heads.map((head) => line(head, style)).join(verbose ? "\n\n" : "\n"));
        },
        { readsOnly: true },
      ),
    );
};
