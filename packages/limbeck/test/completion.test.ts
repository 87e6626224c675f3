import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter } from "node:path";
import { expect, test } from "vitest";
import { type Shell, shells } from "../src/completion/shells.ts";
import { createLibrary, revisionFile } from "./support/library.ts";
import type { Project } from "./support/project.ts";
import { run } from "./support/run.ts";

const onThisMachine = (Object.keys(shells) as Shell[]).filter(
  (shell) => spawnSync(shell, ["-c", "true"]).status === 0,
);

/** A project whose `limbeck` on the path answers what the command answers there. */
async function scene(): Promise<Project> {
  const project = createLibrary({ "migrations/a.ts": revisionFile("aaaa1111", null, "first") });
  const { out } = await run(project.root, "history", "--json");
  for (const shell of onThisMachine) {
    project.write({ [`limbeck.${shell}`]: (await run(project.root, "completion", shell)).out });
  }
  project.write({
    "history.json": out,
    "bin/limbeck": `#!/bin/sh\n[ "$*" = "history --json" ] && cat "$(dirname "$0")/../history.json"\n`,
  });
  chmodSync(project.path("bin/limbeck"), 0o755);
  return project;
}

/** zsh completes only where somebody types: a shell inside the shell, whose answers are noted down. */
const zshTyping = `
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "module_path=($module_path) fpath=($fpath)"
zpty -w inner 'PROMPT= ; autoload -Uz compinit; compinit -u -D; source ./limbeck.zsh'
zpty -w inner $'bindkey "^M" undefined-key; bindkey "^J" undefined-key; bindkey "^I" complete-word; zstyle ":completion:*" insert-tab false; note () { echo -E - MARK }; compprefuncs=(note); comppostfuncs=(note exit); compadd () { if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\\\ * ]]; then builtin compadd "$@"; return; fi; typeset -a found; builtin compadd -A found "$@"; [[ -n $found ]] && print -l -- $found; builtin compadd "$@" }; echo READY'
while zpty -r inner line; do [[ $line == *READY* && $line != *echo* ]] && break; done
zpty -w -n inner "$1"$'\\t'
marks=0
while zpty -r inner line; do
  line=\${line%$'\\r\\n'}
  if [[ $line == *MARK* ]]; then (( ++marks == 2 )) && break; continue; fi
  (( marks == 1 )) && print -r -- $line
done`;

/** What a shell offers for the last word of a line. */
const typings: Readonly<Record<Shell, (line: string) => readonly string[]>> = {
  bash: (line) => [
    "--norc",
    "-c",
    `source ./limbeck.bash; COMP_WORDS=(${line.replace(/ $/, " ''")}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); ` +
      `_limbeck; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  zsh: (line) => ["-fc", zshTyping, "zsh", line],
  fish: (line) => ["-c", `source ./limbeck.fish; complete -C '${line}'`],
};

function offered(project: Project, shell: Shell, line: string): string[] {
  const { PATH = "" } = process.env;
  const out = execFileSync(shell, typings[shell](line), {
    cwd: project.root,
    encoding: "utf8",
    timeout: 30_000,
    env: { ...process.env, HOME: project.root, PATH: `${project.path("bin")}${delimiter}${PATH}` },
  });
  // fish puts the description behind a tab.
  const words = out.split("\n").map((word) => word.split("\t")[0]!.trim());
  return words.filter((word) => word !== "").sort();
}

test("bash is on this machine", () => {
  expect(onThisMachine).toContain("bash");
});

test.each(onThisMachine)(
  "%s completes commands, options, their values, files and revisions",
  async (shell) => {
    const project = await scene();
    const complete = (line: string) => offered(project, shell, line);
    expect(complete("limbeck rev")).toEqual(["revision"]);
    expect(complete("limbeck upg")).toEqual(["upgrade"]);
    // A word that is the value of an option is no command.
    expect(complete("limbeck --config heads sho")).toEqual(["show"]);
    expect(complete("limbeck revision --me")).toEqual(["--message"]);
    // The options of one command are not offered for another one, those of all commands are.
    expect(complete("limbeck check --me")).toEqual([]);
    expect(complete("limbeck check --ver")).toEqual(["--verbose", "--version"]);
    expect(complete("limbeck init --template n")).toEqual(["nest"]);
    expect(complete("limbeck completion ")).toEqual(["bash", "fish", "zsh"]);
    expect(complete("limbeck show ")).toEqual(["aaaa1111", "base", "current", "head", "heads"]);
    expect(complete("limbeck revision --depends-on aa")).toEqual(["aaaa1111"]);
    expect(complete("limbeck --config limbeck.con")).toEqual(["limbeck.config.ts"]);
  },
);

test("a shell that there is no script for is refused, with those that there are", async () => {
  const { code, out, err } = await run(".", "completion", "powershell");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/Allowed choices are bash, zsh, fish/);
});
