import { Option } from "commander";
import type { AddCommand } from "./command.ts";
import { move, type MoveFlags, printDryRun, printScript } from "./move.ts";
import { tagOption } from "./tag-option.ts";

export const addDowngrade: AddCommand = (program, { onProject }) => {
  program
    .command("downgrade")
    .description("run what leads from where the database stands back to a revision")
    .argument("<target>", "base, -1, an id or the start of one")
    .option("--sql", "print the SQL of a range a:b instead; no database is needed")
    .addOption(
      new Option(
        "--dry-run",
        "print the SQL that would run on the database as it is; nothing is changed",
      ).conflicts("sql"),
    )
    .addOption(tagOption())
    .addHelpText(
      "after",
      `\nExamples:\n  limbeck downgrade -1\n  limbeck downgrade base --dry-run\n  limbeck downgrade base\n  limbeck downgrade head:ae10 --sql > back.sql`,
    )
    .action((target: string, { sql, dryRun, ...given }: MoveFlags) =>
      onProject(async (run) => {
        if (sql) await printScript(run, await run.limbeck.downgrade(target, { ...given, sql }));
        else if (dryRun)
          await printDryRun(run, target, () => run.limbeck.downgrade(target, { ...given, dryRun }));
        else await move(run, target, (options) => run.limbeck.downgrade(target, { ...given, ...options }));
      }),
    );
};
