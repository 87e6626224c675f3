import type { Dialect } from "../dialect/dialect.ts";
import { isLimbeckError, messageOf } from "../errors.ts";
import { createOperations } from "../operation/create-operations.ts";
import type { NameOf } from "../operation/named-object.ts";
import type { Operation } from "../operation/operation.ts";
import type { RevisionFile } from "../revision/directory.ts";
import { loadRevision, type LoadModule } from "../revision/load.ts";
import type { Environment } from "../operation/revision-context.ts";
import { forgottenAwait } from "./forgotten-await.ts";

export interface RecordOptions {
  readonly dialect: Dialect;
  readonly load: LoadModule | undefined;
  readonly environment: Environment;
  /** What names the objects that a revision does not; `undefined` without a naming convention. */
  readonly nameOf: NameOf | undefined;
}

export interface RecordedOperation {
  readonly operation: Operation;
  /** It stands in an `op.autocommitBlock()`. */
  readonly outside: boolean;
}

/** What a revision would do, as far as it can be told without a database. */
export interface Recording {
  readonly recorded: readonly RecordedOperation[];
  /** It asked the database with `op.query()`, and went on as if there had been no rows. */
  readonly asks: boolean;
  /** Why it came no further, if it did not end. */
  readonly stop?: { readonly reason: string; readonly cause?: unknown };
}

/**
 * Calls one direction of a revision with an `op` that only takes notes; no SQL is run.
 *
 * @throws {LimbeckError} when the file can't be loaded, or `op` refuses what it is told.
 */
export async function recordRevision(
  file: RevisionFile,
  direction: "upgrade" | "downgrade",
  { dialect, load, environment, nameOf }: RecordOptions,
): Promise<Recording> {
  const module = await loadRevision(file, load);
  const recorded: RecordedOperation[] = [];
  let asks = false;
  let outside = false;
  let usesManager = false;
  let pending = 0;
  const context = {
    ...environment,
    revision: file.revision,
    direction,
    dialect: dialect.name,
    serverVersion: dialect.server.version,
    offline: true,
    get manager(): never {
      usesManager = true;
      throw new Error("it uses context.manager");
    },
  };
  const op = createOperations(
    dialect,
    (operation) => {
      recorded.push({ operation, outside });
      return Promise.resolve();
    },
    {
      ...(nameOf === undefined ? {} : { nameOf }),
      context: () => context,
      track: async (use) => {
        pending++;
        try {
          return await use();
        } finally {
          pending--;
        }
      },
      query: <T>(): Promise<T[]> => {
        asks = true;
        return Promise.resolve([]);
      },
      autocommitBlock: async (use) => {
        const before = outside;
        outside = dialect.capabilities.autocommitBlocks;
        try {
          return await use();
        } finally {
          outside = before;
        }
      },
    },
  );
  try {
    await module[direction](op, context);
    if (pending > 0) throw new Error(forgottenAwait(direction));
    return { recorded, asks };
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    const reason = usesManager
      ? "it uses context.manager"
      : `recording its ${direction} failed: ${messageOf(cause)}`;
    return { recorded, asks, stop: { reason, cause } };
  }
}
