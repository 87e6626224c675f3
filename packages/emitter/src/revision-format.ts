import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import type { RevisionNode } from "@limbeck/core";

/** How revision files can end. */
export const revisionExtensions = ["ts", "mts", "cts", "js", "mjs", "cjs"] as const;

/** How revision files end, which says in what they are written. */
export type RevisionExtension = (typeof revisionExtensions)[number];

/** How a file says what it needs and what it offers: `import` and `export`, or `require` and `exports`. */
export type ModuleSyntax = "esm" | "commonjs";

/**
 * What the revisions of a directory are written in: as the newest that is there; else in JavaScript when the project has
 * nothing but that, and in TypeScript otherwise.
 *
 * @param newest the revision that the new one follows in time
 */
export function revisionExtension(directory: string, newest: RevisionNode | undefined): RevisionExtension {
  const extension = extname(newest?.path ?? "").slice(1);
  const known = revisionExtensions.find((one) => one === extension);
  return known ?? (isJavaScriptProject(directory) ? "js" : "ts");
}

/**
 * True for a project that has sources in JavaScript and no sign of TypeScript: no `tsconfig.json`, no `typescript` among its
 * packages, no `.ts` file beside `package.json` or in `src`.
 */
export function isJavaScriptProject(directory: string): boolean {
  for (const folder of upwards(directory)) {
    if (existsSync(join(folder, "tsconfig.json"))) return false;
  }
  const manifest = nearestManifest(directory);
  if (manifest === undefined) return false;
  const { dependencies, devDependencies } = manifest.content;
  if ("typescript" in Object({ ...dependencies, ...devDependencies })) return false;
  const files = ["", "src"].flatMap((folder) => filesIn(join(manifest.folder, folder)));
  return files.some((name) => /\.[cm]?js$/.test(name)) && !files.some((name) => /\.[cm]?ts$/.test(name));
}

/**
 * What a file of that name is written in. TypeScript has `import` and `export` also where it becomes CommonJS; `.js` is what
 * the nearest `package.json` says.
 */
export function moduleSyntax(directory: string, extension: RevisionExtension): ModuleSyntax {
  if (extension === "cjs") return "commonjs";
  if (extension !== "js") return "esm";
  return nearestManifest(directory)?.content.type === "module" ? "esm" : "commonjs";
}

interface Manifest {
  readonly folder: string;
  readonly content: {
    readonly type?: unknown;
    readonly dependencies?: object;
    readonly devDependencies?: object;
  };
}

function nearestManifest(directory: string): Manifest | undefined {
  for (const folder of upwards(directory)) {
    const path = join(folder, "package.json");
    if (!existsSync(path)) continue;
    try {
      const content: unknown = JSON.parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
      return { folder, content: Object(content) as Manifest["content"] };
    } catch {
      // Node itself will complain of it, better than we could.
      return undefined;
    }
  }
  return undefined;
}

function* upwards(directory: string): Generator<string> {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
