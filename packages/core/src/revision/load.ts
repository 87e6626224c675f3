import { pathToFileURL } from "node:url";
import { messageOf, RevisionError } from "../errors.ts";
import type { Operations } from "../operation/operations.ts";
import type { RevisionFile } from "./directory.ts";

/** Imports a file; returns its exports. */
export type LoadModule = (path: string) => Promise<unknown>;

/** One direction of a revision. It is called with the `op` of its database, and with the context of the run. */
export type RevisionFunction = (op: Operations, context: object) => Promise<void> | void;

/** What a revision file exports for the runner. */
export interface RevisionModule {
  readonly upgrade: RevisionFunction;
  readonly downgrade: RevisionFunction;
}

/**
 * Imports the file of a revision.
 *
 * @param load how to import; default: Node itself, which needs compiled files (or a Node that strips types)
 * @throws {RevisionError} `E_REVISION_SYNTAX`, `E_REVISION_LOAD`.
 */
export async function loadRevision(
  { path, revision }: RevisionFile,
  load: LoadModule = importFile,
): Promise<RevisionModule> {
  let exported: unknown;
  try {
    exported = await load(path);
  } catch (cause) {
    throw loadError(path, revision, cause);
  }
  // A CommonJS file that is imported has its exports as the default one.
  const candidates = [exported, (exported as { default?: unknown } | undefined)?.default];
  const module = candidates.find(isRevisionModule);
  if (module !== undefined) return module;
  const found = candidates[0] as Partial<RevisionModule> | undefined;
  const missing = (["upgrade", "downgrade"] as const).filter((name) => typeof found?.[name] !== "function");
  throw new RevisionError(
    "E_REVISION_LOAD",
    `Revision ${revision} (${path}) exports no function ${missing.join(" and ")}. ` +
      `Both directions are needed; one that does nothing has an empty body.`,
    { details: { path, revision, missing } },
  );
}

function isRevisionModule(value: unknown): value is RevisionModule {
  const module = value as Partial<RevisionModule> | null | undefined;
  return typeof module?.upgrade === "function" && typeof module.downgrade === "function";
}

async function importFile(path: string): Promise<unknown> {
  return import(pathToFileURL(path).href);
}

function loadError(path: string, revision: string, cause: unknown): RevisionError {
  const syntax = isSyntaxError(cause);
  return new RevisionError(
    syntax ? "E_REVISION_SYNTAX" : "E_REVISION_LOAD",
    `Revision ${revision} can't be loaded from ${path}: ${syntax ? "syntax error: " : ""}${messageOf(cause)}`,
    { details: { path, revision }, cause },
  );
}

/** Other realms and loaders have a SyntaxError of their own. */
function isSyntaxError(cause: unknown): boolean {
  if (typeof cause !== "object" || cause === null) return false;
  const { name, code, cause: inner } = cause as { name?: unknown; code?: unknown; cause?: unknown };
  return name === "SyntaxError" || code === "PARSE_ERROR" || (inner !== undefined && isSyntaxError(inner));
}
