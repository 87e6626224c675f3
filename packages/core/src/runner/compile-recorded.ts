import { createsMetadataTable } from "../dialect/typeorm-metadata.ts";
import type { Dialect, Statement } from "../dialect/dialect.ts";
import { applyOperations } from "../operation/apply.ts";
import { batches } from "../plan/batches.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { RecordedOperation } from "./record-revision.ts";

/** What is taken to be in a database when nothing of a run has happened there. */
export interface AssumedState {
  schema: Schema;
  metadataTableExists: boolean;
}

/** The statements of recorded operations, in order, against the assumed state, which is carried on. */
export function compileRecorded(
  recorded: readonly RecordedOperation[],
  state: AssumedState,
  {
    dialect,
    metadataTable,
    offline = false,
    timeZone,
  }: {
    readonly dialect: Dialect;
    readonly metadataTable: ObjectName;
    /** No database has been asked what there is. */
    readonly offline?: boolean;
    readonly timeZone?: string;
  },
): Statement[] {
  return inRuns(recorded).flatMap(({ outside, operations }) =>
    batches(operations, (operation) => dialect.rebuilds(operation)).flatMap((batch) => {
      const { schema, metadataTableExists } = state;
      const statements = dialect.compile(batch, {
        state: schema,
        metadataTable,
        metadataTableExists,
        offline,
        inline: true,
        ...(timeZone === undefined ? {} : { timeZone }),
      });
      state.schema = applyOperations(schema, batch);
      state.metadataTableExists ||= createsMetadataTable(statements, metadataTable);
      return statements.map((statement) =>
        outside ? { ...statement, outsideTransaction: true } : statement,
      );
    }),
  );
}

/** Neighbours that run in a transaction, or outside of one, together. */
function inRuns(recorded: readonly RecordedOperation[]) {
  const runs: { outside: boolean; operations: RecordedOperation["operation"][] }[] = [];
  for (const { operation, outside } of recorded) {
    const last = runs.at(-1);
    if (last?.outside === outside) last.operations.push(operation);
    else runs.push({ outside, operations: [operation] });
  }
  return runs;
}
