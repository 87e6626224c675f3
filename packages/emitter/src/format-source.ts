import type * as Prettier from "prettier";

/**
 * The source as the prettier of the project formats it, with the config that holds for `path`.
 *
 * Without prettier the text stays as it was printed.
 */
export async function formatSource(source: string, path: string): Promise<string> {
  const prettier = await loadPrettier();
  if (prettier === undefined) return source;
  const config = await prettier.resolveConfig(path, { editorconfig: true });
  return prettier.format(source, { ...config, filepath: path });
}

async function loadPrettier(): Promise<typeof Prettier | undefined> {
  try {
    return await import("prettier");
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
