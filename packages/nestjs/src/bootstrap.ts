import {
  ExecutionError,
  isLimbeckError,
  type AppliedRevision,
  type Migrator,
  type ProgressEvent,
} from "@limbeck/core";
import type { LoggerService } from "@nestjs/common";
import type { BootstrapOptions } from "./limbeck-options.ts";
import { type LimbeckStatus, statusOf } from "./status.ts";

/** What the start of an application needs to know. */
export interface Bootstrap extends BootstrapOptions {
  readonly migrator: Migrator;
  readonly logger: Pick<LoggerService, "log" | "warn">;
  /** Aborted when the application is to end. */
  readonly signal: AbortSignal;
  /** The application's own ear, beside the logger. */
  readonly onProgress?: (event: ProgressEvent) => void;
}

/**
 * Brings the database to where the application needs it, or refuses to start.
 *
 * @throws {ExecutionError} `E_DATABASE_NOT_AT_HEAD`, `E_DATABASE_REVISION_UNKNOWN`, and what a revision throws.
 * {@link PendingChangesError} for `check`, when the entities have what the database has not.
 */
export async function bootstrap(start: Bootstrap): Promise<void> {
  const { migrator, onBootstrap = "none", onAhead = "warn", logger } = start;
  if (onBootstrap === "none") return;
  const { onPending = onBootstrap === "upgrade" ? "run" : "throw" } = start;

  let status = await statusOf(migrator);
  if (status.state === "pending" && onPending === "run") {
    await upgrade(start);
    status = await statusOf(migrator);
  }
  if (status.unknown.length > 0) {
    if (onAhead === "throw") throw ahead(status);
    logger.warn(aheadText(status));
  }
  if (status.pending.length > 0) {
    // With `run` only a database that has unknown revisions as well comes here.
    if (onPending !== "warn") throw status.state === "diverged" ? ahead(status) : pending(status);
    logger.warn(pendingText(status));
  }
  if (status.state !== "up-to-date") return;
  if (onBootstrap === "check") await migrator.check();
  const compared = onBootstrap === "check" ? ", and has what the entities declare" : "";
  logger.log(`The database is up to date (${list(status.current)})${compared}.`);
}

async function upgrade({ migrator, logger, signal, onProgress }: Bootstrap): Promise<void> {
  try {
    await migrator.upgrade("heads", {
      signal,
      onProgress(event) {
        logger.log(progressText(event));
        onProgress?.(event);
      },
    });
  } catch (error) {
    // A newer instance was faster while this one waited for the lock: that is for `onAhead` to judge.
    if (!isLimbeckError(error) || error.code !== "E_DATABASE_REVISION_UNKNOWN") throw error;
  }
}

function progressText(event: ProgressEvent): string {
  switch (event.kind) {
    case "waiting":
      return `Waiting for another migrator to finish${event.holder === undefined ? "" : ` (${event.holder})`}.`;
    case "start":
      return `Running ${stepText(event)}`;
    case "done":
      return `Done ${stepText(event)} (${Math.round(event.milliseconds)} ms)`;
  }
}

function stepText({ direction, from, to, message }: Omit<AppliedRevision, "milliseconds">): string {
  return `${direction} ${list(from)} -> ${list(to)}${message && `, ${message}`}`;
}

function aheadText({ current, unknown, heads, pending }: LimbeckStatus): string {
  const lacks = pending.length === 0 ? "" : `, and lacks ${pending.join(", ")}`;
  return (
    `The database is at ${list(current)}. This release does not know ${unknown.join(", ")}${lacks}; ` +
    `its revisions end at ${list(heads)}.`
  );
}

function ahead(status: LimbeckStatus): ExecutionError {
  const { current, unknown, heads, pending } = status;
  return new ExecutionError(
    "E_DATABASE_REVISION_UNKNOWN",
    `${aheadText(status)} Was it migrated by a newer release, or from another branch? ` +
      `Deploy that one, or take the database back with it.`,
    { details: { unknown, rows: current, heads, pending } },
  );
}

function pendingText({ current, pending }: LimbeckStatus): string {
  return `The database is at ${list(current)} and lacks ${pending.join(", ")}.`;
}

function pending(status: LimbeckStatus): ExecutionError {
  const { current, heads, pending } = status;
  return new ExecutionError(
    "E_DATABASE_NOT_AT_HEAD",
    `${pendingText(status)} The application is not to start before they have run: limbeck upgrade heads, ` +
      `or onPending: "run" in LimbeckModule.`,
    { details: { rows: current, heads, pending } },
  );
}

function list(ids: readonly string[]): string {
  return ids.join(", ") || "the base";
}
