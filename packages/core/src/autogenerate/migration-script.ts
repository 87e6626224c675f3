import { createsMetadataTable } from "../dialect/typeorm-metadata.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { applyOperations } from "../operation/apply.ts";
import type { Operation } from "../operation/operation.ts";
import { batches } from "../plan/batches.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { UnmanagedObject } from "./unmanaged.ts";

/** The difference between a database and its entities, ready to be written or run. */
export interface MigrationScript {
  /** True when nothing differs. */
  readonly isEmpty: boolean;
  readonly upgradeOps: readonly Operation[];
  readonly downgradeOps: readonly Operation[];
  /** What could not be decided, or what needs a person's eye. */
  readonly warnings: readonly string[];
  /** What the database has and no entity declares: it is left alone. */
  readonly unmanaged: readonly UnmanagedObject[];
  readonly dialect: Dialect;
  /** The statements of one direction as text, against the schema that was found. */
  toSql(direction: "upgrade" | "downgrade"): readonly string[];
}

export interface MigrationScriptInput {
  readonly upgradeOps: readonly Operation[];
  readonly downgradeOps: readonly Operation[];
  readonly warnings: readonly string[];
  readonly unmanaged: readonly UnmanagedObject[];
  readonly dialect: Dialect;
  readonly found: Schema;
  readonly metadataTable: ObjectName;
  readonly metadataTableExists: boolean;
}

export function migrationScript(input: MigrationScriptInput): MigrationScript {
  const { upgradeOps, downgradeOps, warnings, unmanaged, dialect, found } = input;
  return {
    isEmpty: upgradeOps.length === 0,
    upgradeOps,
    downgradeOps,
    warnings,
    unmanaged,
    dialect,
    toSql: (direction) =>
      direction === "upgrade"
        ? compileAll(upgradeOps, found, input)
        : compileAll(downgradeOps, applyOperations(found, upgradeOps), input),
  };
}

function compileAll(operations: readonly Operation[], start: Schema, input: MigrationScriptInput): string[] {
  const { dialect, metadataTable } = input;
  let state = start;
  let { metadataTableExists } = input;
  return batches(operations, (operation) => dialect.rebuilds(operation)).flatMap((batch) => {
    const statements = dialect.compile(batch, { state, metadataTable, metadataTableExists });
    state = applyOperations(state, batch);
    metadataTableExists ||= createsMetadataTable(statements, metadataTable);
    return statements.map(({ sql }) => sql);
  });
}
