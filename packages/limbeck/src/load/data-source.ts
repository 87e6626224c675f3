import { relative } from "node:path";
import { ConfigError, isLimbeckError } from "@limbeck/core";
import type { DataSource } from "typeorm";
import { expandPatterns, hasBrand } from "./entities.ts";
import type { ModuleLoader } from "./module-loader.ts";

export interface LoadedDataSource {
  readonly dataSource: DataSource;
  /** Patterns of entities that match nothing; see {@link expandPatterns}. */
  readonly unmatched: readonly string[];
}

/** True for a DataSource of any copy of TypeORM. */
export function isDataSource(value: unknown): value is DataSource {
  return hasBrand(value, "DataSource");
}

/** The one DataSource that a module exports, ready to be initialised. */
export async function loadDataSource(
  loader: ModuleLoader,
  path: string,
  root: string,
): Promise<LoadedDataSource> {
  const exported = await loadOrExplain(loader, path, root);
  const found = await dataSourcesOf(exported);
  const place = relative(root, path) || path;
  const [first, ...others] = [...new Set(found.values())];
  if (!first) {
    const names = Object.keys(Object(exported) as object).filter((name) => name !== "__esModule");
    const what =
      names.length > 0 ? `It exports ${names.join(", ")}, none of them a DataSource.` : "It exports nothing.";
    const message = `No DataSource in ${place}. ${what} Write: export const dataSource = new DataSource({ … });`;
    throw new ConfigError("E_DATA_SOURCE_MISSING", message, { details: { path, exports: names } });
  }
  if (others.length > 0) {
    const names = [...found.keys()];
    const message =
      `${place} exports ${others.length + 1} DataSources (${names.join(", ")}), and one is needed. ` +
      `Import the right one in limbeck.config.ts and give it as dataSource.`;
    throw new ConfigError("E_DATA_SOURCE_LOAD", message, { details: { path, exports: names } });
  }
  return prepareDataSource(first, loader, root);
}

/** Readies a DataSource that the loader brought in, so that TypeORM needn't import anything by itself. */
export async function prepareDataSource(
  dataSource: DataSource,
  loader: ModuleLoader,
  root: string,
): Promise<LoadedDataSource> {
  try {
    return { dataSource, unmatched: await expandPatterns(dataSource, loader, root) };
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    const message = `An entity of the DataSource can't be loaded: ${loader.explain(cause)}`;
    throw new ConfigError("E_DATA_SOURCE_LOAD", message, { cause });
  }
}

async function loadOrExplain(loader: ModuleLoader, path: string, root: string): Promise<unknown> {
  try {
    return await loader.load(path);
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    const message = `The DataSource in ${relative(root, path)} can't be loaded: ${loader.explain(cause)}`;
    throw new ConfigError("E_DATA_SOURCE_LOAD", message, { details: { path }, cause });
  }
}

/** The DataSources among a module's exports by name; a promise of one counts, and so does the module itself. */
async function dataSourcesOf(exported: unknown): Promise<Map<string, DataSource>> {
  const found = new Map<string, DataSource>();
  if (isDataSource(exported)) return found.set("module.exports", exported);
  for (const [name, value] of Object.entries(Object(exported) as object)) {
    const settled: unknown = await value;
    if (isDataSource(settled)) found.set(name, settled);
    // What a CommonJS module exports arrives as the default of an ES module.
    else if (name === "default" && typeof settled === "object" && settled !== null) {
      for (const [inner, nested] of Object.entries(settled))
        if (isDataSource(nested)) found.set(inner, nested);
    }
  }
  return found;
}
