import { exitCodes } from "../exit-codes.ts";
import { currentLines, revisionDetails } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addCurrent: AddCommand = (program, { onProject }) => {
  program
    .command("current")
    .description("tell where the database stands")
    .option("--check-heads", "end with 1 when the database is not at every head")
    .addHelpText("after", `\nExample:\n  limbeck current --check-heads || limbeck upgrade`)
    .action(({ checkHeads }: { readonly checkHeads?: true }) =>
      onProject(
        async ({ limbeck, style, verbose, print, result }) => {
          const current = await limbeck.current();
          const { heads, unknown, atHead } = current;
          result({ heads, unknown, atHead });
          print(currentLines(current, await limbeck.heads(), style));
          if (verbose) {
            const entries = await limbeck.show("current");
            for (const entry of entries) print(`\n${revisionDetails(entry, style)}`);
          }
          return checkHeads && !current.atHead ? exitCodes.failed : exitCodes.done;
        },
        { readsOnly: true },
      ),
    );
};
