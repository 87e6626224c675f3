import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";
import { compileErrorsOf } from "../support/compile-errors.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("what the guide and the package's README show compiles", async () => {
  // Inside of the repository, which has what the blocks import.
  const cache = join(root, "test", "nest", ".cache");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "docs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "package.json"), `{ "type": "commonjs" }`);
  const paths: string[] = [];
  for (const page of ["docs/nest.md", "packages/nestjs/README.md"]) {
    const text = await readFile(join(root, page), "utf8");
    const blocks = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, block = ""]) => block);
    expect(blocks.length).toBeGreaterThan(0);
    for (const [at, block] of blocks.entries()) {
      const path = join(folder, page, /^\/\/ (\S+\.ts)\n/.exec(block)?.[1] ?? `block-${at}.ts`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, block);
      paths.push(path);
    }
  }
  const errors = compileErrorsOf(paths, {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  });
  expect(errors.map((error) => error.replace(folder, ""))).toEqual([]);
});
