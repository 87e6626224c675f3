import { relative } from "node:path";
import { Option } from "commander";
import type { ScriptConflict } from "../init/manifest.ts";
import { templates } from "../init/templates/index.ts";
import { confirm } from "../ui/ask.ts";
import { initLines, keptScriptLine } from "../ui/init-report.ts";
import type { AddCommand } from "./command.ts";

interface Options {
  readonly template?: string;
  readonly yes?: boolean;
}

export const addInit: AddCommand = (program, { alone }) => {
  program
    .command("init")
    .description("set a project up: configuration, folder of the revisions, npm scripts")
    .argument("[directory]", "the folder of the revisions (default: migrations, or src/migrations for nest)")
    .addOption(
      new Option(
        "-t, --template <name>",
        "what to start from (default: nest for a Nest application, else default); list-templates tells more",
      ).choices(templates.map(({ name }) => name)),
    )
    .option("-y, --yes", "replace npm scripts of the same names without asking")
    .addHelpText("after", `\nExamples:\n  limbeck init\n  limbeck init src/db/revisions --template nest`)
    .action((directory: string | undefined, { template, yes = false }: Options) =>
      alone(async (terminal) => {
        const { io, json, print, remark, result } = terminal;
        const replaceScript = ({ name, existing, wanted }: ScriptConflict): boolean | Promise<boolean> => {
          if (yes) return true;
          if (!io.interactive || json) return false;
          return confirm(`package.json has the script "${name}": "${existing}". Replace it by "${wanted}"?`);
        };
        const { init } = await import("../init/init.ts");
        const done = await init({
          root: io.cwd,
          replaceScript,
          ...(template !== undefined && { template }),
          ...(directory !== undefined && { directory }),
        });
        result(done);
        print(initLines(done, (path) => relative(io.cwd, path) || "."));
        for (const conflict of done.scripts.kept) remark(keptScriptLine(conflict));
      }),
    );
};
