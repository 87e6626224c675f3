import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { ConfigError, messageOf, RevisionError } from "@limbeck/core";
import { moduleFile } from "./package-bin.ts";
import { splitWords } from "./split-words.ts";

/** Stands for the path of the revision in the options of a hook. */
const fileToken = "REVISION_SCRIPT_FILENAME";

interface ProgramHook {
  /** What messages call it. */
  readonly name: string;
  /**
   * What the program is started with, as one line or as a list. `REVISION_SCRIPT_FILENAME` stands for the path of the
   * revision; where it does not occur, the path comes first.
   */
  readonly options?: string | readonly string[];
  /** The folder it is started in, from the root. Default: the root. */
  readonly cwd?: string;
}

/** Starts a program: one on the PATH, or of the packages that the project has installed. */
export interface ExecHook extends ProgramHook {
  readonly type: "exec";
  readonly executable: string;
}

/** Runs a module with Node: a file (`./scripts/lint.mjs`), or an installed package by its `bin`. */
export interface ModuleHook extends ProgramHook {
  readonly type: "module";
  readonly module: string;
}

/** Calls a function with the path of the revision. */
export interface FunctionHook {
  readonly name: string;
  readonly type: "function";
  readonly run: (path: string) => unknown;
}

/** What is done with each new revision file. */
export type PostWriteHook = ExecHook | ModuleHook | FunctionHook;

/** What happens while a revision is written. */
export type WriteEvent =
  | { readonly kind: "written"; readonly path: string }
  | {
      /** A hook has ended, well or not. */
      readonly kind: "hook";
      readonly name: string;
      readonly failed: boolean;
      /** What the program has printed. */
      readonly output: string;
      readonly milliseconds: number;
    };

interface Ended {
  readonly output: string;
  /** Why it failed, as the end of a sentence. */
  readonly problem?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

interface PreparedHook {
  readonly name: string;
  readonly run: (path: string) => Promise<Ended>;
  /** What does the same by hand. */
  readonly command: (path: string) => string | undefined;
}

/** Hooks whose modules, folders and options were found good, before there is a file. */
export type PreparedHooks = readonly PreparedHook[];

/**
 * Readies hooks, so that what can be told to be wrong with them is told before a file is written.
 *
 * @param root where packages and relative paths are looked for.
 * @throws {ConfigError} `E_CONFIG`
 */
export function prepareHooks(hooks: readonly PostWriteHook[], root: string): PreparedHooks {
  return hooks.map((hook) => (hook.type === "function" ? functionHook(hook) : programHook(hook, root)));
}

/**
 * Runs hooks over a file, one after the other; the first that fails ends it.
 *
 * @throws {RevisionError} `E_POST_WRITE_HOOK`; `details.output` is what the hook has printed. The file stays.
 */
export async function runHooks(
  path: string,
  hooks: PreparedHooks,
  onEvent: (event: WriteEvent) => void = () => {},
): Promise<void> {
  for (const [at, hook] of hooks.entries()) {
    const start = performance.now();
    const { output, problem, details, cause } = await hook.run(path);
    const milliseconds = performance.now() - start;
    onEvent({ kind: "hook", name: hook.name, failed: problem !== undefined, output, milliseconds });
    if (problem === undefined) continue;
    const left = hooks.slice(at + 1).map(({ name }) => name);
    const command = hook.command(path);
    const message =
      `The hook "${hook.name}" ${problem}. The revision is written and stays: ${path}. ` +
      (left.length > 0 ? `Not run: ${left.join(", ")}. ` : "") +
      (command === undefined
        ? "Mend the function, or do by hand what it is for."
        : `Mend what it complains of, then run it again: ${command}`);
    throw new RevisionError("E_POST_WRITE_HOOK", message, {
      details: { hook: hook.name, path, output, notRun: left, ...details },
      cause,
    });
  }
}

function functionHook({ name, run }: FunctionHook): PreparedHook {
  return {
    name,
    command: () => undefined,
    async run(path) {
      try {
        await run(path);
        return { output: "" };
      } catch (cause) {
        return { output: "", problem: `threw an error: ${messageOf(cause)}`, cause };
      }
    },
  };
}

function programHook(hook: ExecHook | ModuleHook, root: string): PreparedHook {
  const { name, cwd = "." } = hook;
  const folder = resolve(root, cwd);
  if (!existsSync(folder)) throw unusable(name, `its cwd ${folder} does not exist`);
  const options = typeof hook.options === "string" ? splitWords(hook.options) : (hook.options ?? []);
  if (options === undefined)
    throw unusable(name, `a quote in its options is not closed: ${String(hook.options)}`);
  const [program, first] = programOf(hook, root);
  const hasToken = options.some((option) => option.includes(fileToken));
  const parametersFor = (path: string): string[] => [
    ...first,
    ...(hasToken ? options.map((option) => option.replaceAll(fileToken, path)) : [path, ...options]),
  ];
  return {
    name,
    command: (path) =>
      [hook.type === "exec" ? program : "node", ...parametersFor(path)].map(shellWord).join(" "),
    run: (path) => runProgram(program, parametersFor(path), folder),
  };
}

function programOf(hook: ExecHook | ModuleHook, root: string): readonly [string, readonly string[]] {
  if (hook.type === "exec") return [hook.executable, []];
  const found = moduleFile(hook.module, root);
  if ("problem" in found) throw unusable(hook.name, found.problem);
  return [process.execPath, [found.file]];
}

function unusable(name: string, problem: string): ConfigError {
  return new ConfigError("E_CONFIG", `The hook "${name}" can't run: ${problem}. Nothing was written.`, {
    details: { hook: name },
  });
}

function runProgram(program: string, parameters: readonly string[], cwd: string): Promise<Ended> {
  const onWindows = process.platform === "win32";
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(program, onWindows ? parameters.map((text) => `"${text}"`) : parameters, {
      cwd,
      env: { ...process.env, PATH: searchPath(cwd) },
      // What npm installs are scripts there, which only a shell starts.
      shell: onWindows && !program.endsWith(".exe"),
      // Nobody can answer a hook that asks.
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "ENOENT"
          ? "there is no such program on the PATH or in node_modules/.bin"
          : messageOf(cause);
      resolve({ output, problem: `can't start ${program}: ${reason}`, cause });
    });
    child.once("close", (exitCode, signal) => {
      if (exitCode === 0) resolve({ output });
      else {
        const how = exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
        resolve({ output, problem: how, details: { exitCode } });
      }
    });
  });
}

/** As npm does for its scripts: what the packages of the project bring goes before the rest. */
function searchPath(cwd: string): string {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(join(folder, "node_modules", ".bin"));
    if (folder === dirname(folder)) break;
  }
  return [...folders, process.env["PATH"] ?? ""].join(delimiter);
}

/** A word as it is typed in a shell. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
