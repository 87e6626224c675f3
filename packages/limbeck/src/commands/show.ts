import { noRevisionLine, revisionData, revisionDetails } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addShow: AddCommand = (program, { onProject }) => {
  program
    .command("show")
    .description("tell all that is known of a revision")
    .argument("<revision>", "head, current, an id or the start of one")
    .addHelpText("after", `\nExample:\n  limbeck show head`)
    .action((revision: string) =>
      onProject(
        async ({ limbeck, style, print, remark, result }) => {
          const entries = await limbeck.show(revision);
          result({ revisions: entries.map(revisionData) });
          if (entries.length === 0) remark(noRevisionLine(revision));
          else print(entries.map((entry) => revisionDetails(entry, style)).join("\n\n"));
        },
        { readsOnly: true },
      ),
    );
};
