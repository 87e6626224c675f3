import { ConfigError, type FileNameOptions, type MigratorOptions } from "@limbeck/core";
import {
  type PostWriteHook,
  type RenderOptions,
  revisionExtensions,
  type RevisionTemplate,
} from "@limbeck/emitter";
import { nearest } from "../util/nearest.ts";

/** What `limbeck.config.ts` says. Relative paths start at the folder of that file. */
export interface LimbeckConfig
  extends Omit<MigratorOptions, "dataSource" | "directory" | "load">, FileNameOptions {
  /** A TypeORM DataSource, a function that makes one, or the path of a module that exports one. */
  readonly dataSource?: MigratorOptions["dataSource"] | string;
  /** The folder of the revisions, or several; new ones go into the first. Default `migrations`. */
  readonly directory?: string | readonly string[];
  /** What is done with each new revision file, one after the other: a formatter, a linter. */
  readonly postWriteHooks?: readonly PostWriteHook[];
  /** In what new revisions are written. Default: as the newest that is there, else as the project is. */
  readonly extension?: RenderOptions["extension"];
  /** Prints parts of a revision in the project's own words: a type, a default, a whole operation. */
  readonly renderItem?: RenderOptions["renderItem"];
  /** Puts revision files together in place of Limbeck's own frame: a function, or the path of a module that exports one. */
  readonly template?: RevisionTemplate | string;
}

/** What a configuration that is a function gets. */
export interface ConfigArguments {
  /** What was given with `-x key=value`. */
  readonly x: Readonly<Record<string, string>>;
}

/** Several databases in one configuration; the command takes one of them with `--name`. */
export interface NamedConfigs {
  readonly databases: Readonly<Record<string, LimbeckConfig>>;
}

/** What a configuration file may export. */
export type ConfigExport =
  | LimbeckConfig
  | NamedConfigs
  | ((given: ConfigArguments) => LimbeckConfig | NamedConfigs | Promise<LimbeckConfig | NamedConfigs>);

type Check = (value: unknown) => string | undefined;

const check =
  (accepts: (value: unknown) => boolean, wanted: string): Check =>
  (value) =>
    accepts(value) ? undefined : wanted;

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const text = check(isText, "a text that is not empty");
const boolean = check((value) => typeof value === "boolean", "true or false");
const callback = check((value) => typeof value === "function", "a function");

/** What each type of hook must have and may have. */
const hookKeys: Readonly<Record<PostWriteHook["type"], readonly [required: string, ...optional: string[]]>> =
  {
    exec: ["executable", "options", "cwd"],
    module: ["module", "options", "cwd"],
    function: ["run"],
  };

function isHook(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { name, type, ...rest } = value as Readonly<Record<string, unknown>>;
  if (!isText(name) || typeof type !== "string" || !Object.hasOwn(hookKeys, type)) return false;
  const keys = hookKeys[type as PostWriteHook["type"]];
  const isWhole = type === "function" ? typeof rest["run"] === "function" : isText(rest[keys[0]]);
  const { options = [], cwd = "." } = rest;
  const optionsAreText = isText(options) || (Array.isArray(options) && options.every(isText));
  return isWhole && optionsAreText && isText(cwd) && Object.keys(rest).every((key) => keys.includes(key));
}

