import { isAbsolute, relative, sep } from "node:path";

import { messageOf } from "../util/message-of.ts";
import { cached, findCacheFolder } from "./cache.ts";
import { framesOf, mapStack } from "./frames.ts";
import { ownRequire } from "./own-require.ts";
import { findTsconfig, tsconfigFingerprint } from "./tsconfig.ts";
import { ModuleSyntaxError, transpile } from "./transpile.ts";

/** Imports modules of a project, TypeScript included, and tells where in their sources an error arose. */
export interface ModuleLoader {
  /** The exports of a module, given by its absolute path, or of a package that the project has, by its name. */
  load(path: string): Promise<unknown>;
  /** The message of an error and, if it arose in the project, its place: `src/user.ts:7:3: message`. */
  explain(error: unknown): string;
  /** Where in the project an error arose: `src/user.ts:7:3`. */
  placeOf(error: unknown): string | undefined;
  /** The stack of an error, with the lines of the sources. */
  stackOf(error: unknown): string;
}

export interface ModuleLoaderOptions {
  /** The project's folder: where its tsconfig is looked for, and what places are relative to. */
  readonly root: string;
  /**
   * Modules that are handed over as they are, by name. A project that runs inside the command shares the command's
   * own copy of Limbeck, whether it is ESM or CommonJS.
   */
  readonly provided?: Readonly<Record<string, unknown>>;
}

interface Runtime {
  (path: string): unknown;
  import(path: string): Promise<unknown>;
}

/** Makes a loader. Neither jiti nor TypeScript is loaded before they are needed. */
export function createModuleLoader({ root, provided = {} }: ModuleLoaderOptions): ModuleLoader {
  const codes = new Map<string, string>();
  const codeOf = (file: string): string | undefined => codes.get(file);
  let runtime: Promise<Runtime> | undefined;

  const start = async (): Promise<Runtime> => {
    const { createJiti } = await import("jiti");
    const tsconfig = findTsconfig(root);
    const folder = findCacheFolder(root);
    const { version } = ownRequire("ts-morph/package.json") as { readonly version: string };
    const fingerprint = tsconfig === undefined ? "" : tsconfigFingerprint(tsconfig);
    return createJiti(root, {
      // With the default, what a circular import sees is a proxy without the class, and TypeORM does not find it.
      interopDefault: false,
      // jiti's own cache would keep the transpiled code out of reach of `codes`.
      fsCache: false,
      virtualModules: { ...provided },
      // ES modules from version 12 on, with a `require` of their own, for which there is no room in what jiti makes of them.
      nativeModules: ["@nestjs"],
      ...(tsconfig !== undefined && { tsconfigPaths: tsconfig }),
      transform: ({ source, filename = "" }) => {
        const ingredients = ["1", version, fingerprint, source];
        const code = cached(folder, filename, ingredients, () => transpile(source, filename, tsconfig));
        codes.set(filename, code);
        return { code };
      },
    });
  };

  const stackOf = (error: unknown): string =>
    error instanceof Error ? mapStack(error.stack ?? error.message, codeOf) : String(error);

  const placeOf = (error: unknown): string | undefined => {
    const frame =
      error instanceof ModuleSyntaxError
        ? error
        : framesOf(stackOf(error)).find(({ file }) => isOfProject(root, file));
    return frame && `${display(root, frame.file)}:${frame.line}:${frame.column}`;
  };

  return {
    async load(path) {
      runtime ??= start();
      const jiti = await runtime;
      // `import` would see only those names of a CommonJS module that can be told without running it.
      return /\.c[jt]s$/.test(path) ? jiti(path) : jiti.import(path);
    },
    explain(error) {
      const place = placeOf(error);
      // Node tells of a missing module who required it, line by line; the first line will do.
      const [message = ""] = messageOf(error).split("\n");
      return place === undefined ? message : `${place}: ${message}`;
    },
    placeOf,
    stackOf,
  };
}

function isOfProject(root: string, file: string): boolean {
  const path = relative(root, file);
  return (
    isAbsolute(file) &&
    !path.startsWith("..") &&
    !isAbsolute(path) &&
    !path.split(sep).includes("node_modules")
  );
}

function display(root: string, file: string): string {
  return isOfProject(root, file) ? relative(root, file).split(sep).join("/") : file;
}
