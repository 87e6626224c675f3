import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { ConfigError } from "@limbeck/core";
import { messageOf } from "../util/message-of.ts";

/** What `init` finds out about a project before it writes anything. */
export interface ProjectFacts {
  readonly root: string;
  /** The text of `package.json` and what it says; undefined where there is none. */
  readonly manifest: Manifest | undefined;
  /** Whether a `.ts` file is an ES module here. */
  readonly esm: boolean;
  /** The module with the DataSource, relative to the root: `./src/data-source.ts`. */
  readonly dataSource: string | undefined;
}

export interface Manifest {
  readonly path: string;
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Where projects keep their DataSource; the first that exists is written into the configuration. */
const usualNames = [
  "data-source",
  "app-data-source",
  "datasource",
  "ormconfig",
  "typeorm.config",
  "db",
  "database",
  "database/data-source",
  "db/data-source",
  "config/data-source",
  "config/typeorm",
];
const usualPlaces = usualNames.flatMap((name) =>
  ["src/", ""].flatMap((folder) => ["ts", "js", "mts", "mjs"].map((type) => `./${folder}${name}.${type}`)),
);

/**
 * Looks a project over.
 *
 * @throws {ConfigError} `E_CONFIG` when its `package.json` can't be read.
 */
export function projectFacts(root: string): ProjectFacts {
  const manifest = readManifest(join(root, "package.json"));
  return {
    root,
    manifest,
    esm: manifest?.content["type"] === "module",
    dataSource: usualPlaces.find((place) => existsSync(join(root, place))),
  };
}

/** The packages that a project asks for, of whatever kind. */
export function dependenciesOf({ manifest }: ProjectFacts): ReadonlySet<string> {
  const kinds = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  return new Set(kinds.flatMap((kind) => Object.keys(Object(manifest?.content[kind]) as object)));
}

/** A path as a configuration has it: relative to the project's root, with slashes. */
export function portable(root: string, path: string): string {
  const inside = relative(root, resolve(root, path)).split(sep).join("/");
  return inside.startsWith("..") ? inside : `./${inside}`;
}

function readManifest(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8");
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof content !== "object" || content === null || Array.isArray(content))
      throw new TypeError("it holds no object");
    return { path, text, content: content as Readonly<Record<string, unknown>> };
  } catch (cause) {
    const message = `${path} can't be read: ${messageOf(cause)}. Mend it, then run init again; nothing was written.`;
    throw new ConfigError("E_CONFIG", message, { details: { path }, cause });
  }
}
