import { ConfigError, messageOf } from "@limbeck/core";
import type * as Prettier from "prettier";

/**
 * The source as the prettier of the project formats it, with the config that holds for `path`.
 *
 * Without prettier the text stays as it was printed.
 *
 * @throws {ConfigError} `E_CONFIG` for a config, or a plugin in it, that prettier itself can't use.
 */
export async function formatSource(source: string, path: string): Promise<string> {
  const prettier = await loadPrettier();
  if (prettier === undefined) return source;
  try {
    const config = await prettier.resolveConfig(path, { editorconfig: true });
    return await prettier.format(source, { ...config, filepath: path });
  } catch (cause) {
    const message =
      `prettier can't format the new revision ${path}: ${messageOf(cause)}. Nothing was written. ` +
      `Mend the prettier config of the project; npx prettier --check shows the same on any file.`;
    throw new ConfigError("E_CONFIG", message, { details: { path }, cause });
  }
}

async function loadPrettier(): Promise<typeof Prettier | undefined> {
  try {
    return await import("prettier");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
