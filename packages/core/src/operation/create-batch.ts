import { OperationError } from "../errors.ts";
import { displayName, sameName } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";
import type { TableChange } from "./batch-alter-table.ts";
import type { BatchOperations } from "./directives/batch-operations.ts";
import type { Operation } from "./operation.ts";
import type { EveryOperation } from "./operations.ts";

/** What is written into a batch, until it is closed. */
export interface Batch {
  readonly batch: BatchOperations<"postgres"> &
    Pick<BatchOperations<"mysql">, "addColumn" | "alterTableOptions">;
  /** The changes, in order; whatever comes later is refused. */
  close(): readonly TableChange[];
}

/**
 * The `batch` of a table: each directive is that of `op`, with the table given.
 *
 * @param operationsFor makes the directives that hand their operations to `sink`.
 */
export function createBatch(
  table: ObjectName,
  operationsFor: (sink: (operation: Operation) => Promise<void>) => EveryOperation,
): Batch {
  const { name, schema } = table;
  const changes: TableChange[] = [];
  let isOpen = true;
  const op = operationsFor((operation) => {
    if (!isOpen) {
      throw refused(
        table,
        `was told to change more after its function had ended: put "await" before each call`,
      );
    }
    const change = operation as TableChange;
    if (!sameName(change.table, table)) {
      throw refused(table, `can't change ${displayName(change.table)}: give the schema to batchAlterTable()`);
    }
    changes.push(change);
    return Promise.resolve();
  });
  const here = (options: object | undefined) => ({
    ...(schema === undefined ? {} : { schema }),
    ...options,
  });
  return {
    batch: {
      alterTableOptions: (options: object) => op.alterTableOptions(name, here(options)),
      createTableComment: (comment, options) => op.createTableComment(name, comment, here(options)),
      dropTableComment: (options) => op.dropTableComment(name, here(options)),
      addColumn: (column: never, options?: object) => op.addColumn(name, column, here(options)),
      dropColumn: (column, options) => op.dropColumn(name, column, here(options)),
      alterColumn: (column, change) => op.alterColumn(name, column, here(change)),
      renameColumn: (column, newName, options) => op.renameColumn(name, column, newName, here(options)),
      backfill: (column, value, options) => op.backfill(name, column, value, here(options)),
      createPrimaryKey: (key, columns, options) => op.createPrimaryKey(key, name, columns, here(options)),
      createUniqueConstraint: (key, columns, options) =>
        op.createUniqueConstraint(key, name, columns, here(options)),
      createCheckConstraint: (key, condition, options) =>
        op.createCheckConstraint(key, name, condition, here(options)),
      createForeignKey: (key, referencedTable, columns, referencedColumns, options) =>
        op.createForeignKey(key, name, referencedTable, columns, referencedColumns, here(options)),
      createExcludeConstraint: (key, expression, options) =>
        op.createExcludeConstraint(key, name, expression, here(options)),
      dropConstraint: (key, type, options) => op.dropConstraint(key, name, type, here(options)),
      renameConstraint: (type, key, newName, options) =>
        op.renameConstraint(name, type, key, newName, here(options)),
      createIndex: (index, parts, options) => op.createIndex(index, name, parts, here(options)),
      dropIndex: (index, options) => op.dropIndex(index, name, here(options)),
      renameIndex: (index, newName, options) => op.renameIndex(name, index, newName, here(options)),
    },
    close() {
      isOpen = false;
      return changes;
    },
  };
}

/** Lets one batch be open at a time, and nothing else be done meanwhile. */
export function batchGate() {
  let open: ObjectName | undefined;
  let failure: OperationError | undefined;
  return {
    /** @throws {OperationError} `E_BATCH` while a batch is open. */
    check(): void {
      if (open === undefined) return;
      failure = refused(
        open,
        `is not finished: put "await" before it, and call op before or after its function and not in it`,
      );
      throw failure;
    },
    /** @throws {OperationError} `E_BATCH` when something else was tried meanwhile, also when nobody has heard of it. */
    async hold(table: ObjectName, use: () => Promise<void> | void): Promise<void> {
      open = table;
      failure = undefined;
      try {
        await use();
      } finally {
        open = undefined;
      }
      if (failure !== undefined) throw failure;
    },
  };
}

function refused(table: ObjectName, why: string): OperationError {
  return new OperationError("E_BATCH", `batchAlterTable of ${displayName(table)} ${why}.`, {
    details: { table },
  });
}
