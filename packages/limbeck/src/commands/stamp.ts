import { fromTo } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";
import { printScript } from "./move.ts";
import { tagOption } from "./tag-option.ts";

export const addStamp: AddCommand = (program, { onProject }) => {
  program
    .command("stamp")
    .description("say where the database stands, without running anything")
    .argument("<revisions...>", "head, heads, base, or ids")
    .option("--purge", "forget what it says now, also when no revision file has it")
    .option("--sql", "print the SQL instead, from the base or of a range a:b; no database is needed")
    .addOption(tagOption())
    .addHelpText(
      "after",
      `\nExamples:\n  limbeck stamp head\n  limbeck stamp --purge ae10\n  limbeck stamp ae10:head --sql > stamp.sql`,
    )
    .action(
      (
        revisions: readonly string[],
        {
          purge = false,
          sql,
          ...given
        }: { readonly purge?: boolean; readonly sql?: true; readonly tag?: string },
      ) =>
        onProject(async (run) => {
          const { limbeck, io, style, print, result } = run;
          if (sql) {
            await printScript(run, await limbeck.stamp(revisions, { purge, sql }));
            return;
          }
          const { signal } = io;
          const { before, after } = await limbeck.stamp(revisions, {
            ...given,
            purge,
            ...(signal && { signal }),
          });
          result({ before, after });
          print(`stamped ${fromTo(before, after, style)}`);
        }),
    );
};
