import { createsMetadataTable } from "../dialect/typeorm-metadata.ts";
import type { Session } from "../connection/session.ts";
import type { Statement } from "../dialect/dialect.ts";
import { ExecutionError, messageOf } from "../errors.ts";
import { describe } from "../operation/describe.ts";
import type { Operation } from "../operation/operation.ts";
import { schemasOf } from "../operation/schemas-of.ts";
import { batches } from "../plan/batches.ts";
import { nameKey, sameName } from "../schema/object-name.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { Outside } from "./transaction.ts";

/** Runs the operations of one revision, as they come in. */
export interface Executor {
  /** Takes an operation; runs it now, or together with those that follow when they share a rebuild. */
  add(operation: Operation): Promise<void>;
  /** Runs what waits. */
  flush(): Promise<void>;
  /** Runs `use`, which counts as pending until it ends. */
  track<T>(use: () => Promise<T>): Promise<T>;
  /** Runs `use` outside of the transaction, with what it adds. */
  outside<T>(use: () => Promise<T>): Promise<T>;
  /** How many statements have run. */
  readonly statements: number;
  /** How many of them no rollback takes back, because the transaction was left after them. */
  readonly committed: number;
  /** How many operations have been taken and not finished: more than none at the end of a revision is a missing `await`. */
  readonly pending: number;
}

export interface ExecutorOptions {
  readonly revision: string;
  readonly metadataTableExists: boolean;
  /** The way out of the transaction that everything runs in. */
  readonly outside: Outside;
  /** Makes sure that the connection reaches what lies in these schemas. */
  readonly reach: (schemas: readonly string[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Compiles and runs operations on a session.
 *
 * Where tables are changed by rebuilding them, operations wait until the revision ends or a statement of its own
 * needs their effect, so that all changes of a table are one rebuild.
 */
export function executor(session: Session, options: ExecutorOptions): Executor {
  const { dialect, query, metadataTable, timeZone } = session;
  let waiting: Operation[] = [];
  let statements = 0;
  let pending = 0;
  let committed = 0;
  let isOutside = false;
  let running = 0;
  let { metadataTableExists } = options;
  /** What is known of a table that rows are inserted into, for as long as nothing else is done to it. */
  let filled: { readonly key: string; readonly state: Schema } | undefined;

  const stateFor = async (batch: readonly Operation[]): Promise<{ readonly state?: Schema }> => {
    if (!batch.some((operation) => dialect.needsState(operation))) return {};
    const [first] = batch;
    if (first?.kind !== "bulkInsert") return { state: await liveState(session, batch) };
    const key = nameKey(first.table);
    if (filled?.key !== key) filled = { key, state: await liveState(session, batch) };
    return { state: filled.state };
  };

  const run = async (batch: readonly Operation[]): Promise<void> => {
    const schemas = schemasOf(batch);
    if (schemas.length > 0) await options.reach(schemas);
    if (batch[0]?.kind !== "bulkInsert") filled = undefined;
    const state = await stateFor(batch);
    const compiled = dialect.compile(batch, {
      ...state,
      metadataTable,
      metadataTableExists,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    let done = 0;
    try {
      for (const statement of compiled) {
        options.signal?.throwIfAborted();
        try {
          const send = () => query(statement.sql, statement.parameters);
          await (statement.outsideTransaction ? outside(send) : send());
        } catch (cause) {
          throw statementError(statement, batch, options.revision, statements, cause);
        }
        done++;
        statements++;
        if (statement.outsideTransaction || isOutside) committed = statements;
      }
    } finally {
      const left = compiled.slice(done).find(({ restores }) => restores);
      // Why it stopped is the better message.
      if (left !== undefined) await query(left.sql).catch(() => undefined);
    }
    metadataTableExists ||= createsMetadataTable(compiled, metadataTable);
  };

  const flush = async (): Promise<void> => {
    const pending = waiting;
    waiting = [];
    running++;
    try {
      for (const batch of batches(pending, (operation) => dialect.rebuilds(operation))) await run(batch);
    } finally {
      running--;
    }
  };

  const track = async <T>(use: () => Promise<T>): Promise<T> => {
    pending++;
    try {
      return await use();
    } finally {
      pending--;
    }
  };

  const outside = async <T>(use: () => Promise<T>): Promise<T> => {
    if (isOutside || !dialect.capabilities.autocommitBlocks) return use();
    return options.outside(async () => {
      isOutside = true;
      committed = statements;
      try {
        return await use();
      } finally {
        isOutside = false;
      }
    });
  };

  return {
    async add(operation) {
      waiting.push(operation);
      // Rows do not wait: there may be more of them than memory holds.
      if (dialect.capabilities.alterByRebuild && operation.kind !== "bulkInsert") return;
      await track(flush);
    },
    async flush() {
      // Before a statement that is none of those here, and may change any table.
      if (running === 0) filled = undefined;
      await flush();
    },
    track,
    outside,
    get statements() {
      return statements;
    },
    get committed() {
      return committed;
    },
    get pending() {
      return pending;
    },
  };
}

/** The tables that a batch touches and those that they reference, as they are now. */
async function liveState(
  { dialect, query, metadataTable }: Session,
  batch: readonly Operation[],
): Promise<Schema> {
  const named = new Map(
    batch.flatMap((operation) => tableOf(operation)).map((name) => [nameKey(name), name] as const),
  );
  const schemas = [...named.values()].flatMap(({ schema }) => schema ?? []);
  if (dialect.capabilities.alterByRebuild) {
    // A rebuild must see the views over the table and the tables that reference it.
    return dialect.reflect(query, { schemas, metadataTable });
  }
  return dialect.reflect(query, { schemas, metadataTable, tables: [...named.values()] });
}

function tableOf(operation: Operation): ObjectName[] {
  if (!("table" in operation)) return [];
  const { schema, name } = operation.table;
  return [schema === undefined ? { name } : { schema, name }];
}

function statementError(
  { sql, operation, wayOut }: Statement,
  batch: readonly Operation[],
  revision: string,
  applied: number,
  cause: unknown,
): ExecutionError {
  const purpose = (operation === undefined ? batch : [operation]).map(describe).join("; ");
  return new ExecutionError(
    "E_STATEMENT",
    `Revision ${revision} failed to ${purpose}: ${messageOf(cause)}. The statement was: ${shortened(sql)}` +
      (wayOut === undefined ? "" : `. ${wayOut}`),
    { details: { revision, sql: shortened(sql), applied, operation: purpose }, cause },
  );
}

/** A statement with many rows tells enough by its beginning. */
function shortened(sql: string): string {
  return sql.length <= 10_000 ? sql : `${sql.slice(0, 1000)} … (${sql.length} characters)`;
}

export function tableExists(schema: Schema, name: ObjectName): boolean {
  return schema.tables.some((table) => sameName(table, name));
}
