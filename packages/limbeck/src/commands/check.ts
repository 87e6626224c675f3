import { isLimbeckError } from "@limbeck/core";
import { pendingLines } from "../ui/report.ts";
import { exitCodes } from "../exit-codes.ts";
import type { AddCommand } from "./command.ts";

export const addCheck: AddCommand = (program, { onProject }) => {
  program
    .command("check")
    .description("tell whether the entities have changes that no revision has (exit code 3)")
    .addHelpText("after", `\nExample:\n  limbeck check || echo "write a revision"`)
    .action(() =>
      onProject(async ({ limbeck, style, print, result }) => {
        try {
          await limbeck.check();
        } catch (error) {
          if (!isLimbeckError(error) || error.code !== "E_PENDING_CHANGES") throw error;
          const changes = error.details["operations"] as readonly string[];
          result({ changes });
          print(pendingLines(changes, style));
          return exitCodes.pendingChanges;
        }
        result({ changes: [] });
        print("Nothing to do: the database has what the entities declare.");
        return exitCodes.done;
      }),
    );
};
