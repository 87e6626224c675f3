import type { AddCommand } from "./command.ts";

export const addEnsureVersion: AddCommand = (program, { onProject }) => {
  program
    .command("ensure-version")
    .description("create the version table, empty, unless it is there")
    .addHelpText("after", `\nExample:\n  limbeck ensure-version`)
    .action(() =>
      onProject(async ({ limbeck, io, print, result }) => {
        await limbeck.ensureVersion(io.signal === undefined ? {} : { signal: io.signal });
        result({});
        print("The version table is there.");
      }),
    );
};
