import { resolve } from "node:path";
import { ConfigError } from "@limbeck/core";
import type { DataSource } from "typeorm";
import type { LimbeckConfig } from "./config/define.ts";
import {
  isDataSource,
  loadDataSource,
  type LoadedDataSource,
  prepareDataSource,
} from "./load/data-source.ts";
import { type AddressOverride, withAddress } from "./load/database-url.ts";
import type { ModuleLoader } from "./load/module-loader.ts";

export interface ProjectDataSource {
  /** Loads or makes the DataSource when it is first needed. */
  readonly get: () => Promise<DataSource>;
  /** Refuses what was compared when the patterns in `entities` match nothing: every table would look unwanted. */
  readonly requireEntities: () => Promise<void>;
}

export interface ProjectDataSourceOptions {
  readonly root: string;
  readonly loader: ModuleLoader;
  /** Whether the loader has brought the configuration in, and with it the DataSource. */
  readonly loaded: boolean;
  readonly url?: AddressOverride;
}

/**
 * The DataSource of a configuration.
 *
 * One that an application hands over is left alone, patterns and all: the application loads its entities itself, and
 * a second copy of a class would be another entity.
 */
export function projectDataSource(
  source: LimbeckConfig["dataSource"],
  { root, loader, loaded, url }: ProjectDataSourceOptions,
): ProjectDataSource {
  const open = async (): Promise<LoadedDataSource> => {
    if (typeof source === "string") return loadDataSource(loader, resolve(root, source), root);
    const value: unknown = typeof source === "function" ? await source() : source;
    if (!isDataSource(value)) throw missing(value);
    return loaded ? prepareDataSource(value, loader, root) : { dataSource: value, unmatched: [] };
  };
  let opened: Promise<LoadedDataSource> | undefined;
  const get = (): Promise<LoadedDataSource> => {
    // A function may make a new one each time; a module holds one, whose patterns are expanded once.
    if (opened === undefined || typeof source === "function") {
      opened = open().then((found) =>
        url === undefined ? found : { ...found, dataSource: withAddress(found.dataSource, url) },
      );
    }
    return opened;
  };

  return {
    get: async () => (await get()).dataSource,
    async requireEntities() {
      const { unmatched = [] } = (await opened) ?? {};
      if (unmatched.length === 0) return;
      const message =
        `The DataSource names its entities by ${unmatched.join(", ")}, and no class was found there (looked from ${root}). ` +
        `Mend the pattern, or build the project if it names compiled files.`;
      throw new ConfigError("E_DATA_SOURCE_LOAD", message, { details: { patterns: unmatched, root } });
    },
  };
}

function missing(value: unknown): ConfigError {
  const found =
    value === undefined
      ? "has none"
      : `has ${typeof value === "object" ? "another object" : typeof value} there`;
  const message =
    `The configuration needs a dataSource and ${found}. Give the TypeORM DataSource, a function that makes one, ` +
    `or the path of the module that exports it: dataSource: "./src/data-source.ts".`;
  return new ConfigError("E_DATA_SOURCE_MISSING", message);
}
