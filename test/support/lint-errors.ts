import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What the project's own lint and formatter have to say against a file; nothing is right. */
export function lintErrors(path: string): string[] {
  const lint = run(
    "oxlint/bin/oxlint",
    "--config",
    `${root}.oxlintrc.json`,
    "--no-ignore",
    "--deny-warnings",
    path,
  );
  const format = run(
    "prettier/bin/prettier.cjs",
    "--config",
    `${root}.prettierrc.json`,
    "--ignore-path",
    "none",
    "--check",
    path,
  );
  return [...lint, ...format];
}

function run(script: string, ...parameters: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`${root}node_modules/${script}`, ...parameters],
    { encoding: "utf8", cwd: root },
  );
  return status === 0 ? [] : [`${stdout}${stderr}`];
}
