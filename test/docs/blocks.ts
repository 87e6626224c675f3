import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

/** A fenced block of a page. */
export interface Block {
  /** `docs/start.md:12`, the line of its fence. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
  /** The file that the line before the block names: "`src/account.entity.ts`:". */
  readonly file?: string;
}

export interface Page {
  /** `start` for `docs/start.md`. */
  readonly name: string;
  readonly blocks: readonly Block[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** All that a reader may copy something from: the pages of `docs/`, and the README files of the root and of the packages. */
export function readPages(): Page[] {
  const pages = readdirSync(`${root}docs`).filter((name) => name.endsWith(".md"));
  const packages = readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`);
  return ["README.md", ...packages.filter(exists), ...pages.map((name) => `docs/${name}`)].map((path) => ({
    name: basename(path, ".md"),
    blocks: readBlocks(path),
  }));
}

function exists(path: string): boolean {
  try {
    readFileSync(root + path);
    return true;
  } catch {
    return false;
  }
}

function readBlocks(path: string): Block[] {
  const lines = readFileSync(root + path, "utf8").split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, language] = /^```(\w+)$/.exec(lines[at]!) ?? [];
    if (language === undefined) continue;
    const start = at;
    while (lines[++at] !== "```") if (at >= lines.length) throw new Error(`${path}:${start + 1} has no end`);
    const [, file] = /^`([^`]+)`:$/.exec(lines.slice(0, start).findLast((line) => line !== "") ?? "") ?? [];
    const text = lines.slice(start + 1, at).join("\n");
    blocks.push({ place: `${path}:${start + 1}`, language, text, ...(file === undefined ? {} : { file }) });
  }
  return blocks;
}
