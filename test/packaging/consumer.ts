import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository, tarballs, toolOf } from "./tarballs.ts";

export type Installer = "npm" | "pnpm" | "yarn";

export interface Outcome {
  readonly code: number;
  /** What it printed, both channels in the order in which they came. */
  readonly output: string;
}

/** A project in an empty folder outside of the repository, which knows Limbeck by its tarballs alone. */
export interface Consumer {
  readonly root: string;
  path(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
  read(name: string): string;
  /** Runs a command to its end. */
  run(command: string, parameters: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome>;
  /** Runs a command that has to end well; its output. */
  done(command: string, ...parameters: readonly string[]): Promise<string>;
  remove(): void;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** Compiled when the repository was installed; building it again takes minutes where no binary can be fetched. */
const native = "better-sqlite3";

export async function createConsumer(
  manifest: Manifest,
  { installer = "npm", from }: { readonly installer?: Installer; readonly from?: string } = {},
): Promise<Consumer> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-consumer-")));
  const path = (name: string): string => join(root, name);
  if (from !== undefined) {
    const isSource = (file: string): boolean =>
      !/[\\/](node_modules|dist)([\\/]|$)/.test(file.slice(from.length));
    cpSync(from, root, { recursive: true, filter: isSource });
  }
  const { [native]: sqlite, ...dependencies } = packed(manifest.dependencies);
  const { [native]: devSqlite, ...devDependencies } = packed(manifest.devDependencies);
  const files = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
  const consumer: Consumer = {
    root,
    path,
    write(written) {
      for (const [name, text] of Object.entries(written)) {
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), text);
      }
    },
    read: (name) => readFileSync(path(name), "utf8"),
    run: (command, parameters, env) => run(command, parameters, root, env),
    async done(command, ...parameters) {
      const { code, output } = await run(command, parameters, root);
      if (code !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${code}:\n${output}`);
      return output;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  // The packages need each other, and no registry has them: each installer has its own word for where they are.
  const direct = { ...dependencies, ...devDependencies };
  const others = Object.fromEntries(Object.entries(files).filter(([name]) => !(name in direct)));
  const own = {
    npm: { overrides: others },
    pnpm: { pnpm: { overrides: files } },
    yarn: { resolutions: files },
  }[installer];
  const write = (shown: Manifest) =>
    consumer.write({ "package.json": JSON.stringify({ private: true, ...shown }, null, 2) });
  write({ ...manifest, ...own, dependencies, devDependencies });
  await install(consumer, installer);
  if (sqlite ?? devSqlite) {
    symlinkSync(join(repository, "node_modules", native), path(`node_modules/${native}`), "dir");
  }
  // What its owner would read there.
  write(manifest);
  return consumer;
}

/** Limbeck's packages by their files, all others as they are asked for. */
function packed(dependencies: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, version]) => {
      const file = tarballs.get(name);
      return [name, file === undefined ? version : `file:${file}`];
    }),
  );
}

async function install({ done }: Consumer, installer: Installer): Promise<void> {
  const cache = join(repository, ".cache", "packaging");
  switch (installer) {
    case "npm":
      await done("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts");
      return;
    case "pnpm":
      await done(
        ...node(toolOf("pnpm"), "bin/pnpm.cjs"),
        ...["install", "--prefer-offline", "--ignore-scripts", "--store-dir", join(cache, "pnpm")],
      );
      return;
    case "yarn":
      await done(
        ...node(toolOf("yarn"), "bin/yarn.js"),
        ...[
          "install",
          "--prefer-offline",
          "--ignore-scripts",
          "--no-lockfile",
          "--cache-folder",
          join(cache, "yarn"),
        ],
      );
  }
}

/** A script of a package, run by this Node. */
function node(folder: string, script: string): [string, string] {
  return [process.execPath, join(folder, script)];
}

function run(
  command: string,
  parameters: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const child = spawn(command, parameters, {
    cwd,
    env: { ...outsideOfVitest(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (part: Buffer) => (output += part.toString()));
  child.stderr.on("data", (part: Buffer) => (output += part.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The environment without what npm and Vitest put into it for themselves. */
export function outsideOfVitest(): NodeJS.ProcessEnv {
  const own =
    /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$|DEV$|PROD$|MODE$|BASE_URL$|SSR$|DATABASE_URL$|FORCE_COLOR$)/i;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
    NO_COLOR: "1",
  };
}
