import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The root of the repository. */
export const repository = dirname(createRequire(import.meta.url).resolve("../../package.json"));

/** The folder of a package that only these tests need. */
export const toolOf = (name: string): string =>
  join(repository, "test", "packaging", "tools", "node_modules", ...name.split("/"));

const folder = process.env.LIMBECK_TARBALLS;

/** The packages by name, each as the file that would be published. */
export const tarballs: ReadonlyMap<string, string> = new Map(
  (folder === undefined ? [] : readdirSync(folder)).map((file) => {
    const [, scoped, plain] = /^(?:limbeck-([a-z]+)-\d|(limbeck)-\d)/.exec(file) ?? [];
    return [plain ?? `@limbeck/${scoped}`, join(folder!, file)];
  }),
);

if (tarballs.size === 0)
  throw new Error("There are no packages to test. Run them by: npm run test:packaging");
