import { relative, resolve, sep } from "node:path";
import * as core from "@limbeck/core";
import {
  assumedDialect,
  type Baseline,
  type BaselineProof,
  describeFor,
  type FileNameOptions,
  type MigrationScript,
  Migrator,
  RevisionError,
  type RevisionFile,
  type RevisionGraph,
  type RunOptions,
} from "@limbeck/core";
import type {
  PostWriteHook,
  RenderOptions,
  RevisionTemplate,
  WriteEvent,
  WrittenRevision,
} from "@limbeck/emitter";
import { type LimbeckConfig, validateConfig } from "./config/define.ts";
import { init, type InitOptions, type InitResult } from "./init/init.ts";
import type { AddressOverride } from "./load/database-url.ts";
import { createModuleLoader, type ModuleLoader } from "./load/module-loader.ts";
import { loadTemplate } from "./load/template.ts";
import { listedMigrations } from "./load/typeorm-migrations.ts";
import { type PendingMigrations, pendingMigrations } from "./pending-migrations.ts";
import { type ProjectDataSource, projectDataSource } from "./project-data-source.ts";

export interface RevisionOptions {
  readonly message: string;
  /** Write what differs between the entities and the database; otherwise the revision is empty, to be filled by hand. */
  readonly autogenerate?: boolean;
  /** With `autogenerate`: write a revision also when nothing differs. */
  readonly empty?: boolean;
  /** What it follows: any identifier of one revision, or `base` to start a history of its own. Default `head`. */
  readonly head?: string;
  /** Allow a `head` that another revision follows already: a branch starts there. */
  readonly splice?: boolean;
  readonly branchLabel?: string | readonly string[];
  /** Revisions of other branches that must have run before. */
  readonly dependsOn?: string | readonly string[];
  /** Which of several directories the file goes into, or a folder inside of one with `recursive`; from the root. Default: the first. */
  readonly versionPath?: string;
  /** Default: twelve random hexadecimal digits. */
  readonly revisionId?: string;
  /** Puts the file together in place of the template of the configuration; a path starts at the root. */
  readonly template?: RevisionTemplate | string;
  /** Told when the file is there, and of each post-write hook. */
  readonly onEvent?: (event: WriteEvent) => void;
}

export interface MergeOptions {
  /** Default: `merge` and the ids. */
  readonly message?: string;
  /** Allow revisions that others follow already. */
  readonly splice?: boolean;
  readonly branchLabel?: string | readonly string[];
  /** Default: twelve random hexadecimal digits. */
  readonly revisionId?: string;
  /** Told when the file is there, and of each post-write hook. */
  readonly onEvent?: (event: WriteEvent) => void;
}

export interface AdoptOptions extends Pick<RunOptions, "signal" | "tag"> {
  /** Default: `baseline`. */
  readonly message?: string;
  /** Default: twelve random hexadecimal digits. */
  readonly revisionId?: string;
  /** Make an empty database on the server to try the revision on, and drop it afterwards. Default true. */
  readonly scratch?: boolean;
  /** Told when the file is there, and of each post-write hook. */
  readonly onEvent?: (event: WriteEvent) => void;
}

/** A database that was adopted. */
export interface Adoption extends NewRevision {
  readonly proof: BaselineProof;
  /** What the entities declare and the database has not got: the next revision, a line for each change. */
  readonly changes: readonly string[];
  /** TypeORM's own migrations that have not run on the database, oldest first; null when that can't be told. */
  readonly pendingMigrations: readonly string[] | null;
}

/** A revision that was written. */
export interface NewRevision extends WrittenRevision {
  /** What could not be decided, or what needs a person's eye. */
  readonly warnings: readonly string[];
  /** What the database has and no entity declares; see {@link MigrationScript.unmanaged}. */
  readonly unmanaged: MigrationScript["unmanaged"];
}

