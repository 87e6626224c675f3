import { relative } from "node:path";
import { init } from "../init.ts";
import type { AddCommand } from "./command.ts";

export const addInit: AddCommand = (program, { alone }) => {
  program
    .command("init")
    .description("set a project up: writes limbeck.config.ts and makes the folder of the revisions")
    .argument("[directory]", "the folder of the revisions", "migrations")
    .addHelpText("after", `\nExamples:\n  limbeck init\n  limbeck init src/db/revisions`)
    .action((directory: string) =>
      alone(async ({ io, print, result: resultOf }) => {
        const result = await init({ root: io.cwd, directory });
        resultOf(result);
        const { dataSource, dataSourceExists } = result;
        const first = dataSourceExists
          ? `Look at limbeck.config.ts: it takes the DataSource from ${dataSource}.`
          : `Export your DataSource from ${dataSource}, or name another module in limbeck.config.ts.`;
        print(
          [
            `wrote ${relative(io.cwd, result.config)}`,
            `made  ${relative(io.cwd, result.directory) || "."}/`,
            "",
            "What to do next:",
            `  1. ${first}`,
            `  2. limbeck revision --autogenerate -m "first revision"`,
            "  3. Read what it wrote, then: limbeck upgrade",
          ].join("\n"),
        );
      }),
    );
};
