import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The folder in which transpiled files are kept: in the nearest `node_modules`, or nowhere.
 *
 * Never in the system's temporary folder: what lies there can be put there by other users, and it would be run.
 */
export function findCacheFolder(directory: string): string | undefined {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache", "limbeck");
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The text that `make` made of a file earlier, if it was made of the same `ingredients`, or else now.
 *
 * One entry a file, so that the cache doesn't grow with every edit. One that can't be read or written is no error.
 */
export function cached(
  folder: string | undefined,
  file: string,
  ingredients: readonly string[],
  make: () => string,
): string {
  if (folder === undefined) return make();
  const entry = join(folder, `${basename(file)}-${hash(file).slice(0, 16)}.cjs`);
  // Last, so that the lines of the code stay where its source map says.
  const seal = `\n// ${hash(ingredients.join("\0"))}`;
  try {
    const found = readFileSync(entry, "utf8");
    if (found.endsWith(seal)) return found.slice(0, -seal.length);
  } catch {
    // Not there yet.
  }
  const made = make();
  try {
    mkdirSync(folder, { recursive: true });
    // Whole or not at all: several processes may write the same file.
    const temporary = `${entry}.${randomUUID()}`;
    writeFileSync(temporary, made + seal);
    renameSync(temporary, entry);
  } catch {
    // A read-only installation works without.
  }
  return made;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
