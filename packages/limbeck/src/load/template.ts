import { relative } from "node:path";
import { RevisionError } from "@limbeck/core";
import type { RevisionTemplate } from "@limbeck/emitter";
import { defaultExport } from "./default-export.ts";
import type { ModuleLoader } from "./module-loader.ts";

/**
 * The template that a module exports as its default.
 *
 * @throws {RevisionError} `E_REVISION_TEMPLATE` when it can't be loaded, or exports something else.
 */
export async function loadTemplate(
  path: string,
  loader: ModuleLoader,
  root: string,
): Promise<RevisionTemplate> {
  const place = relative(root, path) || path;
  let exported: unknown;
  try {
    exported = await loader.load(path);
  } catch (cause) {
    const message = `The template ${place} can't be loaded: ${loader.explain(cause)}. Nothing was written.`;
    throw new RevisionError("E_REVISION_TEMPLATE", message, { details: { path }, cause });
  }
  const template = defaultExport(exported);
  if (typeof template === "function") return template as RevisionTemplate;
  const message =
    `The template ${place} has no function as its default export. Nothing was written. ` +
    `Write: export default ({ comment, imports, declarations, upgrade, downgrade }) => \`…\`;`;
  throw new RevisionError("E_REVISION_TEMPLATE", message, { details: { path } });
}
