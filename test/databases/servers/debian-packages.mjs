// Server binaries out of Debian packages, unpacked into a folder of the cache: nothing is installed, the system is not
// touched. The binaries run with the C library and the loader that come along, so the machine's own may be older.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

const run = promisify(execFile);
const architectures = { x64: "amd64", arm64: "arm64" };
const parallelDownloads = 6;

/**
 * Unpacks packages and all that they depend on.
 *
 * @param {object} options
 * @param {string} options.folder where to; made atomically, and taken as it is when it is there
 * @param {string} options.suite Debian's name of a release, e.g. `bookworm`
 * @param {readonly string[]} options.packages
 * @param {readonly string[]} [options.without] dependencies that are left out with all that only they need
 * @returns {Promise<string>} `folder`
 */
export async function unpackDebianPackages({ folder, suite, packages, without = [] }) {
  if (existsSync(folder)) return folder;
  const architecture = architectures[process.arch];
  if (process.platform !== "linux" || architecture === undefined) {
    throw new Error(
      `Debian's packages run on Linux on x64 and arm64, this is ${process.platform} on ${process.arch}`,
    );
  }
  await run("dpkg-deb", ["--version"]).catch(() => {
    throw new Error("dpkg-deb is needed to unpack Debian's packages, and is not on this machine");
  });
  const mirror = await mirrorOfMachine();
  const index = await readIndex(`${mirror}/dists/${suite}/main/binary-${architecture}/Packages.gz`);
  const wanted = closure(index, packages, new Set(without));

  await mkdir(dirname(folder), { recursive: true });
  // Unpacked beside the goal and renamed at the end: an interrupted run leaves no half of a server behind.
  const work = await mkdtemp(`${folder}.`);
  try {
    await mkdir(join(work, "root"));
    const queue = [...wanted];
    const worker = async () => {
      for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
        const file = join(work, entry.Filename.split("/").at(-1));
        await writeFile(file, await download(`${mirror}/${entry.Filename}`, entry.SHA256));
        await run("dpkg-deb", ["--extract", file, join(work, "root")]);
        await rm(file);
      }
    };
    await Promise.all(Array.from({ length: parallelDownloads }, worker));
    await rename(join(work, "root"), folder).catch((error) => {
      // Another run was faster.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/**
 * The loader of an unpacked folder, with the arguments that make it take the libraries beside it.
 *
 * @param {string} folder
 * @returns {Promise<readonly string[]>} the words before the path of a binary
 */
export async function loaderOf(folder) {
  const triple = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  const name = process.arch === "arm64" ? "ld-linux-aarch64.so.1" : "ld-linux-x86-64.so.2";
  const places = [
    join("usr/lib64", name),
    join("lib64", name),
    join("usr/lib", triple, name),
    join("lib", triple, name),
    join("usr/lib", name),
    join("lib", name),
  ];
  const loader = places.map((place) => join(folder, place)).find((place) => existsSync(place));
  if (loader === undefined)
    throw new Error(`There is no ${name} in ${folder}; remove the folder to unpack it anew`);
  const libraries = [join(folder, "usr/lib", triple), join(folder, "lib", triple)].filter((place) =>
    existsSync(place),
  );
  return [loader, "--library-path", libraries.join(":")];
}

/** The mirror that the machine's own apt uses, in either of the two forms of its configuration. */
async function mirrorOfMachine() {
  const files = ["/etc/apt/sources.list"];
  for (const name of await readdir("/etc/apt/sources.list.d").catch(() => [])) {
    files.push(join("/etc/apt/sources.list.d", name));
  }
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  for (const line of texts.join("\n").split("\n")) {
    const [, address] =
      /^\s*(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(https?:\/\/\S+?)\/?(?:\s|$)/.exec(line) ?? [];
    // Mirrors of security updates and other distributions have no suite of that name.
    if (address !== undefined && address.endsWith("/debian")) return address;
  }
  throw new Error("No Debian mirror is named in the machine's apt sources");
}

/** @returns {Promise<{ byName: Map<string, Record<string, string>>, providers: Map<string, string> }>} */
async function readIndex(address) {
  const text = gunzipSync(await download(address)).toString("utf8");
  const byName = new Map();
  const providers = new Map();
  for (const paragraph of text.split("\n\n")) {
    const entry = Object.fromEntries(
      [...paragraph.matchAll(/^([A-Za-z0-9-]+): (.*)$/gm)].map(([, key, value]) => [key, value]),
    );
    if (entry.Package === undefined) continue;
    byName.set(entry.Package, entry);
    for (const provided of names(entry.Provides))
      if (!providers.has(provided)) providers.set(provided, entry.Package);
  }
  return { byName, providers };
}

/** The packages and their dependencies: the first alternative of each, a virtual package through its provider. */
function closure({ byName, providers }, packages, without) {
  const found = new Map();
  const queue = [...packages];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const entry = byName.get(name) ?? byName.get(providers.get(name));
    if (entry === undefined) throw new Error(`Debian has no package ${name}`);
    if (found.has(entry.Package) || without.has(entry.Package)) continue;
    found.set(entry.Package, entry);
    queue.push(...names(entry["Pre-Depends"]), ...names(entry.Depends));
  }
  return [...found.values()];
}

function names(list = "") {
  return list
    .split(",")
    .map(
      (alternatives) =>
        alternatives
          .split("|")[0]
          .trim()
          .split(/[\s:(]/)[0],
    )
    .filter((name) => name !== "");
}

async function download(address, sha256) {
  let failure;
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(120_000) });
      if (!response.ok) throw new Error(`${address.split("/").at(-1)}: HTTP status ${response.status}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      const sum = createHash("sha256").update(bytes).digest("hex");
      if (sha256 !== undefined && sum !== sha256)
        throw new Error(`${address.split("/").at(-1)}: wrong checksum`);
      return bytes;
    } catch (error) {
      failure = error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
    }
  }
  throw failure;
}
