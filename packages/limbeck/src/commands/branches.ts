import { branchDetails, branchLines, revisionData } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addBranches: AddCommand = (program, { onProject }) => {
  program
    .command("branches")
    .description("list the revisions from which several lead on")
    .addHelpText("after", `\nExample:\n  limbeck branches`)
    .action(() =>
      onProject(
        async ({ limbeck, style, verbose, print, remark, result }) => {
          const points = await limbeck.branches();
          if (points.length === 0) remark("No branch: every revision is followed by one at most.");
          result({ revisions: points.map(revisionData) });
          const history = await limbeck.history();
          const lines = verbose ? branchDetails : branchLines;
          if (points.length > 0)
            print(points.map((point) => lines(point, history, style)).join(verbose ? "\n\n" : "\n"));
        },
        { readsOnly: true },
      ),
    );
};
