import { existsSync } from "node:fs";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ConfigError } from "@limbeck/core";
import { configFileNames } from "../config/find.ts";
import { messageOf } from "../util/message-of.ts";
import { nearest } from "../util/nearest.ts";
import {
  changedManifest,
  missingScripts,
  type NpmScripts,
  npmScripts,
  type ScriptConflict,
  scriptConflicts,
} from "./manifest.ts";
import { driverOf } from "./data-source-file.ts";
import { dependenciesOf, type Manifest, type ProjectFacts } from "./project-facts.ts";
import { readProject } from "./read-project.ts";
import type { Template, TemplatePlan } from "./template.ts";
import { templates } from "./templates/index.ts";

export interface InitOptions {
  /** The folder of the project; default: the working directory. */
  readonly root?: string;
  /** The folder of the revisions; default `migrations`, with the template `nest` `src/migrations`. */
  readonly directory?: string;
  /** `default`, `package-json`, `nest` or `multidb`; default `nest` in a project that asks for Nest, else `default`. */
  readonly template?: string;
  /** Asked for each npm script that the project has already and that does something else. Default: none is replaced. */
  readonly replaceScript?: (conflict: ScriptConflict) => boolean | Promise<boolean>;
}

export interface InitResult {
  readonly template: string;
  /** The file with the configuration; with the template `nest` the module of the application, which stays as it is. */
  readonly config: string;
  /** The files that were written; `package.json` not among them. */
  readonly written: readonly string[];
  /** The folders of the revisions. */
  readonly directories: readonly string[];
  /** How commands begin: `limbeck`, or `limbeck --nest src/app.module.ts`. */
  readonly command: string;
  /** The modules that the configuration takes DataSources from; with the pattern of the entities if `init` wrote it. */
  readonly dataSources: TemplatePlan["dataSources"];
  /** The names of the databases, where there are several: what `--name` takes. */
  readonly databases: readonly string[];
  /** What is to be done by hand, beside looking at the DataSources; a step may have several lines. */
  readonly steps: readonly string[];
  /** Packages that the project needs and does not ask for. */
  readonly missing: readonly string[];
  /** The npm scripts. Without a `package.json` there are none. */
  readonly scripts: {
    readonly added: readonly string[];
    readonly replaced: readonly string[];
    readonly kept: readonly ScriptConflict[];
  };
}

/**
 * Sets a project up: writes the configuration, makes the folder of the revisions, adds npm scripts to `package.json`,
 * and writes a DataSource where none is found.
 *
 * Questions come before anything is written, so that whoever leaves at a question leaves nothing behind.
 *
 * @throws {ConfigError} `E_FILE_EXISTS` rather than overwrite anything, `E_CONFIG`, `E_DIRECTORY_UNWRITABLE`.
 * @example
 * await init({ template: "nest" });
 */
