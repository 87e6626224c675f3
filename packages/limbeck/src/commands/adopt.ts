import { fromTo, pendingLines, proofLine, unmanagedLines } from "../ui/report.ts";
import { writePrinter } from "../ui/write-report.ts";
import type { AddCommand } from "./command.ts";

interface Options {
  readonly message?: string;
  readonly revId?: string;
  readonly scratch: boolean;
}

export const addAdopt: AddCommand = (program, { onProject }) => {
  program
    .command("adopt")
    .description("take over a database whose tables are there already: write and stamp a first revision")
    .option("-m, --message <text>", "what the revision is called (default: baseline)")
    .option("--rev-id <id>", "the id (default: twelve random hexadecimal digits)")
    .option("--no-scratch", "do not make an empty database to try the revision on")
    .addHelpText(
      "after",
      `\nExamples:\n  limbeck adopt\n  limbeck adopt -m "as TypeORM's migrations left it"`,
    )
    .action(({ revId, ...options }: Options) =>
      onProject(async (run) => {
        const { limbeck, io, style, verbose, print, remark, result } = run;
        const { signal } = io;
        const { revision, path, proof, changes, pendingMigrations, warnings, unmanaged } =
          await limbeck.adopt({
            ...options,
            onEvent: writePrinter(run),
            ...(revId !== undefined && { revisionId: revId }),
            ...(signal && { signal }),
          });
        result({ revision, path, proof, changes, pendingMigrations, warnings, unmanaged });
        for (const warning of warnings) remark(`${style.yellow("warning")} ${warning}`);
        print(proofLine(proof));
        print(`stamped ${fromTo([], [revision], style)}`);
        const { describeUnmanaged } = await import("@limbeck/core");
        const leftAlone = unmanaged.map(describeUnmanaged);
        if (leftAlone.length > 0) remark(unmanagedLines(leftAlone, style, verbose ? undefined : 5));
        print(
          changes.length === 0
            ? "The entities declare nothing else: the next revision starts from here."
            : pendingLines(changes, style),
        );
      }),
    );
};
