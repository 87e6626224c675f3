import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { ConfigError, isLimbeckError } from "@limbeck/core";
import { configFileNames } from "./config/find.ts";
import { messageOf } from "./util/message-of.ts";

export interface InitOptions {
  /** The folder of the project; default: the working directory. */
  readonly root?: string;
  /** The folder of the revisions; default `migrations`. */
  readonly directory?: string;
}

export interface InitResult {
  /** The configuration that was written. */
  readonly config: string;
  /** The folder that was made for the revisions. */
  readonly directory: string;
  /** The module that the configuration takes the DataSource from, relative to the project. */
  readonly dataSource: string;
  /** Whether that module is there already. */
  readonly dataSourceExists: boolean;
}

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
  ["src/", ""].flatMap((folder) => ["ts", "js", "mts", "mjs"].map((type) => `./${folder}${name}.${type}`)),
);

/**
 * Sets a project up: writes `limbeck.config.ts` and makes the folder of the revisions.
 *
 * @throws {ConfigError} `E_FILE_EXISTS` rather than overwrite anything, `E_DIRECTORY_UNWRITABLE`.
 */
export async function init({
  root = process.cwd(),
  directory = "migrations",
}: InitOptions = {}): Promise<InitResult> {
  const folder = resolve(root, directory);
  await refuseExisting(root, folder);
  const found = usualPlaces.find((place) => existsSync(join(root, place)));
  const dataSource = found ?? "./src/data-source.ts";
  const config = join(root, "limbeck.config.ts");
  try {
    await mkdir(folder, { recursive: true });
    // "wx": whoever wrote the file since it was looked for keeps it.
    await writeFile(config, template(dataSource, portable(root, folder)), { flag: "wx" });
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    const message = `${root} can't be set up: ${messageOf(cause)}. Make it writable, or run init in another folder.`;
    throw new ConfigError("E_DIRECTORY_UNWRITABLE", message, { details: { root }, cause });
  }
  return { config, directory: folder, dataSource, dataSourceExists: found !== undefined };
}

/** Works as it stands in ES module and CommonJS projects: the DataSource is named, and loaded only when needed. */
function template(dataSource: string, directory: string): string {
  return `import { defineConfig } from "limbeck";

export default defineConfig({
  // The module that exports your TypeORM DataSource (a DataSource itself, or a function that makes one, will do too).
  dataSource: ${JSON.stringify(dataSource)},
  // The folder of the revisions. Paths start at the folder of this file.
  directory: ${JSON.stringify(directory)},
});
`;
}

async function refuseExisting(root: string, folder: string): Promise<void> {
  const existing = configFileNames.find((name) => existsSync(join(root, name)));
  if (existing !== undefined) throw exists(join(root, existing), "This project is set up already.");
  const manifest = join(root, "package.json");
  if (existsSync(manifest) && /"limbeck"\s*:\s*\{/.test(await readFile(manifest, "utf8"))) {
    throw exists(`"limbeck" in ${manifest}`, "This project is set up already.");
  }
  if (!existsSync(folder)) return;
  const files = await readdir(folder).catch(() => ["not a folder"]);
  if (files.length > 0)
    throw exists(folder, "Name another folder for the revisions: limbeck init <directory>.");
}

function exists(path: string, advice: string): ConfigError {
  return new ConfigError("E_FILE_EXISTS", `${path} exists, and nothing is overwritten. ${advice}`, {
    details: { path },
  });
}

function portable(root: string, path: string): string {
  const inside = relative(root, path).split(sep).join("/");
  return inside.startsWith("..") ? inside : `./${inside}`;
}
