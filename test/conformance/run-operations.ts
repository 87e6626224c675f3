import type { DataSource } from "typeorm";
import type { MigrationScript } from "@limbeck/core";
import { withSession } from "../../packages/core/src/connection/session.ts";
import type { Operation, OperationOf } from "../../packages/core/src/operation/operation.ts";
import { executor } from "../../packages/core/src/runner/executor.ts";
import { inTransaction, type Outside } from "../../packages/core/src/runner/transaction.ts";

/**
 * Runs operations as the runner does, without a file: guard, transaction where the database has one, executor.
 *
 * `fill` chooses the values that a generated revision asks a person for, as SQL.
 *
 * What a revision can't say again (`existing`, but for an enum's labels and a constraint without a name) is left out
 * of the operations, so that they can do no more than those of a revision.
 */
export async function runOperations(
  dataSource: DataSource,
  operations: MigrationScript["upgradeOps"],
  fill: (operation: OperationOf<"backfill">) => string | undefined = () => undefined,
): Promise<void> {
  await withSession(dataSource, async (session) => {
    const { dialect, query, metadataTable } = session;
    const service = await dialect.reflect(query, { tables: [metadataTable] });
    const guard = await dialect.guard(query);
    const run = async (outside: Outside): Promise<void> => {
      const execution = executor(session, {
        revision: "test",
        metadataTableExists: service.tables.length > 0,
        outside,
        reach: (schemas) => guard.reach(schemas),
      });
      for (const operation of operations) {
        if (operation.kind !== "backfill" || operation.value !== undefined) {
          await execution.add(asWritten(operation));
          continue;
        }
        // Without a value, the rows must have one in every column that becomes NOT NULL.
        const value = fill(operation);
        if (value !== undefined) await execution.add({ ...operation, value });
      }
      await execution.flush();
      await guard.verify();
    };
    try {
      await inTransaction(session, run);
    } finally {
      await guard.release();
    }
  });
}

function asWritten(operation: Operation): Operation {
  const isTold =
    operation.kind === "alterEnum" || (operation.kind === "dropConstraint" && operation.name === undefined);
  if (isTold) return operation;
  const { existing: _existing, ...written } = operation as Operation & { existing?: unknown };
  return written as Operation;
}
