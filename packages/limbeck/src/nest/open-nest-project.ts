import { dirname, resolve } from "node:path";
import { existsSync } from "node:fs";
import { Limbeck } from "../limbeck.ts";
import { createModuleLoader } from "../load/module-loader.ts";
import { nodeLoader } from "../load/node-loader.ts";
import type { OpenProject } from "../with-project.ts";
import { type NestModuleName, nestOptions } from "./nest-application.ts";

export interface NestProjectOptions {
  /** `dist/app.module.js#AppModule`; the class may be left out when it is called that. */
  readonly nest: string;
  /** The name of the DataSource, as TypeOrmModule has it. */
  readonly name?: string;
  readonly x: Readonly<Record<string, string>>;
  /** Modules that TypeScript sources get handed as they are. */
  readonly provided: Readonly<Record<string, unknown>>;
}

/**
 * Opens the project of a Nest application, which is its configuration as well.
 *
 * @throws {ConfigError} `E_NEST_MODULE`.
 */
export async function openNestProject(
  directory: string,
  { nest, name, x, provided }: NestProjectOptions,
): Promise<OpenProject> {
  const module = moduleName(directory, nest);
  const root = packageFolder(dirname(module.path)) ?? directory;
  const isSource = /\.[cm]?tsx?$/.test(module.path);
  const loader = isSource ? createModuleLoader({ root, provided }) : nodeLoader(root);
  const { load: _load, ...options } = await nestOptions(module, loader, name);
  const { dataSource, directory: folders } = options;
  const limbeck = new Limbeck(
    {
      ...options,
      x: { ...options.x, ...x },
      // The application's relative paths start at the working directory.
      ...(folders !== undefined && { directory: [folders].flat().map((path) => resolve(path)) }),
    },
    { root, loader },
  );
  return {
    limbeck,
    root,
    loader,
    async close() {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}

function moduleName(directory: string, nest: string): NestModuleName {
  const [path = "", exported = "AppModule"] = nest.split(/#(?=[^/\\]*$)/);
  return { path: resolve(directory, path), exported };
}

/** The nearest folder upwards that has a package.json. */
function packageFolder(folder: string): string | undefined {
  if (existsSync(resolve(folder, "package.json"))) return folder;
  return folder === dirname(folder) ? undefined : packageFolder(dirname(folder));
}
