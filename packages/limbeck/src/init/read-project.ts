import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "@limbeck/core";
import { isJavaScriptProject } from "@limbeck/emitter";
import { messageOf } from "../util/message-of.ts";
import { appModulePath, type Manifest, type ProjectFacts } from "./project-facts.ts";

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
  ["src/", ""].flatMap((folder) =>
    ["ts", "js", "mts", "mjs", "cts", "cjs"].map((type) => `./${folder}${name}.${type}`),
  ),
);

/**
 * Looks a project over.
 *
 * @throws {ConfigError} `E_CONFIG` when its `package.json` can't be read.
 */
export function readProject(root: string): ProjectFacts {
  const javascript = isJavaScriptProject(root);
  const appModule = join(root, appModulePath({ javascript }));
  return {
    root,
    manifest: readManifest(join(root, "package.json")),
    esm: isEsm(root),
    javascript,
    dataSource: usualPlaces.find((place) => existsSync(join(root, place))),
    appModule: existsSync(appModule) ? readFileSync(appModule, "utf8") : undefined,
  };
}

/** As Node decides it: by the nearest `package.json` upwards. */
function isEsm(root: string): boolean {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    const manifest = readManifest(join(folder, "package.json"));
    if (manifest !== undefined) return manifest.content["type"] === "module";
    if (folder === dirname(folder)) return false;
  }
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