export async function init(options: InitOptions = {}): Promise<InitResult> {
  const { root = process.cwd(), replaceScript = () => false } = options;
  const project = readProject(root);
  const template = templateNamed(options.template ?? usualTemplate(project));
  const directory = options.directory ?? template.directory;
  await refuseExisting(project, directory);
  const refusal = template.refusal?.(project, directory);
  if (refusal !== undefined) throw new ConfigError("E_CONFIG", refusal, { details: { directory } });
  const plan = template.plan(project, directory);
  for (const path of Object.keys(plan.files)) {
    if (existsSync(join(root, path))) throw exists(join(root, path), "Move it away, then run init again.");
  }
  const { manifest } = project;
  const { command = "limbeck" } = plan;
  const wanted = npmScripts(command);
  if (plan.inManifest !== undefined && manifest === undefined) throw noManifest(root, template);
  const scripts = await chooseScripts(manifest, wanted, replaceScript);

  try {
    for (const folder of plan.directories) await mkdir(resolve(root, folder), { recursive: true });
    for (const [path, text] of Object.entries(plan.files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      // "wx": whoever wrote the file since it was looked for keeps it.
      await writeFile(join(root, path), text, { flag: "wx" });
    }
    if (manifest !== undefined) {
      const names = [...scripts.added, ...scripts.replaced];
      const chosen = Object.fromEntries(names.map((name) => [name, wanted[name]!]));
      await writeManifest(manifest, chosen, plan);
    }
  } catch (cause) {
    const message = `${root} can't be set up: ${messageOf(cause)}. Make it writable, or run init in another folder.`;
    throw new ConfigError("E_DIRECTORY_UNWRITABLE", message, { details: { root }, cause });
  }
  return {
    template: template.name,
    config: join(root, plan.config),
    written: Object.keys(plan.files).map((path) => join(root, path)),
    directories: plan.directories.map((folder) => resolve(root, folder)),
    command,
    dataSources: plan.dataSources,
    databases: plan.databases ?? [],
    steps: plan.steps ?? [],
    missing: missingPackages(project, plan),
    scripts,
  };
}

function missingPackages(project: ProjectFacts, plan: TemplatePlan): string[] {
  const packages = dependenciesOf(project);
  // Whoever has a DataSource has its driver.
  const driver = project.dataSource === undefined ? [driverOf(project).package] : [];
  const needed = ["limbeck", "typeorm", "reflect-metadata", ...(plan.packages ?? driver)];
  return needed.filter((name) => !packages.has(name));
}

function usualTemplate(project: ProjectFacts): string {
  return dependenciesOf(project).has("@nestjs/core") ? "nest" : "default";
}

function templateNamed(name: string): Template {
  const found = templates.find((template) => template.name === name);
  if (found !== undefined) return found;
  const known = templates.map((template) => template.name);
  const meant = nearest(name, known);
  const hint = meant === undefined ? `There are ${known.join(", ")}.` : `Did you mean "${meant}"?`;
  throw new ConfigError("E_CONFIG", `There is no template "${name}". ${hint}`, { details: { name, known } });
}

async function chooseScripts(
  manifest: Manifest | undefined,
  wanted: NpmScripts,
  replace: NonNullable<InitOptions["replaceScript"]>,
): Promise<InitResult["scripts"]> {
  if (manifest === undefined) return { added: [], replaced: [], kept: [] };
  const replaced: string[] = [];
  const kept: ScriptConflict[] = [];
  for (const conflict of scriptConflicts(manifest, wanted)) {
    if (await replace(conflict)) replaced.push(conflict.name);
    else kept.push(conflict);
  }
  return { added: missingScripts(manifest, wanted), replaced, kept };
}

async function writeManifest(
  manifest: Manifest,
  scripts: NpmScripts,
  { inManifest }: TemplatePlan,
): Promise<void> {
  const keys = inManifest === undefined ? {} : { limbeck: inManifest };
  const text = changedManifest(manifest, scripts, keys);
  if (text === manifest.text) return;
  // Whole or not at all: what else the project is stands in there.
  const temporary = `${manifest.path}.${process.pid}.tmp`;
  await writeFile(temporary, text, { flag: "wx" });
  await rename(temporary, manifest.path);
}

const setUp = "This project is set up already; to set it up anew, move that away first.";

async function refuseExisting({ root, manifest }: ProjectFacts, directory: string): Promise<void> {
  const existing = configFileNames.find((name) => existsSync(join(root, name)));
  if (existing !== undefined) throw exists(join(root, existing), setUp);
  if (manifest !== undefined && "limbeck" in manifest.content)
    throw exists(`"limbeck" in ${manifest.path}`, setUp);
  const folder = resolve(root, directory);
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

function noManifest(root: string, { name }: Template): ConfigError {
  const message = `The template ${name} writes into package.json, and ${root} has none. Run npm init first, or take another template.`;
  return new ConfigError("E_CONFIG", message, { details: { root, template: name } });
}
