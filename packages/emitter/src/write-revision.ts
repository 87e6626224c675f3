import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  type FileNameOptions,
  messageOf,
  type MigrationScript,
  newRevisionId,
  readRevisions,
  RevisionError,
  revisionFileName,
  RevisionGraph,
  type RevisionNode,
} from "@limbeck/core";
import { breaksLines, formatSource } from "./format-source.ts";
import { type PostWriteHook, prepareHooks, runHooks, type WriteEvent } from "./post-write-hooks.ts";
import { renderRevision, type RenderOptions, type RevisionHeader } from "./render-revision.ts";
import { moduleSyntax, revisionExtension } from "./revision-format.ts";

export interface WriteRevisionOptions extends FileNameOptions, Omit<RenderOptions, "syntax" | "lineWidth"> {
  /** Where revisions live; must exist. */
  readonly directory: string;
  /** What the revision does: the first line of its file, and part of the file's name. */
  readonly message: string;
  /** Default: twelve random hexadecimal digits. */
  readonly revision?: string;
  /** Default: the head of the directory. */
  readonly downRevision?: RevisionHeader["downRevision"];
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
  /** Default: now. */
  readonly createDate?: Date;
  /** In what the file is written. Default: as the newest revision that is there, else as the project is. */
  readonly extension?: RenderOptions["extension"];
  /** All revisions that are there, when they are not all in `directory`. */
  readonly among?: readonly RevisionNode[];
  /** What is done with the file once it is there, one after the other. */
  readonly postWriteHooks?: readonly PostWriteHook[];
  /** Where hooks look for packages and relative paths. Default: the working directory. */
  readonly root?: string;
  /** Told when the file is there, and of each hook. */
  readonly onEvent?: (event: WriteEvent) => void;
}

/** A revision file that was written. */
export interface WrittenRevision {
  readonly revision: string;
  readonly path: string;
  /** Its text, after the hooks. */
  readonly source: string;
}

/**
 * Writes a script as a revision file in TypeScript or JavaScript, formatted by the project's own prettier.
 *
 * The file appears whole or not at all, and never in place of another one.
 *
 * @throws {RevisionError} `E_DIRECTORY_MISSING`, `E_DIRECTORY_UNWRITABLE`, `E_FILE_EXISTS`, `E_MULTIPLE_HEADS`,
 * `E_REVISION_DUPLICATE`, `E_RENDER_ITEM`, `E_REVISION_TEMPLATE`, `E_POST_WRITE_HOOK` (the file stays), and whatever is wrong with the revisions that are there.
 * @throws {ConfigError} `E_CONFIG` for a hook that can't run, or a prettier config that can't be used; nothing is written.
 * @example
 * const { path } = await writeRevision(script, { directory: "migrations", message: "add account" });
 */
export async function writeRevision(
  script: MigrationScript,
  options: WriteRevisionOptions,
): Promise<WrittenRevision> {
  const directory = resolve(options.directory);
  await requireDirectory(directory);
  const hooks = prepareHooks(options.postWriteHooks ?? [], options.root ?? process.cwd());
  const recursive = options.fileTemplate?.includes("/") ?? false;
  const graph = new RevisionGraph<RevisionNode>(
    options.among ?? (await readRevisions([directory], { recursive })),
  );
  const { message, branchLabels, dependsOn, createDate = new Date(), revision = newRevisionId() } = options;
  const { downRevision = headOf(graph.heads, directory) } = options;
  const header: RevisionHeader = {
    revision,
    downRevision,
    message,
    createDate,
    ...(branchLabels === undefined ? {} : { branchLabels }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  };
  // The graph refuses what does not fit: an id that is taken or illegal, a parent or label that can't be.
  void new RevisionGraph([...graph.newestFirst().map((id) => graph.get(id)), header]);
  const { extension = revisionExtension(directory, newestOf(graph)), renderItem, template } = options;
  const path = join(
    directory,
    revisionFileName({ revision, message, createDate }, { ...options, extension }),
  );
  const printed = await renderRevision(script, header, {
    extension,
    syntax: moduleSyntax(directory, extension),
    ...((await breaksLines()) && { lineWidth: Infinity }),
    ...(renderItem && { renderItem }),
    ...(template && { template }),
  });
  const source = await formatSource(printed, path);
  await writeNew(path, source);
  options.onEvent?.({ kind: "written", path });
  await runHooks(path, hooks, options.onEvent);
  return { revision, path, source: hooks.length === 0 ? source : await readAgain(path) };
}

function newestOf(graph: RevisionGraph): RevisionNode | undefined {
  const [newest] = graph.newestFirst();
  return newest === undefined ? undefined : graph.get(newest);
}

async function requireDirectory(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (found?.isDirectory()) return;
  const what = found === undefined ? "does not exist" : "is not a directory";
  throw new RevisionError(
    "E_DIRECTORY_MISSING",
    `The revision directory ${directory} ${what}. Make it, or correct "directory".`,
    { details: { directory } },
  );
}

function headOf(heads: readonly string[], directory: string): string | null {
  if (heads.length <= 1) return heads[0] ?? null;
  throw new RevisionError(
    "E_MULTIPLE_HEADS",
    `${directory} has ${heads.length} heads (${heads.join(", ")}), so there is no telling which one the new revision ` +
      `follows. Name it, or merge them first.`,
    { details: { directory, heads } },
  );
}

/** A link to a finished file: it fails where a file is, and nobody sees a half. */
async function writeNew(path: string, source: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, source, { flag: "wx" });
    await link(temporary, path);
  } catch (cause) {
    throw writeError(path, cause);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function readAgain(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const message = `${path} was written, and can't be read after the hooks have run: ${messageOf(cause)}. Which of them moved it?`;
    throw new RevisionError("E_POST_WRITE_HOOK", message, { details: { path }, cause });
  }
}

function writeError(path: string, cause: unknown): RevisionError {
  const { code } = cause as { code?: string };
  if (code === "EEXIST") {
    return new RevisionError(
      "E_FILE_EXISTS",
      `${path} exists already; nothing was written. Choose another message or another revision id.`,
      { details: { path }, cause },
    );
  }
  return new RevisionError(
    "E_DIRECTORY_UNWRITABLE",
    `The revision can't be written to ${path}: ${messageOf(cause)}. ` +
      `Give the user who runs this the right to write there, or correct "directory".`,
    { details: { path, ...(code === undefined ? {} : { reason: code }) }, cause },
  );
}
