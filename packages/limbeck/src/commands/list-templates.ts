import { templates } from "../init/templates/index.ts";
import type { AddCommand } from "./command.ts";

export const addListTemplates: AddCommand = (program, { alone }) => {
  program
    .command("list-templates")
    .description("list what init can start from")
    .addHelpText("after", `\nExample:\n  limbeck list-templates`)
    .action(() =>
      alone(async ({ print, result }) => {
        result({ templates: templates.map(({ name, description }) => ({ name, description })) });
        const width = Math.max(...templates.map(({ name }) => name.length));
        const lines = templates.map(({ name, description }) => `${name.padEnd(width)}  ${description}`);
        print([...lines, "", "Take one with: limbeck init --template <name>"].join("\n"));
      }),
    );
};
