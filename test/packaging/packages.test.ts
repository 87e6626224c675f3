import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { createConsumer } from "./consumer.ts";
import { repository, tarballs, toolOf } from "./tarballs.ts";

const load = (name: string, file: string) =>
  import(/* @vite-ignore */ pathToFileURL(join(toolOf(name), file)).href) as Promise<never>;

interface Attw {
  createPackageFromTarballData(data: Uint8Array): unknown;
  checkPackage(input: unknown): Promise<{ readonly types: unknown; readonly problems: readonly unknown[] }>;
}
interface Publint {
  publint(options: object): Promise<{ readonly messages: readonly unknown[]; readonly pkg: unknown }>;
}

describe.each([...tarballs])("%s", (name, file) => {
  test("is packed as publint wants it", async () => {
    const { publint }: Publint = await load("publint", "src/index-node.js");
    const { messages } = await publint({ pack: { tarball: readFileSync(file) }, strict: true });
    expect(messages).toEqual([]);
  });

  test("has types for every way in which it can be resolved, by @arethetypeswrong", async () => {
    const attw: Attw = await load("@arethetypeswrong/core", "dist/index.js");
    const { types, problems } = await attw.checkPackage(
      attw.createPackageFromTarballData(readFileSync(file)),
    );
    expect(types).not.toBe(false);
    expect(problems).toEqual([]);
  });
});

test("the public API is what the reports in the repository say", async () => {
  const script = join(repository, "test", "packaging", "api-reports.mjs");
  await promisify(execFile)(process.execPath, [script]);
});

test("@limbeck/core alone is what production needs, and little of it", async () => {
  const manifest = { dependencies: { "@limbeck/core": "*", typeorm: "1.1.1", "reflect-metadata": "0.2.2" } };
  const consumer = await createConsumer(manifest);
  try {
    const tree = JSON.parse(await consumer.done("npm", "ls", "--all", "--json")) as {
      dependencies: Record<string, { dependencies?: Record<string, object> }>;
    };
    // Its peers, which are the user's own, and nothing else.
    const own = Object.keys(tree.dependencies["@limbeck/core"]?.dependencies ?? {});
    expect(own.sort()).toEqual(["reflect-metadata", "typeorm"]);
    const installed = await consumer.done("npm", "ls", "--all", "--parseable");
    expect(installed).not.toMatch(/node_modules[\\/](ts-morph|typescript|prettier|commander|jiti|@clack)/);

    const budget = { packed: 400_000, unpacked: 2_500_000 };
    const [{ size, unpackedSize }] = JSON.parse(
      await consumer.done("npm", "pack", "--dry-run", "--json", tarballs.get("@limbeck/core")!),
    ) as [{ size: number; unpackedSize: number }];
    expect(size).toBe(statSync(tarballs.get("@limbeck/core")!).size);
    expect(size).toBeLessThan(budget.packed);
    expect(unpackedSize).toBeLessThan(budget.unpacked);
  } finally {
    consumer.remove();
  }
});
