import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A source file has a limit; a revision is as long as what changed. */
const asLongAsTheChange = ["--allow", "max-lines"];

/** What the project's own lint and formatter have to say against a file; nothing is right. */
export function lintErrors(path: string): string[] {
  return lintErrorsOf([path]);
}

export function lintErrorsOf(paths: readonly string[]): string[] {
  // Both pass over what git ignores, and revisions of tests are written to such a place.
  const folder = mkdtempSync(join(tmpdir(), "limbeck-lint-"));
  const copies = paths.map((path, at) => join(folder, `${at}`, basename(path)));
  try {
    copies.forEach((copy, at) => {
      mkdirSync(dirname(copy));
      copyFileSync(paths[at]!, copy);
    });
    return [
      ...run(
        "oxlint/bin/oxlint",
        "--config",
        `${root}.oxlintrc.json`,
        "--deny-warnings",
        ...asLongAsTheChange,
        ...copies,
      ),
      ...run("prettier/bin/prettier.cjs", "--config", `${root}.prettierrc.json`, "--check", ...copies),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(script: string, ...parameters: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${root}node_modules/${script}`, ...parameters],
    { encoding: "utf8", cwd: root },
  );
  return status === 0 ? [] : [`${stdout}${stderr}`];
}