/** Every key with what it takes; a key of the type that is missing here does not compile. */
const checks: { readonly [K in keyof Required<LimbeckConfig>]: Check } = {
  dataSource: check(
    (value) => isText(value) || typeof value === "function" || (typeof value === "object" && value !== null),
    "a DataSource, a function that makes one, or the path of a module that exports one",
  ),
  directory: check(
    (value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)),
    "a path or a list of paths",
  ),
  recursive: boolean,
  revisions: check(Array.isArray, "a list of revision modules"),
  fileTemplate: text,
  slugLength: check((value) => Number.isInteger(value) && Number(value) > 0, "a number of characters"),
  timeZone: text,
  versionTable: text,
  versionTableSchema: text,
  x: check(isObject, "an object of texts"),
  lock: check(
    (value) => isObject(value) && Object.keys(value).every((key) => key === "wait"),
    `{ wait: "60s" } (or "never", "forever", milliseconds)`,
  ),
  postWriteHooks: check(
    (value) => Array.isArray(value) && value.every(isHook),
    `a list of { name, type: "exec", executable }, { name, type: "module", module } or { name, type: "function", run }; ` +
      `the first two may have options and cwd`,
  ),
  extension: check(
    (value) => (revisionExtensions as readonly unknown[]).includes(value),
    `one of ${revisionExtensions.join(", ")}`,
  ),
  renderItem: callback,
  template: check(
    (value) => isText(value) || typeof value === "function",
    "a function, or the path of a module that exports one",
  ),
  attributes: check(isObject, "an object"),
  onProgress: callback,
  onConnect: callback,
  beforeRun: callback,
  onVersionApply: callback,
  wrapTransaction: callback,
  dropUnknownTables: boolean,
  includeSchemas: check(
    (value) => typeof value === "boolean" || (Array.isArray(value) && value.every(isText)),
    "true, false or a list of schemas",
  ),
  includeName: callback,
  includeObject: callback,
  compareType: callback,
  compareServerDefault: callback,
  processRevision: check(
    (value) => typeof ((value as { process?: unknown } | null)?.process ?? value) === "function",
    "a function or a Rewriter",
  ),
  namingConvention: check(
    (value) => typeof (value as { nameOf?: unknown } | null)?.nameOf === "function",
    "what namingConvention({ … }) makes",
  ),
  ignoredTables: check(
    (value) =>
      Array.isArray(value) &&
      value.every((item) => typeof item === "object" && item !== null && "name" in item),
    "a list of { name, schema }",
  ),
};

/**
 * Types a configuration, and refuses keys and values that mean nothing.
 *
 * @example
 * export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./migrations" });
 * @throws {ConfigError} `E_CONFIG`, naming the nearest key that exists.
 */
export function defineConfig<const C extends ConfigExport>(config: C): C {
  // A function is called by the command, which validates what it returns.
  if (typeof config !== "function") selectConfig(config, undefined, "The configuration");
  return config;
}

/**
 * The configuration of one database out of what a file exports.
 *
 * @throws {ConfigError} `E_CONFIG` for a name that is not there, or is missing, or is not asked for.
 */
export function selectConfig(
  value: unknown,
  name: string | undefined,
  where: string,
): LimbeckConfig | undefined {
  const databases = (value as Partial<NamedConfigs> | null | undefined)?.databases;
  if (databases === undefined) {
    validateConfig(value, where);
    if (name === undefined) return value;
    throw new ConfigError(
      "E_CONFIG",
      `${where} is for one database and has none called "${name}". Leave --name out.`,
    );
  }
  requireDatabasesAlone(value, where);
  for (const [key, config] of Object.entries(databases)) validateConfig(config, `"${key}" in ${where}`);
  return name === undefined ? undefined : databases[name];
}

/** What stands beside `databases` would be read by nobody. */
function requireDatabasesAlone(value: unknown, where: string): void {
  const { databases, ...others } = value as NamedConfigs;
  if (!isObject(databases) || Object.keys(databases).length === 0) {
    const message = `${where} has a wrong value for "databases": it takes { <name>: { dataSource, directory }, … }.`;
    throw new ConfigError("E_CONFIG", message, { details: { key: "databases" } });
  }
  const [key] = Object.keys(others);
  if (key === undefined) return;
  const message = `${where} has "${key}" beside "databases". Write it into each of them: ${Object.keys(databases).join(", ")}.`;
  throw new ConfigError("E_CONFIG", message, { details: { key } });
}

/** {@link defineConfig} for a value from anywhere, named in the message. */
export function validateConfig(config: unknown, where: string): asserts config is LimbeckConfig {
  if (!isObject(config)) {
    const found = Array.isArray(config)
      ? "a list"
      : config === undefined
        ? "nothing"
        : JSON.stringify(config);
    const message = `${where} must be an object, found ${found}. Write: export default defineConfig({ dataSource, directory });`;
    throw new ConfigError("E_CONFIG", message);
  }
  const known = Object.keys(checks);
  for (const [key, value] of Object.entries(config)) {
    if (!Object.hasOwn(checks, key)) {
      const meant = nearest(key, [...known, "databases"]);
      const hint = meant === undefined ? `It knows ${known.join(", ")}.` : `Did you mean "${meant}"?`;
      throw new ConfigError("E_CONFIG", `${where} has the unknown key "${key}". ${hint}`, {
        details: { key, known },
      });
    }
    if (value === undefined) continue;
    const wanted = checks[key as keyof LimbeckConfig](value);
    if (wanted !== undefined) {
      throw new ConfigError("E_CONFIG", `${where} has a wrong value for "${key}": it takes ${wanted}.`, {
        details: { key },
      });
    }
  }
}
