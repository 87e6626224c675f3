import { currentLines } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addCurrent: AddCommand = (program, { onProject }) => {
  program
    .command("current")
    .description("tell where the database stands")
    .action(() =>
      onProject(async ({ limbeck, style, print }) => {
        print(currentLines(await limbeck.current(), style));
      }),
    );
};
