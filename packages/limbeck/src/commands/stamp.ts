import { fromTo } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addStamp: AddCommand = (program, { onProject }) => {
  program
    .command("stamp")
    .description("say where the database stands, without running anything")
    .argument("<revisions...>", "head, heads, base, or ids")
    .option("--purge", "forget what it says now, also when no revision file has it")
    .addHelpText("after", `\nExamples:\n  limbeck stamp head\n  limbeck stamp --purge ae10`)
    .action((revisions: readonly string[], { purge = false }: { readonly purge?: boolean }) =>
      onProject(async ({ limbeck, io, style, print, result }) => {
        const { signal } = io;
        const { before, after } = await limbeck.stamp(revisions, { purge, ...(signal && { signal }) });
        result({ before, after });
        print(`stamped ${fromTo(before, after, style)}`);
      }),
    );
};
