// Folders for the data of servers and SQLite's files: in memory where there is room, since tests create and drop
// thousands of tables, and a disk is asked to keep each of them safe.
import { rmSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Bytes: the three servers of a whole run take less than one GiB, and tests need memory for themselves. */
const needed = 4 * 2 ** 30;

/** @type {Set<string>} */
const folders = new Set();

process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Linux keeps this folder in memory; `process.availableMemory` knows the limits of a container. */
export async function fastFolder() {
  const folder = "/dev/shm";
  try {
    const { bavail, bsize } = await statfs(folder);
    const memory = process.availableMemory?.() ?? 0;
    return Math.min(bavail * bsize, memory) > needed ? folder : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A folder for the data of a server, removed with it, or at the latest with this process. */
export async function dataFolder(label) {
  const folder = await mkdtemp(join(await fastFolder(), `limbeck-${label}-`));
  folders.add(folder);
  return folder;
}

export async function removeFolder(folder) {
  await rm(folder, { recursive: true, force: true });
  folders.delete(folder);
}