/** Where a configuration comes from. */
export interface LimbeckContext {
  /** What relative paths start at. Default: the working directory. */
  readonly root?: string;
  /** What has loaded the configuration, if anything but Node has. */
  readonly loader?: ModuleLoader;
  /** An address to use in place of the DataSource's own. */
  readonly url?: AddressOverride;
}

/** What all new files have in common. */
type Writing = FileNameOptions &
  Pick<RenderOptions, "extension" | "renderItem"> & {
    readonly postWriteHooks: readonly PostWriteHook[];
    readonly root: string;
  };

/**
 * The commands, under the names that they have on the command line.
 *
 * @example
 * const limbeck = new Limbeck(defineConfig({ dataSource, directory: "migrations" }));
 * await limbeck.revision({ message: "add account", autogenerate: true });
 * await limbeck.upgrade("head");
 */
export class Limbeck extends Migrator {
  readonly #dataSource: ProjectDataSource;
  readonly #recursive: boolean;
  readonly #writing: Writing;
  readonly #template: LimbeckConfig["template"];
  readonly #loader: ModuleLoader;
  readonly #versionTableName: string;

  constructor(config: LimbeckConfig, { root = process.cwd(), loader, url }: LimbeckContext = {}) {
    validateConfig(config, "The configuration");
    const { dataSource: source, directory = "migrations", postWriteHooks = [], ...rest } = config;
    const { extension, renderItem, template, ...options } = rest;
    const modules = loader ?? createModuleLoader({ root, provided: { "@limbeck/core": core } });
    const dataSource = projectDataSource(source, {
      root,
      loader: modules,
      loaded: loader !== undefined,
      ...(url !== undefined && { url }),
    });
    // Names with folders in them are found again only by looking into folders.
    const recursive = config.recursive ?? config.fileTemplate?.includes("/") ?? false;
    super({
      ...options,
      recursive,
      dataSource: dataSource.get,
      directory: [directory].flat().map((path) => resolve(root, path)),
      load: (path) => modules.load(path),
    });
    this.#dataSource = dataSource;
    this.#recursive = recursive;
    this.#loader = modules;
    this.#template = template;
    const { versionTable = core.defaultVersionTable, versionTableSchema } = config;
    this.#versionTableName = [versionTableSchema ?? [], versionTable].flat().join(".");
    const { fileTemplate, slugLength, timeZone } = config;
    this.#writing = {
      postWriteHooks,
      root,
      ...(extension !== undefined && { extension }),
      ...(renderItem !== undefined && { renderItem }),
      ...(fileTemplate !== undefined && { fileTemplate }),
      ...(slugLength !== undefined && { slugLength }),
      ...(timeZone !== undefined && { timeZone }),
    };
  }

  /** Writes the configuration and makes the folder of the revisions; see {@link init}. */
  static async init(options: InitOptions = {}): Promise<InitResult> {
    return init(options);
  }

  override async autogenerate(): Promise<MigrationScript> {
    const script = await super.autogenerate();
    await this.#dataSource.requireEntities();
    return script;
  }

  /**
   * Writes a new revision.
   *
   * @returns the file, or null when `autogenerate` finds nothing to write.
   * @throws {LimbeckError} `E_DATABASE_NOT_AT_HEAD`, `E_MULTIPLE_HEADS`, `E_NOT_A_HEAD`, `E_REVISION_DUPLICATE`,
   * `E_FILE_EXISTS`, `E_DIRECTORY_MISSING`, `E_DIRECTORY_UNWRITABLE`, `E_REVISION_TEMPLATE`, `E_RENDER_ITEM`,
   * `E_POST_WRITE_HOOK`.
   */
  async revision(options: RevisionOptions): Promise<NewRevision | null> {
    const place = await this.#place(options);
    const script = options.autogenerate ? await this.autogenerate() : await this.#emptyScript();
    if (options.autogenerate && script.isEmpty && !options.empty) return null;
    const { writeRevision } = await import("@limbeck/emitter");
    const written = await writeRevision(script, {
      message: options.message,
      ...this.#writing,
      ...(await this.#templateOf(options.template)),
      ...place,
      ...(options.onEvent && { onEvent: options.onEvent }),
    });
    return { ...written, warnings: script.warnings, unmanaged: script.unmanaged };
  }

  /**
   * Takes over a database whose tables came about without Limbeck: writes a first revision that makes the live schema,
   * proves that it does, and stamps the database with it. Nothing else in the database is touched.
   *
   * @returns the revision, and what the entities declare beside it. A warning tells of TypeORM's migrations that have not run.
   * @throws {LimbeckError} `E_ADOPTED`, `E_NOTHING_TO_ADOPT`; `E_BASELINE` when the revision does not make the live schema:
   * its file stays, and nothing is stamped. What {@link revision} throws as well.
   * @example
   * const { revision, changes } = await limbeck.adopt({ message: "as TypeORM's migrations left it" });
   */
  async adopt({ scratch = true, onEvent, ...options }: AdoptOptions = {}): Promise<Adoption> {
    const { message = "baseline", revisionId, ...running } = options;
    const baseline = await this.baseline();
    await this.#dataSource.requireEntities();
    const pending = await this.#pendingMigrations(baseline);
    const place = await this.#place({ message, ...(revisionId !== undefined && { revisionId }) });
    const { writeRevision } = await import("@limbeck/emitter");
    const { script } = baseline;
    const written = await writeRevision(script, {
      message,
      ...this.#writing,
      ...(await this.#templateOf()),
      ...place,
      ...(onEvent && { onEvent }),
    });
    const proof = await this.verifyBaseline(baseline, written.revision, { scratch });
    await this.stamp(written.revision, running);
    const { upgradeOps, dialect, unmanaged } = await this.autogenerate();
    const changes = upgradeOps.map(describeFor(dialect));
    const warnings = [...pending.warnings, ...script.warnings];
    return { ...written, proof, changes, pendingMigrations: pending.names, warnings, unmanaged };
  }

  async #pendingMigrations({ typeormMigrations }: Baseline): Promise<PendingMigrations> {
    const listed = await listedMigrations(await this.#dataSource.get(), this.#loader, this.#writing.root);
    return pendingMigrations(listed, typeormMigrations, this.#versionTableName);
  }

  /**
   * Writes a revision that joins branches: it follows all of them, and does nothing by itself.
   *
   * @param identifiers two or more revisions, each by any identifier; `heads` for all heads.
   * @throws {RevisionError} `E_MERGE` for fewer than two, or for revisions that are joined already; `E_NOT_A_HEAD`.
   */
  async merge(identifiers: string | readonly string[], options: MergeOptions): Promise<WrittenRevision> {
    const graph = await this.graph();
    const parents = [...new Set([identifiers].flat().flatMap((identifier) => graph.resolve(identifier, [])))];
    refuseMerge(graph, parents);
    if (!options.splice) refuseNonHeads(graph, parents);
    const [directory = "migrations"] = this.directories;
    const { writeRevision } = await import("@limbeck/emitter");
    return writeRevision(await this.#emptyScript(), {
      ...this.#writing,
      ...(await this.#templateOf()),
      among: nodesOf(graph),
      directory,
      message: options.message ?? `merge ${parents.join(", ")}`,
      downRevision: parents,
      branchLabels: [options.branchLabel ?? []].flat(),
      ...(options.revisionId !== undefined && { revision: options.revisionId }),
      ...(options.onEvent && { onEvent: options.onEvent }),
    });
  }

  async #templateOf(
    template: LimbeckConfig["template"] = this.#template,
  ): Promise<{ readonly template?: RevisionTemplate }> {
    if (template === undefined) return {};
    if (typeof template === "function") return { template };
    const { root } = this.#writing;
    return { template: await loadTemplate(resolve(root, template), this.#loader, root) };
  }

  /** The directory of a new file: the first, or the one that was asked for, by its path from the root. */
  #directoryFor(asked: string | undefined): string {
    const [first = "migrations"] = this.directories;
    if (asked === undefined) return first;
    const path = resolve(this.#writing.root, asked);
    const isInside = (directory: string): boolean =>
      path === directory || (this.#recursive && path.startsWith(`${directory}${sep}`));
    if (this.directories.some(isInside)) return path;
    const { root } = this.#writing;
    const known = this.directories.map((directory) => relative(root, directory) || ".");
    const message =
      `${asked} is none of the directories of the revisions, so what is written there would not be found again. ` +
      `They are ${known.join(", ")}; add it to "directory", or choose one of them.`;
    throw new RevisionError("E_DIRECTORY_MISSING", message, {
      details: { path, directories: this.directories },
    });
  }

  /** What a revision that is filled by hand starts from; the database need not be there. */
  async #emptyScript(): Promise<MigrationScript> {
    const { options } = await this.#dataSource.get();
    const dialect = assumedDialect(options.type);
    const nothing = { upgradeOps: [], downgradeOps: [], warnings: [], unmanaged: [] };
    return { isEmpty: true, ...nothing, dialect, toSql: () => [] };
  }

  /** Where in the graph and on disk a new revision goes; refused before anything is compared. */
  async #place(options: RevisionOptions) {
    const { head = "head", splice = false, branchLabel, dependsOn, versionPath, revisionId } = options;
    const graph = await this.graph();
    if (revisionId !== undefined && graph.has(revisionId)) {
      const message = `There is a revision ${revisionId} already: ${graph.get(revisionId).path}. Choose another id.`;
      throw new RevisionError("E_REVISION_DUPLICATE", message, { details: { revision: revisionId } });
    }
    const parents = graph.resolve(head, []);
    if (!splice) refuseNonHeads(graph, parents);
    const directory = this.#directoryFor(versionPath);
    return {
      among: nodesOf(graph),
      directory,
      downRevision: parents.length > 1 ? parents : (parents[0] ?? null),
      branchLabels: [branchLabel ?? []].flat(),
      dependsOn: [dependsOn ?? []].flat().flatMap((identifier) => graph.resolve(identifier, [])),
      ...(revisionId !== undefined && { revision: revisionId }),
    };
  }
}

function nodesOf(graph: RevisionGraph<RevisionFile>): readonly RevisionFile[] {
  return graph.newestFirst().map((id) => graph.get(id));
}

function refuseNonHeads(graph: RevisionGraph<RevisionFile>, parents: readonly string[]): void {
  const taken = parents.find((id) => !graph.isHead(id));
  if (taken === undefined) return;
  const ends = graph.heads.filter((id) =>
    graph.planUpgrade(id, []).steps.some((step) => step.revision === taken),
  );
  const message =
    `Revision ${taken} is followed by others already. To go on at the end, name the head: ${ends.join(" or ")}. ` +
    `If the new one is to start a branch, say so with --splice (splice: true).`;
  throw new RevisionError("E_NOT_A_HEAD", message, { details: { revision: taken, heads: graph.heads } });
}

function refuseMerge(graph: RevisionGraph<RevisionFile>, parents: readonly string[]): void {
  if (parents.length < 2) {
    const message =
      `A merge needs two revisions or more; ${parents[0] ?? "none"} is what was named. ` +
      `The heads are ${graph.heads.join(", ") || "none yet"}.`;
    throw new RevisionError("E_MERGE", message, { details: { revisions: parents, heads: graph.heads } });
  }
  for (const id of parents) {
    const below = new Set(graph.planUpgrade(id, []).steps.map((step) => step.revision));
    const implied = parents.find((other) => other !== id && below.has(other));
    if (implied === undefined) continue;
    const message = `Revision ${id} stands on ${implied} already, so there is nothing to merge of the two. Leave ${implied} out.`;
    throw new RevisionError("E_MERGE", message, { details: { revisions: parents, implied } });
  }
}
