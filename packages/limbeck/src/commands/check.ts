import { pendingLines, unmanagedLines } from "../ui/report.ts";
import { exitCodes } from "../exit-codes.ts";
import type { AddCommand } from "./command.ts";

export const addCheck: AddCommand = (program, { onProject }) => {
  program
    .command("check")
    .description("tell whether the entities have changes that no revision has (exit code 3)")
    .addHelpText("after", `\nExample:\n  limbeck check || echo "write a revision"`)
    .action(() =>
      onProject(
        async ({ limbeck, style, verbose, print, remark, result }) => {
          const { describeFor, describeUnmanaged } = await import("@limbeck/core");
          const { isEmpty, upgradeOps, unmanaged, dialect } = await limbeck.autogenerate();
          const changes = upgradeOps.map(describeFor(dialect));
          result({ changes, unmanaged });
          if (verbose && unmanaged.length > 0)
            remark(unmanagedLines(unmanaged.map(describeUnmanaged), style));
          if (isEmpty) {
            print("Nothing to do: the database has what the entities declare.");
            return exitCodes.done;
          }
          print(pendingLines(changes, style));
          return exitCodes.pendingChanges;
        },
        { readsOnly: true },
      ),
    );
};
