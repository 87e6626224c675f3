import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

/**
 * The file that Node runs for a module: a path from the root, a file of an installed package, or the package's `bin`.
 *
 * `package.json` is read from the disk and not resolved: many packages don't export theirs.
 *
 * @returns or why there is none, as the end of a sentence.
 */
export function moduleFile(
  name: string,
  root: string,
): { readonly file: string } | { readonly problem: string } {
  if (/^\.{0,2}[/\\]|^[a-z]:/i.test(name)) {
    const file = resolve(root, name);
    return existsSync(file) ? { file } : { problem: `there is no file ${file}` };
  }
  const parts = name.split("/");
  const packageName = parts.splice(0, name.startsWith("@") ? 2 : 1).join("/");
  const folders = createRequire(join(root, "package.json")).resolve.paths(packageName) ?? [];
  const folder = folders
    .map((modules) => join(modules, packageName))
    .find((candidate) => existsSync(join(candidate, "package.json")));
  if (folder === undefined)
    return { problem: `the package "${packageName}" is not installed in ${root} or above` };
  if (parts.length > 0) {
    const file = join(folder, ...parts);
    return existsSync(file) ? { file } : { problem: `there is no file ${file}` };
  }
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly bin?: string | Readonly<Record<string, string>>;
  };
  const bins = typeof bin === "string" ? { [packageName]: bin } : (bin ?? {});
  const own = bins[packageName.replace(/^@.*\//, "")] ?? bins[packageName];
  const [only, ...others] = Object.values(bins);
  const chosen = own ?? (others.length === 0 ? only : undefined);
  if (chosen !== undefined) return { file: join(folder, chosen) };
  const found = others.length > 0 ? `has several (${Object.keys(bins).join(", ")})` : "has none";
  return { problem: `a package is run by its bin, and "${packageName}" ${found}; name a file of it` };
}
