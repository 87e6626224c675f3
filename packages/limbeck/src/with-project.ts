import * as core from "@limbeck/core";
import * as emitter from "@limbeck/emitter";
import { findConfig } from "./config/find.ts";
import { loadConfig, rootOf } from "./config/load.ts";
import * as own from "./index.ts";
import { Limbeck } from "./limbeck.ts";
import { createModuleLoader, type ModuleLoader } from "./load/module-loader.ts";

/** What a command works on. */
export interface OpenProject {
  readonly limbeck: Limbeck;
  /** The folder of the configuration. */
  readonly root: string;
  readonly loader: ModuleLoader;
}

/** Finds and loads the configuration of the project around a folder. */
export async function openProject(directory: string, config: string | undefined): Promise<OpenProject> {
  const found = findConfig(directory, config);
  const root = rootOf(found);
  // The project's files get the running copy, so that there is one Limbeck, and no second build has to be there.
  const provided = { limbeck: own, "@limbeck/core": core, "@limbeck/emitter": emitter };
  const loader = createModuleLoader({ root, provided });
  return { limbeck: new Limbeck(await loadConfig(found, loader), { root, loader }), root, loader };
}
