import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "@limbeck/core";
import { packagesIn } from "../init/project-facts.ts";
import { messageOf } from "../util/message-of.ts";

/** The names a configuration file can have, in the order in which they are looked for in a folder. */
export const configFileNames = ["ts", "mts", "cts", "js", "mjs", "cjs"].map(
  (type) => `limbeck.config.${type}`,
);

/** Where a configuration is: in a file of its own, or under "limbeck" in a package.json. */
export type FoundConfig =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "package"; readonly path: string; readonly value: unknown };

/**
 * The configuration of the project that a folder lies in: the nearest upwards, or the file that was asked for.
 *
 * @throws {ConfigError} `E_CONFIG`, saying where it looked.
 */
export function findConfig(directory: string, asked?: string): FoundConfig {
  if (asked !== undefined) return askedConfig(resolve(directory, asked));
  const visited: string[] = [];
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    visited.push(folder);
    for (const name of configFileNames) {
      const path = join(folder, name);
      if (existsSync(path)) return { kind: "file", path };
    }
    const inPackage = packageConfig(join(folder, "package.json"));
    if (inPackage !== undefined) return inPackage;
    if (folder === dirname(folder)) break;
  }
  const message =
    `No configuration found. Looked for limbeck.config.ts (or .mts, .cts, .js, .mjs, .cjs) and for "limbeck" in ` +
    `package.json, in ${visited.join(", ")}. ${wayOut(directory)}`;
  throw new ConfigError("E_CONFIG", message, { details: { visited } });
}

function wayOut(directory: string): string {
  return isNestApplication(directory)
    ? `A Nest application has its own: limbeck --nest src/app.module.ts <command>. limbeck init makes npm scripts of it.`
    : `Run limbeck init to write one, or name it with --config <file>.`;
}

/** By the nearest `package.json` upwards; those that are there could be read. */
function isNestApplication(folder: string): boolean {
  const path = join(folder, "package.json");
  if (!existsSync(path)) return folder !== dirname(folder) && isNestApplication(dirname(folder));
  return packagesIn(JSON.parse(readFileSync(path, "utf8"))).has("@nestjs/core");
}

function askedConfig(path: string): FoundConfig {
  if (!existsSync(path)) {
    const message = `There is no configuration file ${path}. Check --config, or run limbeck init to write one.`;
    throw new ConfigError("E_CONFIG", message, { details: { path } });
  }
  if (statSync(path).isDirectory()) {
    const message = `${path} is a folder. Name the file in it: --config ${join(path, configFileNames[0]!)}.`;
    throw new ConfigError("E_CONFIG", message, { details: { path } });
  }
  if (!path.endsWith(".json")) return { kind: "file", path };
  const found = packageConfig(path);
  if (found !== undefined) return found;
  throw new ConfigError("E_CONFIG", `${path} has no "limbeck" key. Add one, or name another file.`, {
    details: { path },
  });
}

function packageConfig(path: string): FoundConfig | undefined {
  if (!existsSync(path)) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new ConfigError("E_CONFIG", `${path} can't be read: ${messageOf(cause)}`, {
      details: { path },
      cause,
    });
  }
  if (typeof content !== "object" || content === null || !("limbeck" in content)) return undefined;
  const value = content.limbeck;
  if (typeof value !== "object" || value === null || !("config" in value))
    return { kind: "package", path, value };
  const { config, ...others } = value;
  if (typeof config !== "string" || Object.keys(others).length > 0) {
    const message = `"limbeck" in ${path} has "config", which takes the path of a configuration file and stands alone.`;
    throw new ConfigError("E_CONFIG", message, { details: { path } });
  }
  return askedConfig(resolve(dirname(path), config));
}
