import { relative, resolve, sep } from "node:path";

/** What `init` finds out about a project before it writes anything. */
export interface ProjectFacts {
  readonly root: string;
  /** The text of `package.json` and what it says; undefined where there is none. */
  readonly manifest: Manifest | undefined;
  /** Whether a `.ts` or `.js` file is an ES module here. */
  readonly esm: boolean;
  /** Whether the project is written in JavaScript alone. */
  readonly javascript: boolean;
  /** The module with the DataSource, relative to the root: `./src/data-source.ts`. */
  readonly dataSource: string | undefined;
  /** The text of {@link appModulePath}; undefined where there is no such file. */
  readonly appModule: string | undefined;
}

export interface Manifest {
  readonly path: string;
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Where `nest new` puts the module of an application, from the root. */
export function appModulePath({ javascript }: Pick<ProjectFacts, "javascript">): string {
  return `src/app.module.${javascript ? "js" : "ts"}`;
}

/** The packages that a project asks for, of whatever kind. */
export function dependenciesOf({ manifest }: Pick<ProjectFacts, "manifest">): ReadonlySet<string> {
  return packagesIn(manifest?.content);
}

/** {@link dependenciesOf} the content of a `package.json`. */
export function packagesIn(content: unknown): ReadonlySet<string> {
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const manifest = Object(content) as Readonly<Record<string, unknown>>;
  return new Set(kinds.flatMap((kind) => Object.keys(Object(manifest[kind]) as object)));
}

/** A path as a configuration has it: relative to the project's root, with slashes. */
export function portable(root: string, path: string): string {
  const inside = relative(root, resolve(root, path)).split(sep).join("/");
  return inside.startsWith("..") ? inside : `./${inside}`;
}
