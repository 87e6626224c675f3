import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A source file has a limit; a revision is as long as what changed. */
const asLongAsTheChange = ["--allow", "max-lines"];

/** What the project's own lint and formatter have to say against a file; nothing is right. */
export function lintErrors(path: string): string[] {
  // Both pass over what git ignores, and revisions of tests are written to such a place.
  const folder = mkdtempSync(join(tmpdir(), "limbeck-lint-"));
  const copy = join(folder, basename(path));
  copyFileSync(path, copy);
  try {
    return [
      ...run(
        "oxlint/bin/oxlint",
        "--config",
        `${root}.oxlintrc.json`,
        "--deny-warnings",
        ...asLongAsTheChange,
        copy,
      ),
      ...run("prettier/bin/prettier.cjs", "--config", `${root}.prettierrc.json`, "--check", copy),
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
