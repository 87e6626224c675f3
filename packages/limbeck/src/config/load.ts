import { dirname, relative } from "node:path";
import { ConfigError, isLimbeckError } from "@limbeck/core";
import { defaultExport } from "../load/default-export.ts";
import type { ModuleLoader } from "../load/module-loader.ts";
import { messageOf } from "../util/message-of.ts";
import { type ConfigArguments, type LimbeckConfig, type NamedConfigs, selectConfig } from "./define.ts";
import type { FoundConfig } from "./find.ts";

/** The folder that the paths of a configuration start from. */
export function rootOf({ path }: FoundConfig): string {
  return dirname(path);
}

export interface ConfigChoice {
  /** Which database of several. */
  readonly name?: string;
  /** What was given with `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
}

/** Reads a configuration that was found. */
export async function loadConfig(
  found: FoundConfig,
  loader: ModuleLoader,
  { name, x }: ConfigChoice,
): Promise<LimbeckConfig> {
  const { given, where } = await read(found, loader, x);
  const selected = selectConfig(given, name, where);
  if (selected !== undefined) return { x, ...selected };
  const names = Object.keys((given as NamedConfigs).databases);
  const problem = name === undefined ? "has several databases" : `has no database called "${name}"`;
  const all = name === undefined ? " --all takes all of them." : "";
  throw new ConfigError(
    "E_CONFIG",
    `${where} ${problem}. Choose one with --name: ${names.join(", ")}.${all}`,
    {
      details: { names },
    },
  );
}

/**
 * Reads a configuration of several databases: that of each, by its name.
 *
 * @throws {ConfigError} `E_CONFIG` for a configuration of one database.
 */
export async function loadConfigs(
  found: FoundConfig,
  loader: ModuleLoader,
  { x }: Pick<ConfigChoice, "x">,
): Promise<ReadonlyMap<string, LimbeckConfig>> {
  const { given, where } = await read(found, loader, x);
  const only = selectConfig(given, undefined, where);
  if (only !== undefined) {
    throw new ConfigError("E_CONFIG", `${where} is for one database. Leave --all out.`);
  }
  const { databases } = given as NamedConfigs;
  return new Map(Object.entries(databases).map(([name, config]) => [name, { x, ...config }]));
}

async function read(
  found: FoundConfig,
  loader: ModuleLoader,
  x: ConfigChoice["x"],
): Promise<{ readonly given: unknown; readonly where: string }> {
  const value = found.kind === "package" ? found.value : await exported(found.path, loader);
  const where = found.kind === "package" ? `"limbeck" in ${found.path}` : found.path;
  return {
    given: typeof value === "function" ? await called(value as ConfigFunction, where, x) : value,
    where,
  };
}

type ConfigFunction = (given: ConfigArguments) => unknown;

/** A configuration that is a function throws when an `-x` that it needs is missing. */
async function called(config: ConfigFunction, where: string, x: ConfigChoice["x"]): Promise<unknown> {
  try {
    return await config({ x });
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    throw new ConfigError("E_CONFIG", `The function in ${where} failed: ${messageOf(cause)}`, { cause });
  }
}

async function exported(path: string, loader: ModuleLoader): Promise<unknown> {
  let module: unknown;
  try {
    module = await loader.load(path);
  } catch (cause) {
    // `defineConfig` in the file has said what is wrong.
    if (isLimbeckError(cause)) throw cause;
    // A DataSource that the configuration imports fails with it; the place says which it was.
    const message = `${relative(dirname(path), path)} can't be loaded: ${loader.explain(cause)}`;
    throw new ConfigError("E_CONFIG", message, { details: { path }, cause });
  }
  const value = defaultExport(module);
  // Without a default export, what is left is the list of named exports: never a configuration.
  if (value !== module || typeof module !== "object" || module === null) return value;
  const names = Object.keys(module).filter((name) => name !== "__esModule");
  if (path.endsWith(".cjs") && names.length > 0) return value;
  const found = names.length > 0 ? `it exports ${names.join(", ")}` : "it exports nothing";
  const message = `${path} has no default export (${found}). Write: export default defineConfig({ … });`;
  throw new ConfigError("E_CONFIG", message, { details: { path, exports: names } });
}
