import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { messageOf, RevisionError } from "../errors.ts";
import { type Header, readHeader } from "./header.ts";

/** A revision of a directory: its header, and the file that it stands in. */
export interface RevisionFile extends Header {
  readonly path: string;
}

/** Sources first: of a pair with one name, the compiled file is the copy. */
const extensions = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

export interface DirectoryOptions {
  /** Also the folders in the directories, and the folders in those. Default false. */
  readonly recursive?: boolean;
}

/**
 * Reads the headers of all revisions of some directories; no file is run.
 *
 * @throws {RevisionError} `E_DIRECTORY_MISSING`, `E_REVISION_ID_MISSING`, `E_REVISION_HEADER`.
 */
export async function readRevisions(
  directories: readonly string[],
  { recursive = false }: DirectoryOptions = {},
): Promise<readonly RevisionFile[]> {
  const lists = await Promise.all(directories.map((directory) => readDirectory(directory, recursive)));
  return lists.flat();
}

async function readDirectory(directory: string, recursive: boolean): Promise<RevisionFile[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new RevisionError(
      "E_DIRECTORY_MISSING",
      `The revision directory ${directory} can't be read: ${messageOf(cause)}. ` +
        `Make it, or correct "directory". A folder of compiled revisions is there once the first one is written and built.`,
      { details: { directory }, cause },
    );
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const files = withoutCopies(names.filter(isRevisionName)).sort();
  // In portions: ten thousand files at once would exhaust the handles that a process may open.
  const revisions: RevisionFile[] = [];
  for (let at = 0; at < files.length; at += portion) {
    const read = files.slice(at, at + portion).map((name) => readFileHeader(join(directory, name)));
    revisions.push(...(await Promise.all(read)));
  }
  const folders = recursive ? entries.filter((entry) => entry.isDirectory() && isFolderName(entry.name)) : [];
  for (const { name } of folders) revisions.push(...(await readDirectory(join(directory, name), recursive)));
  return revisions;
}

/** What others keep in folders of their own is none of ours. */
function isFolderName(name: string): boolean {
  return !name.startsWith(".") && name !== "node_modules";
}

const portion = 200;

function isRevisionName(name: string): boolean {
  return extensions.includes(extname(name)) && !/\.d\.[mc]?ts$/.test(name) && !name.startsWith(".");
}

function withoutCopies(names: readonly string[]): string[] {
  const byStem = new Map<string, string>();
  const rank = (name: string) => extensions.indexOf(extname(name));
  for (const name of names) {
    const stem = name.slice(0, -extname(name).length);
    const other = byStem.get(stem);
    if (other === undefined || rank(name) < rank(other)) byStem.set(stem, name);
  }
  return [...byStem.values()];
}

async function readFileHeader(path: string): Promise<RevisionFile> {
  return { ...readHeader(await readFile(path, "utf8"), path), path };
}
