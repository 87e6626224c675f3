import { mkdir, mkdtemp } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));

/** A fresh directory for revisions inside the repository, so that they are formatted by its prettier config. */
export async function revisionDirectory(): Promise<string> {
  await mkdir(cache, { recursive: true });
  return mkdtemp(`${cache}revisions-`);
}
