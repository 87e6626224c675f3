import { createRequire } from "node:module";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf, RevisionError } from "../errors.ts";
import type { Operations } from "../operation/operations.ts";
import type { RevisionFile } from "./directory.ts";
import type { RevisionContext } from "../operation/revision-context.ts";

/** Imports a file; returns its exports. */
export type LoadModule = (path: string) => Promise<unknown>;

interface Directions {
  direction(op: Operations, context: RevisionContext): Promise<void> | void;
}

/**
 * One direction of a revision. It is called with the `op` of its database, and with the context of the run.
 *
 * The type of a method, so that a function for one database alone is one: which database it is shows when it runs.
 */
export type RevisionFunction = Directions["direction"];

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

/**
 * By `require`, which reads ES modules too: in the CommonJS build of this file the compiler turns `import()` into a
 * `require` of an URL, which finds nothing. `import()` is left for what `require` refuses before it runs anything.
 */
async function importFile(path: string): Promise<unknown> {
  const absolute = resolve(path);
  const require = createRequire(absolute);
  const extension = extname(absolute);
  // `require` takes an extension that it does not know for JavaScript.
  const isForeign = extension.endsWith("ts") && !(extension in require.extensions);
  let refusal: unknown = new Error(
    `Node ${process.version} runs no ${extension} file by itself. Give the directory of the compiled files, or a loader`,
  );
  if (!isForeign) {
    try {
      return require(absolute);
    } catch (error) {
      if (!refusals.has(String((error as { code?: unknown } | undefined)?.code))) throw error;
      refusal = error;
    }
  }
  const { href } = pathToFileURL(absolute);
  return import(href).catch((error: unknown) => {
    const { code } = (error ?? {}) as { code?: unknown };
    const isNoWay = code === "MODULE_NOT_FOUND" && messageOf(error).includes(href);
    throw isNoWay || code === "ERR_UNKNOWN_FILE_EXTENSION" ? refusal : error;
  });
}

const refusals: ReadonlySet<string> = new Set(["ERR_REQUIRE_ESM", "ERR_REQUIRE_ASYNC_MODULE"]);

function loadError(path: string, revision: string, cause: unknown): RevisionError {
  if (!isSyntaxError(cause)) {
    return new RevisionError(
      "E_REVISION_LOAD",
      `Revision ${revision} can't be loaded from ${path}: ${messageOf(cause)}`,
      { details: { path, revision }, cause },
    );
  }
  const place = placeOf(cause);
  const where = place === undefined ? path : `${place.file}:${place.line}`;
  return new RevisionError(
    "E_REVISION_SYNTAX",
    `Revision ${revision} can't be loaded from ${where}: syntax error: ${messageOf(cause)}`,
    { details: { path, revision, ...place }, cause },
  );
}

/** Other realms and loaders have a SyntaxError of their own. */
function isSyntaxError(cause: unknown): boolean {
  if (typeof cause !== "object" || cause === null) return false;
  const { name, code, stack, cause: inner } = cause as Record<string, unknown>;
  // JSON.parse and RegExp throw the same class, but from code that already runs.
  const [firstFrame = ""] = /^\s+at .*$/m.exec(typeof stack === "string" ? stack : "") ?? [];
  const isThrown = firstFrame.endsWith("(<anonymous>)");
  if (name === "SyntaxError" && !isThrown) return true;
  return code === "PARSE_ERROR" || (inner !== undefined && isSyntaxError(inner));
}

/** Loaders have the place as properties; Node puts it before the stack, and only for CommonJS. */
function placeOf(cause: unknown): { readonly file: string; readonly line: number } | undefined {
  if (typeof cause !== "object" || cause === null) return undefined;
  const { file, line, stack, cause: inner } = cause as Record<string, unknown>;
  if (typeof file === "string" && typeof line === "number") return { file, line };
  const match = /^(\S.*):(\d+)\r?\n/.exec(typeof stack === "string" ? stack : "");
  if (match !== null) return { file: match[1]!, line: Number(match[2]) };
  return placeOf(inner);
}
