import { resolve } from "node:path";
import { unmanagedLines } from "../ui/report.ts";
import { writePrinter } from "../ui/write-report.ts";
import { askMessage } from "../ui/ask.ts";
import type { AddCommand } from "./command.ts";

interface Options {
  readonly message?: string;
  readonly autogenerate?: true;
  readonly empty?: true;
  readonly head?: string;
  readonly splice?: true;
  readonly branchLabel?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly versionPath?: string;
  readonly revId?: string;
  readonly template?: string;
}

export const addRevision: AddCommand = (program, { onProject }) => {
  program
    .command("revision")
    .description("write a new revision")
    .option("-m, --message <text>", "what it does")
    .option("-a, --autogenerate", "write what differs between the entities and the database")
    .option("--empty", "with --autogenerate: write the revision also when nothing differs")
    .option(
      "--head <revision>",
      "what it follows: a head, or base to start a history of its own (default: head)",
    )
    .option("--splice", "allow a --head that another revision follows already")
    .option("--branch-label <label...>", "name the branch that starts here")
    .option("--depends-on <revision...>", "revisions of other branches that must have run before")
    .option(
      "--version-path <directory>",
      "which of several folders of revisions it goes into (default: the first)",
    )
    .option("--rev-id <id>", "the id (default: twelve random hexadecimal digits)")
    .option(
      "--template <file>",
      "the module that puts the file together (default: that of the configuration)",
    )
    .addHelpText(
      "after",
      `\nExamples:\n  limbeck revision --autogenerate -m "add accounts"\n  limbeck revision -m "fill countries"`,
    )
    .action(({ revId, message, versionPath, template, ...options }: Options) =>
      onProject(async (run) => {
        const { limbeck, io, style, verbose, print, remark, result } = run;
        const written = await limbeck.revision({
          ...options,
          message: message ?? (await askMessage(io)),
          onEvent: writePrinter(run),
          ...(revId !== undefined && { revisionId: revId }),
          // As they were typed: from the working directory, and not from that of the configuration.
          ...(versionPath !== undefined && { versionPath: resolve(io.cwd, versionPath) }),
          ...(template !== undefined && { template: resolve(io.cwd, template) }),
        });
        if (written === null) {
          result(null);
          print("Nothing to write: the database has what the entities declare.");
          return;
        }
        const { revision, path, warnings, unmanaged } = written;
        result({ revision, path, warnings, unmanaged });
        for (const warning of warnings) remark(`${style.yellow("warning")} ${warning}`);
        const { describeUnmanaged } = await import("@limbeck/core");
        const leftAlone = unmanaged.map(describeUnmanaged);
        if (leftAlone.length > 0) remark(unmanagedLines(leftAlone, style, verbose ? undefined : 5));
      }),
    );
};
