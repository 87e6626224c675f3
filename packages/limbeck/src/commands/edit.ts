import { spawn } from "node:child_process";
import { noRevisionLine } from "../ui/report.ts";
import type { AddCommand } from "./command.ts";

export const addEdit: AddCommand = (program, { onProject }) => {
  program
    .command("edit")
    .description("open revision files in $VISUAL or $EDITOR")
    .argument("<revision>", "head, current, an id or the start of one")
    .addHelpText("after", `\nExample:\n  EDITOR="code --wait" limbeck edit head`)
    .action((revision: string) =>
      onProject(async ({ limbeck, remark, result }) => {
        const entries = await limbeck.show(revision);
        if (entries.length === 0) remark(noRevisionLine(revision));
        for (const { path } of entries) await edit(path);
        result({ paths: entries.map(({ path }) => path) });
      }),
    );
};

/** Through the shell, as git does: the variable may hold arguments; the path is passed beside it and never read as shell. */
async function edit(path: string): Promise<void> {
  const { ConfigError } = await import("@limbeck/core");
  const editor = process.env.VISUAL || process.env.EDITOR;
  if (!editor) {
    const message = `No editor is set. Set VISUAL or EDITOR, for example EDITOR="code --wait", or open ${path} yourself.`;
    throw new ConfigError("E_EDITOR", message, { details: { path } });
  }
  const child =
    process.platform === "win32"
      ? spawn(`${editor} "${path}"`, { shell: true, stdio: "inherit" })
      : spawn("/bin/sh", ["-c", `${editor} "$1"`, "limbeck", path], { stdio: "inherit" });
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 1));
  });
  if (code === 0) return;
  throw new ConfigError(
    "E_EDITOR",
    `The editor (${editor}) ended with exit code ${code}; ${path} is as it left it.`,
    {
      details: { editor, code, path },
    },
  );
}
