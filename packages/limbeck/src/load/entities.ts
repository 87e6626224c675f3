import type { DataSource } from "typeorm";
import type { ModuleLoader } from "./module-loader.ts";

/**
 * Loads what a DataSource names by patterns (`src/*.entity.ts`) and puts the classes in their place.
 *
 * TypeORM imports the files of a pattern by itself, past every loader: TypeScript would fail, or be loaded a second
 * time. Those for TypeORM's own migrations stay: TypeORM is never asked to look for them.
 *
 * @returns the patterns of entities that match no class at all: on them, an empty model would be taken as wanted.
 */
export async function expandPatterns(
  dataSource: DataSource,
  loader: ModuleLoader,
  root: string,
): Promise<readonly string[]> {
  if (dataSource.isInitialized) return [];
  const entities = await expand(listOf(dataSource.options.entities), loader, root);
  const subscribers = await expand(listOf(dataSource.options.subscribers), loader, root);
  // TypeORM's own types ask for mutable arrays of its own unions; these are the items it was given, and classes.
  dataSource.setOptions({
    entities: entities.items,
    subscribers: subscribers.items,
  } as Parameters<DataSource["setOptions"]>[0]);
  return entities.classes === 0 ? entities.patterns : [];
}

export interface Expanded {
  readonly items: readonly unknown[];
  readonly patterns: readonly string[];
  /** How many classes or schemas the patterns gave. */
  readonly classes: number;
}

/** The items of a list, with what the files of its patterns export in place of the patterns. */
export async function expand(
  given: readonly unknown[],
  loader: ModuleLoader,
  root: string,
): Promise<Expanded> {
  const patterns = given.filter((item) => typeof item === "string");
  const others = given.filter((item) => typeof item !== "string");
  if (patterns.length === 0) return { items: others, patterns, classes: 0 };
  const { glob } = await import("tinyglobby");
  const found = new Set<unknown>();
  for (const file of await glob([...patterns].map(slashed), { cwd: root, absolute: true })) {
    if (!/\.[cm]?[jt]s$/.test(file) || /\.d\.[cm]?ts$/.test(file)) continue;
    collect(await loader.load(file), found);
  }
  return { items: [...others, ...found], patterns, classes: found.size };
}

/** TypeORM takes a list or an object whose values are the items. */
export function listOf(option: unknown): readonly unknown[] {
  if (Array.isArray(option)) return option;
  return typeof option === "object" && option !== null ? Object.values(option) : [];
}

/** Classes and schemas among the exports of a module, in lists and objects too: what TypeORM takes from a file. */
function collect(exported: unknown, found: Set<unknown>, seen = new Set<unknown>()): void {
  if (seen.has(exported)) return;
  seen.add(exported);
  if (typeof exported === "function" || isEntitySchema(exported)) found.add(exported);
  else if (typeof exported === "object" && exported !== null) {
    for (const value of Object.values(exported)) collect(value, found, seen);
  }
}

function isEntitySchema(value: unknown): boolean {
  return hasBrand(value, "EntitySchema");
}

/** True for an object that TypeORM marked as an instance of one of its classes, whichever copy made it. */
export function hasBrand(value: unknown, name: string): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { readonly "@instanceof"?: unknown })["@instanceof"] === Symbol.for(name)
  );
}

/** Patterns are written with slashes, on Windows too. */
function slashed(pattern: string): string {
  return process.platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
}
