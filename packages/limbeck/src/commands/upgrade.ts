import { Option } from "commander";
import type { AddCommand } from "./command.ts";
import { move, type MoveFlags, printDryRun, printScript } from "./move.ts";
import { tagOption } from "./tag-option.ts";

export const addUpgrade: AddCommand = (program, { onProject }) => {
  program
    .command("upgrade")
    .description("run what leads from where the database stands to a revision")
    .argument("[target]", "head, heads, an id or the start of one, +2, label@head", "head")
    .option("--sql", "print the SQL instead, from the base or of a range a:b; no database is needed")
    .addOption(
      new Option(
        "--dry-run",
        "print the SQL that would run on the database as it is; nothing is changed",
      ).conflicts("sql"),
    )
    .addOption(tagOption())
    .addHelpText(
      "after",
      `\nExamples:\n  limbeck upgrade\n  limbeck upgrade +1\n  limbeck upgrade --dry-run\n  limbeck upgrade ae10:head --sql > next.sql`,
    )
    .action((target: string, { sql, dryRun, ...given }: MoveFlags) =>
      onProject(async (run) => {
        if (sql) await printScript(run, await run.limbeck.upgrade(target, { ...given, sql }));
        else if (dryRun)
          await printDryRun(run, target, () => run.limbeck.upgrade(target, { ...given, dryRun }));
        else await move(run, target, (options) => run.limbeck.upgrade(target, { ...given, ...options }));
      }),
    );
};
