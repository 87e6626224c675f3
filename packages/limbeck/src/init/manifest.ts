import type { Manifest } from "./project-facts.ts";

/** The npm scripts that `init` adds. What follows `--` goes to the command: `npm run migration:generate -- -m "…"`. */
export const npmScripts: Readonly<Record<string, string>> = {
  "migration:generate": "limbeck revision --autogenerate",
  "migration:upgrade": "limbeck upgrade",
  "migration:downgrade": "limbeck downgrade -1",
  "migration:check": "limbeck check",
};

/** A script of that name which the project has already, and which does something else. */
export interface ScriptConflict {
  readonly name: string;
  readonly existing: string;
  readonly wanted: string;
}

export function scriptConflicts({ content }: Manifest): ScriptConflict[] {
  const scripts = Object(content["scripts"]) as Readonly<Record<string, unknown>>;
  return Object.entries(npmScripts)
    .filter(([name, wanted]) => Object.hasOwn(scripts, name) && scripts[name] !== wanted)
    .map(([name, wanted]) => ({ name, existing: String(scripts[name]), wanted }));
}

/** The names of those scripts that a project has not got yet. */
export function missingScripts({ content }: Manifest): string[] {
  const scripts = Object(content["scripts"]) as object;
  return Object.keys(npmScripts).filter((name) => !Object.hasOwn(scripts, name));
}

/** The text of `package.json` with scripts and keys set, in the indentation and line ends that it has. */
export function changedManifest(
  { text, content }: Manifest,
  scripts: readonly string[],
  keys: object,
): string {
  const chosen = Object.fromEntries(scripts.map((name) => [name, npmScripts[name]]));
  const changed = {
    ...content,
    ...(scripts.length > 0 && { scripts: { ...Object(content["scripts"]), ...chosen } }),
    ...keys,
  };
  const [, indent = "  "] = /^\s*\{\r?\n([ \t]+)/.exec(text) ?? [];
  const written = JSON.stringify(changed, null, indent) + (/\n\s*$/.test(text) ? "\n" : "");
  return (
    (text.startsWith("\uFEFF") ? "\uFEFF" : "") +
    (text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written)
  );
}
