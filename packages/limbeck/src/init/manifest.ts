import type { Manifest } from "./project-facts.ts";

export type NpmScripts = Readonly<Record<string, string>>;

/**
 * The npm scripts that `init` adds. What follows `--` goes to the command: `npm run migration:generate -- -m "…"`.
 *
 * @param command how they begin: `limbeck`.
 */
export function npmScripts(command: string): NpmScripts {
  return {
    "migration:generate": `${command} revision --autogenerate`,
    "migration:upgrade": `${command} upgrade`,
    "migration:downgrade": `${command} downgrade -1`,
    "migration:check": `${command} check`,
  };
}

/** A script of that name which the project has already, and which does something else. */
export interface ScriptConflict {
  readonly name: string;
  readonly existing: string;
  readonly wanted: string;
}

export function scriptConflicts({ content }: Manifest, added: NpmScripts): ScriptConflict[] {
  const scripts = Object(content["scripts"]) as Readonly<Record<string, unknown>>;
  return Object.entries(added)
    .filter(([name, wanted]) => Object.hasOwn(scripts, name) && scripts[name] !== wanted)
    .map(([name, wanted]) => ({ name, existing: String(scripts[name]), wanted }));
}

/** The names of those scripts that a project has not got yet. */
export function missingScripts({ content }: Manifest, added: NpmScripts): string[] {
  const scripts = Object(content["scripts"]) as object;
  return Object.keys(added).filter((name) => !Object.hasOwn(scripts, name));
}

/** The text of `package.json` with scripts and keys set, in the indentation and line ends that it has. */
export function changedManifest({ text, content }: Manifest, scripts: NpmScripts, keys: object): string {
  const changed = {
    ...content,
    ...(Object.keys(scripts).length > 0 && { scripts: { ...Object(content["scripts"]), ...scripts } }),
    ...keys,
  };
  const [, indent = "  "] = /^\s*\{\r?\n([ \t]+)/.exec(text) ?? [];
  const written = JSON.stringify(changed, null, indent) + (/\n\s*$/.test(text) ? "\n" : "");
  return (
    (text.startsWith("\uFEFF") ? "\uFEFF" : "") +
    (text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written)
  );
}
