import { ExecutionError, RevisionError } from "../errors.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { RevisionGraph } from "../revision/graph.ts";

// Where a database stands and where it is to go, and what can be wrong about either.

/** The ends of `a:b`; a target alone goes from `start` on. */
export function rangeOf(
  target: string,
  start: string | undefined,
): { readonly from: string; readonly to: string } {
  const [first = "", second, ...rest] = target.split(":");
  if (rest.length === 0 && second !== undefined) return { from: first, to: second };
  if (rest.length === 0 && start !== undefined) return { from: start, to: first };
  throw new RevisionError(
    "E_TARGET_SYNTAX",
    `"${target}" does not say where a script starts: without a database it must be told. Write it as from:to.`,
    { details: { target } },
  );
}

/**
 * The ends of a stamp that is written as a script: all of `a:b` and `a:c` start at the same place.
 *
 * @throws {RevisionError} `E_TARGET_SYNTAX` for several starts.
 */
export function stampRangeOf(targets: readonly string[]): {
  readonly from: string;
  readonly to: readonly string[];
} {
  const ranges = targets.map((target) => rangeOf(target, ""));
  const starts = [...new Set(ranges.map(({ from }) => from))];
  if (starts.length <= 1) return { from: starts[0] ?? "", to: ranges.map(({ to }) => to) };
  throw new RevisionError(
    "E_TARGET_SYNTAX",
    `A script for a stamp starts at one place; ${targets.join(" ")} names ${starts.length}: ` +
      `${starts.map((start) => start || "the base").join(", ")}. Write the same start in all of them.`,
    { details: { targets } },
  );
}

/** The rows, when the directory knows them all. */
export function known(graph: RevisionGraph<RevisionFile>, rows: readonly string[]): readonly string[] {
  const unknown = rows.filter((id) => !graph.has(id));
  if (unknown.length === 0) return rows;
  throw new ExecutionError(
    "E_DATABASE_REVISION_UNKNOWN",
    `The database is at ${unknown.join(", ")}, which no file of the revision directory has. ` +
      `Was it migrated from another branch or a newer release? Check that out, ` +
      `or set the database's version by hand: limbeck stamp --purge <revision>.`,
    { details: { unknown, rows } },
  );
}

/**
 * Refuses to go steps back from several rows. Alembic takes the first one and warns; which one was meant only a person
 * can tell, and a downgrade drops tables.
 */
export function requireOneStart(target: string, rows: readonly string[]): void {
  if (rows.length < 2 || !/^-\d+$/.test(target)) return;
  throw new RevisionError(
    "E_RELATIVE_MOVE",
    `"${target}" is a move from where the database stands, and it stands at ${rows.join(", ")}. ` +
      `Say which one goes back: ${rows.map((id) => `limbeck downgrade ${id}@${target}`).join(", or ")}.`,
    { details: { target, rows } },
  );
}

export function notAtHead(rows: readonly string[], heads: readonly string[]): ExecutionError {
  return new ExecutionError(
    "E_DATABASE_NOT_AT_HEAD",
    `The database is at ${list(rows)}, the revisions end at ${list(heads)}. ` +
      `Bring it up to date first: limbeck upgrade ${heads.length > 1 ? "heads" : "head"}.`,
    { details: { rows, heads } },
  );
}

export function moved(target: string, rows: readonly string[]): ExecutionError {
  return new ExecutionError(
    "E_VERSION_TABLE",
    `Another migrator moved the database to ${list(rows)} while this one was about to run ${target}. ` +
      `Look whether that is still what you want, and run it again.`,
    { details: { target, rows } },
  );
}

function list(ids: readonly string[]): string {
  return ids.length === 0 ? "the base (no revision)" : ids.join(", ");
}
