import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { ts } from "ts-morph";

type TypeScript = typeof ts;

/** The nearest `tsconfig.json` from a directory upwards. */
export function findTsconfig(directory: string): string | undefined {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const file = join(folder, "tsconfig.json");
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The text of a tsconfig and of all it extends: what a cache of transpiled files depends on.
 *
 * It is read without TypeScript, which need not be loaded when nothing changed.
 */
export function tsconfigFingerprint(file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return "";
  seen.add(file);
  const text = readFileSync(file, "utf8");
  const extended = [...text.matchAll(/"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/g)]
    .flatMap(([, value = ""]) => [...value.matchAll(/"([^"]*)"/g)])
    .map(([, name = ""]) => resolveExtended(name, file));
  return [text, ...extended.map((parent) => (parent ? tsconfigFingerprint(parent, seen) : ""))].join("\0");
}

function resolveExtended(name: string, from: string): string | undefined {
  if (name.startsWith(".") || name.startsWith("/")) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`].find((candidate) => candidate.endsWith(".json") && existsSync(candidate));
  }
  const require = createRequire(from);
  for (const candidate of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      const path = require.resolve(candidate);
      if (path.endsWith(".json")) return path;
    } catch {
      // Not this spelling; a package that can't be found at all is TypeScript's to report.
    }
  }
  return undefined;
}

/** The options of a tsconfig that change what a module does when it runs, as TypeScript reads them. */
export function runtimeOptions(typescript: TypeScript, file: string | undefined): ts.CompilerOptions {
  const options = file === undefined ? {} : readOptions(typescript, file);
  return {
    // Decides whether `string | null` gives a column the type String or Object. TypeScript 6 turned the default
    // round; where the project says nothing, the reading under which TypeORM finds a type is the useful one.
    strictNullChecks: options.strictNullChecks ?? options.strict ?? false,
    useDefineForClassFields: options.useDefineForClassFields ?? false,
    ...(options.jsx !== undefined && { jsx: options.jsx }),
    ...(options.jsxFactory !== undefined && { jsxFactory: options.jsxFactory }),
    ...(options.jsxImportSource !== undefined && { jsxImportSource: options.jsxImportSource }),
  };
}

function readOptions(typescript: TypeScript, file: string): ts.CompilerOptions {
  const { config } = typescript.readConfigFile(file, (path) => typescript.sys.readFile(path)) as {
    config?: unknown;
  };
  // No file list is wanted, and looking for one would walk the whole project.
  const host = { ...typescript.sys, readDirectory: () => [] };
  return typescript.parseJsonConfigFileContent(config ?? {}, host, dirname(file)).options;
}
