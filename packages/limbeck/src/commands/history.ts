import { historyLine, noRevisionYet, revisionData, revisionDetails, unknownRowsLine } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

interface Options {
  readonly revRange?: string;
  readonly indicateCurrent?: true;
}

export const addHistory: AddCommand = (program, { onProject }) => {
  program
    .command("history")
    .description("list the revisions, newest first")
    .option("-r, --rev-range <range>", "only from a to b, both included: a:b, a: or :b")
    .option("-i, --indicate-current", "mark where the database stands")
    .addHelpText("after", `\nExample:\n  limbeck history -r ae10: -i`)
    .action(({ revRange, indicateCurrent }: Options) =>
      onProject(
        async ({ limbeck, style, verbose, print, remark, result }) => {
          const entries = await limbeck.history(revRange === undefined ? {} : { range: revRange });
          const { heads: current, unknown } = indicateCurrent
            ? await limbeck.current()
            : { heads: [], unknown: [] };
          result({ revisions: entries.map(revisionData), ...(indicateCurrent && { current }) });
          if (entries.length === 0) remark(noRevisionYet);
          if (unknown.length > 0) remark(unknownRowsLine(unknown));
          const line = verbose ? revisionDetails : historyLine;
          const lines = entries.map((entry) => line(entry, style, current));
          if (lines.length > 0) print(lines.join(verbose ? "\n\n" : "\n"));
        },
        { readsOnly: true },
      ),
    );
};
