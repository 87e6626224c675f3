import * as core from "@limbeck/core";
import * as emitter from "@limbeck/emitter";
import type { LimbeckConfig } from "./config/define.ts";
import { findConfig, type FoundConfig } from "./config/find.ts";
import { loadConfig, loadConfigs, rootOf } from "./config/load.ts";
import * as own from "./index.ts";
import { Limbeck } from "./limbeck.ts";
import type { AddressOverride } from "./load/database-url.ts";
import { createModuleLoader, type ModuleLoader } from "./load/module-loader.ts";

/** What a command works on. */
export interface OpenProject {
  readonly limbeck: Limbeck;
  /** The folder of the configuration. */
  readonly root: string;
  readonly loader: ModuleLoader;
}

/** What the command line says about the project. */
export interface ProjectOptions {
  readonly config?: string;
  readonly url?: string;
  readonly name?: string;
  readonly x?: Readonly<Record<string, string>>;
}

/** Finds and loads the configuration of the project around a folder. */
export async function openProject(
  directory: string,
  { config, url, name, x = {} }: ProjectOptions,
): Promise<OpenProject> {
  const { found, root, loader } = findProject(directory, config);
  const context = { root, loader, ...addressOverride(directory, url, name) };
  return {
    limbeck: new Limbeck(
      await loadConfig(found, loader, { x, ...(name !== undefined && { name }) }),
      context,
    ),
    root,
    loader,
  };
}

/** The same for a configuration of several databases: each of them by its name, in the order in which they are written. */
export async function openProjects(
  directory: string,
  { config, x = {} }: Pick<ProjectOptions, "config" | "x">,
): Promise<ReadonlyMap<string, OpenProject>> {
  const { found, root, loader } = findProject(directory, config);
  const configs = await loadConfigs(found, loader, { x });
  const open = (one: LimbeckConfig): OpenProject => ({
    limbeck: new Limbeck(one, { root, loader }),
    root,
    loader,
  });
  return new Map([...configs].map(([name, one]) => [name, open(one)]));
}

function findProject(
  directory: string,
  config: string | undefined,
): { readonly found: FoundConfig; readonly root: string; readonly loader: ModuleLoader } {
  const found = findConfig(directory, config);
  const root = rootOf(found);
  // The project's files get the running copy, so that there is one Limbeck, and no second build has to be there.
  const provided = { limbeck: own, "@limbeck/core": core, "@limbeck/emitter": emitter };
  return { found, root, loader: createModuleLoader({ root, provided }) };
}

/**
 * What the command line says goes before what the environment says, and both before the DataSource.
 *
 * `DATABASE_URL` can't be meant for each of several databases: the revisions of one would run on another.
 */
function addressOverride(
  directory: string,
  url: string | undefined,
  name: string | undefined,
): { readonly url?: AddressOverride } {
  if (url !== undefined) return { url: { address: url, name: "--url", directory } };
  if (name !== undefined) return {};
  const address = process.env.DATABASE_URL;
  return address ? { url: { address, name: "DATABASE_URL", directory } } : {};
}
