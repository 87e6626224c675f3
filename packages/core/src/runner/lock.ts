import type { Session } from "../connection/session.ts";
import { queryOf } from "../connection/session.ts";
import type { Query } from "../dialect/dialect.ts";
import { ExecutionError } from "../errors.ts";
import type { RunOptions } from "./events.ts";

export interface LockOptions extends RunOptions {
  /** What to hold; one key for one version table of one database. */
  readonly key: string;
  /** How long to wait for another migrator, in milliseconds; `Infinity` for ever. */
  readonly wait: number;
}

/**
 * Runs `use` while holding the migration lock of the database.
 *
 * The lock is polled and never waited for inside the database: a waiting statement holds a snapshot, and
 * `CREATE INDEX CONCURRENTLY` waits for snapshots, so that the two would wait for each other
 * (flyway#1654, golang-migrate#960).
 *
 * @throws {ExecutionError} `E_LOCKED`, naming the holder.
 */
export async function withLock<T>(session: Session, options: LockOptions, use: () => Promise<T>): Promise<T> {
  const { dialect } = session;
  return onLockConnection(session, async (query) => {
    await acquire(session, query, options);
    try {
      return await use();
    } finally {
      await dialect.unlock(query, options.key);
    }
  });
}

/** A connection of its own, so that the lock outlives whatever happens to the transaction of a revision. */
async function onLockConnection<T>(session: Session, use: (query: Query) => Promise<T>): Promise<T> {
  if (!session.dialect.capabilities.secondConnection || poolSize(session) === 1) return use(session.query);
  const queryRunner = session.dataSource.createQueryRunner();
  try {
    return await use(queryOf(queryRunner));
  } finally {
    await queryRunner.release();
  }
}

/** A pool of one connection has none to spare; asking for a second one would wait for ever. */
function poolSize({ dataSource }: Session): number | undefined {
  const { poolSize: size, extra } = dataSource.options as {
    poolSize?: number;
    extra?: { max?: number; connectionLimit?: number };
  };
  return extra?.max ?? extra?.connectionLimit ?? size;
}

async function acquire(session: Session, query: Query, options: LockOptions): Promise<void> {
  const { dialect } = session;
  const start = performance.now();
  let pause = 100;
  let told = false;
  while (!(await dialect.tryLock(query, options.key))) {
    options.signal?.throwIfAborted();
    const waited = performance.now() - start;
    const holder = told && waited < options.wait ? undefined : await dialect.lockHolder(query, options.key);
    if (waited >= options.wait) throw locked(options.wait, holder);
    if (!told) options.onProgress?.({ kind: "waiting", ...(holder === undefined ? {} : { holder }) });
    told = true;
    await sleep(Math.min(pause, options.wait - waited));
    pause = Math.min(pause * 1.5, 2000);
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function locked(wait: number, holder: string | undefined): ExecutionError {
  return new ExecutionError(
    "E_LOCKED",
    `Another migrator holds the lock of this database${holder === undefined ? "" : ` (${holder})`}; ` +
      `waited ${(wait / 1000).toFixed(1)} s. Try again when it has finished, or end it if it hangs.`,
    { details: { wait, ...(holder === undefined ? {} : { holder }) } },
  );
}
