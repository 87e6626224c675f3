import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf } from "../util/message-of.ts";
import type { ModuleLoader } from "./module-loader.ts";

/**
 * Node's own loader, for a project that is compiled: what it imports is what the running application would have, to the
 * same classes.
 *
 * By `require`, which reads ES modules too; `import()` is left for those that wait at their top.
 */
export function nodeLoader(root: string): ModuleLoader {
  const require = createRequire(join(root, "package.json"));
  return {
    async load(path) {
      try {
        return require(path) as unknown;
      } catch (error) {
        if ((error as { readonly code?: unknown } | null)?.code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
        return import(pathToFileURL(require.resolve(path)).href) as Promise<unknown>;
      }
    },
    // Node tells of a missing module who required it, line by line; the first line will do.
    explain: (error) => messageOf(error).split("\n")[0] ?? "",
    placeOf: () => undefined,
    stackOf: (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  };
}
