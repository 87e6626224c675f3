import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { medians } from "./measure.ts";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

/** How long the command takes to start, as multiples of a Node that does nothing. */
export interface ColdStartResult {
  /** `node -e 0`, in milliseconds. */
  readonly node: number;
  readonly commands: Readonly<Record<string, number>>;
}

/** Starts the built command again and again, in a project of three revisions whose configuration is TypeScript. */
export async function benchColdStart(runs: number): Promise<ColdStartResult> {
  const bin = join(dirname(require.resolve("limbeck/package.json")), "dist", "esm", "bin.js");
  const root = await mkdtemp(join(tmpdir(), "limbeck-bench-"));
  try {
    await createProject(root);
    const node = (...parameters: string[]) => execute(process.execPath, parameters, { cwd: root });
    const { "node -e 0": bare, ...commands } = await medians(
      {
        "node -e 0": () => node("-e", "0"),
        "limbeck --help": () => node(bin, "--help"),
        "limbeck heads": () => node(bin, "heads"),
      },
      runs,
    );
    const multiples = Object.entries(commands).map(([name, time]) => [name, time / bare]);
    return { node: bare, commands: Object.fromEntries(multiples) as Record<string, number> };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function createProject(root: string): Promise<void> {
  await mkdir(join(root, "migrations"));
  await mkdir(join(root, "node_modules"));
  await symlink(
    dirname(require.resolve("limbeck/package.json")),
    join(root, "node_modules", "limbeck"),
    "dir",
  );
  await writeFile(
    join(root, "limbeck.config.ts"),
    `import { defineConfig } from "limbeck";
export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./migrations" });\n`,
  );
  for (const [at, revision] of ["aaaa1111", "bbbb2222", "cccc3333"].entries()) {
    const down = at === 0 ? "null" : `"${["aaaa1111", "bbbb2222"][at - 1]}"`;
    await writeFile(
      join(root, "migrations", `${revision}.ts`),
      `export const revision = "${revision}";
export const downRevision = ${down};
export async function upgrade(): Promise<void> {}
export async function downgrade(): Promise<void> {}\n`,
    );
  }
}
