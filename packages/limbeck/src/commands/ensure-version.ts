import type { AddCommand } from "./command.ts";
import { printScript } from "./move.ts";

export const addEnsureVersion: AddCommand = (program, { onProject }) => {
  program
    .command("ensure-version")
    .description("create the version table, empty, unless it is there")
    .option("--sql", "print the SQL instead; no database is needed")
    .addHelpText(
      "after",
      `\nExamples:\n  limbeck ensure-version\n  limbeck ensure-version --sql > version-table.sql`,
    )
    .action(({ sql }: { readonly sql?: true }) =>
      onProject(async (run) => {
        const { limbeck, io, print, result } = run;
        if (sql) {
          await printScript(run, await limbeck.ensureVersion({ sql }));
          return;
        }
        await limbeck.ensureVersion(io.signal === undefined ? {} : { signal: io.signal });
        result({});
        print("The version table is there.");
      }),
    );
};
