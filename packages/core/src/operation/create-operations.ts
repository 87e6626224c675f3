import { OperationError } from "../errors.ts";
import { mapValues } from "../util/map-values.ts";
import { type ConstraintPart, f } from "./builders.ts";
import type { AnyInsertOptions } from "./bulk-insert.ts";
import { batchGate, createBatch } from "./create-batch.ts";
import type { AnyBatchOptions } from "./directives/batch-operations.ts";
import type { DialectName } from "./column-types.ts";
import type { InSchema } from "./directives/options-of.ts";
import { insertBatches } from "./insert-batches.ts";
import { droppedName, indexName, withName } from "./names.ts";
import type { NameOf } from "./named-object.ts";
import { named, textOf, toIndex, toTable, toView } from "./objects.ts";
import type { EnumUse, Operation } from "./operation.ts";
import type { EveryOperation, Operations } from "./operations.ts";
import { toColumn, toColumnChange, toConstraint, toPlainPart, toType, type TypeReader } from "./parts.ts";
import { withRefusedOptions } from "./refuse-options.ts";
import type { RevisionContext } from "./revision-context.ts";
import { type BoundSql, isBoundSql, isSql, madeSql, type Sql } from "./sql.ts";

/** What `op` must know of a database: how it reads types and writes names and literals. */
export interface OperationDialect extends TypeReader {
  readonly name: DialectName;
  readonly capabilities: { readonly parameters: number };
}

export interface OperationsOptions {
  /** Runs a query after everything recorded before it. */
  readonly query: <T>(statement: string | BoundSql, parameters?: readonly unknown[]) => Promise<T[]>;
  /** Runs what `use` records outside of the transaction. */
  readonly autocommitBlock: <T>(use: () => Promise<T>) => Promise<T>;
  /** Runs `use`, and knows that the revision has not ended as long as it runs. */
  readonly track: <T>(use: () => Promise<T>) => Promise<T>;
  /** What a naming convention calls an object; absent where there is none. */
  readonly nameOf?: NameOf;
  readonly context: () => RevisionContext;
}

/**
 * The `op` of a revision: turns calls into operations and hands them to `sink`, in order.
 *
 * The result serves every database; `Operations<D>` is what the revision's own database lets it write.
 */
export function createOperations<D extends DialectName>(
  dialect: OperationDialect,
  sink: (operation: Operation) => Promise<void>,
  options: OperationsOptions,
): Operations<D> {
  // The same object for every database: what `D` adds is only what the type checker lets through.
  return everyOperation(dialect, sink, options) as unknown as Operations<D>;
}

function everyOperation(
  dialect: OperationDialect,
  take: (operation: Operation) => Promise<void>,
  parentOptions: OperationsOptions,
): EveryOperation {
  const { query, autocommitBlock, track, nameOf, context } = parentOptions;
  const gate = batchGate();
  const sink = async (operation: Operation): Promise<void> => {
    gate.check();
    await take(operation);
  };
  const constraintOf = (table: string, part: ConstraintPart) =>
    toConstraint(withName(nameOf, table, toPlainPart(dialect, part)));
  const constrain = (table: string, options: InSchema, part: ConstraintPart): Promise<void> =>
    sink({ kind: "createConstraint", table: named(table, options), constraint: constraintOf(table, part) });

  const operations: EveryOperation = {
    dialect: dialect.name,
    f,
    inlineLiteral: (value) => madeSql(dialect.literal(value)),

    getContext: context,

    createTable: (name, parts, { ifNotExists, ...options } = {}) =>
      sink({
        kind: "createTable",
        table: toTable(dialect, named(name, options), parts, { ...options, constraintOf }),
        ...(ifNotExists ? { ifNotExists } : {}),
      }),
    dropTable: (name, { ifExists, ...options } = {}) =>
      sink({ kind: "dropTable", table: named(name, options), ...(ifExists ? { ifExists } : {}) }),
    renameTable: (name, newName, options = {}) =>
      sink({ kind: "renameTable", table: named(name, options), newName }),
    createTableComment: (table, comment, options = {}) =>
      sink({ kind: "createTableComment", table: named(table, options), comment }),
    dropTableComment: (table, options = {}) =>
      sink({ kind: "dropTableComment", table: named(table, options) }),
    alterTableOptions: (table, { schema, ...options }) =>
      sink({ kind: "alterTableOptions", table: named(table, { schema }), options }),

    addColumn: (table, part, { schema, ifNotExists, ...place } = {}) =>
      sink({
        kind: "addColumn",
        table: named(table, { schema }),
        column: toColumn(dialect, part),
        ...(ifNotExists ? { ifNotExists } : {}),
        ...place,
      }),
    dropColumn: (table, name, { ifExists, ...options } = {}) =>
      sink({
        kind: "dropColumn",
        table: named(table, options),
        column: name,
        ...(ifExists ? { ifExists } : {}),
      }),
    alterColumn: (table, column, { schema, using, name: newName, ...change }) =>
      track(async () => {
        const target = { table: named(table, { schema }), column };
        const changed = toColumnChange(dialect, change);
        if (Object.keys(changed).length > 0 || newName === undefined) {
          await sink({
            kind: "alterColumn",
            ...target,
            change: changed,
            ...(using === undefined ? {} : { using: using.sql }),
          });
        }
        if (newName !== undefined) await sink({ kind: "renameColumn", ...target, newName });
      }),
    renameColumn: (table, name, newName, options = {}) =>
      sink({ kind: "renameColumn", table: named(table, options), column: name, newName }),

    createPrimaryKey: (name, table, columns, { schema, ...options } = {}) =>
      constrain(table, { schema }, { part: "primary key", columns, options: { ...options, name } }),
    createUniqueConstraint: (name, table, columns, { schema, ...options } = {}) =>
      constrain(table, { schema }, { part: "unique", columns, options: { ...options, name } }),
    createCheckConstraint: (name, table, expression, { schema, ...options } = {}) =>
      constrain(table, { schema }, { part: "check", expression, options: { ...options, name } }),
    createForeignKey: (name, table, referencedTable, columns, referencedColumns, options = {}) => {
      const { schema, ...rest } = options;
      return constrain(
        table,
        { schema },
        { part: "foreign key", columns, referencedTable, referencedColumns, options: { ...rest, name } },
      );
    },
    createExcludeConstraint: (name, table, elements, { schema, ...options } = {}) =>
      constrain(table, { schema }, { part: "exclusion", elements, options: { ...options, name } }),
    dropConstraint: (name, table, type, { existing: part, ifExists, ...options } = {}) => {
      const existing = part === undefined ? undefined : toPlainPart(dialect, part);
      return sink({
        kind: "dropConstraint",
        table: named(table, options),
        type,
        ...droppedName(nameOf, name, { table, type, existing }),
        ...(existing === undefined ? {} : { existing: toConstraint(existing) }),
        ...(ifExists ? { ifExists } : {}),
      });
    },
    validateConstraint: (name, table, options = {}) =>
      sink({ kind: "validateConstraint", table: named(table, options), name: textOf(name) }),
    renameConstraint: (table, type, name, newName, options = {}) =>
      sink({
        kind: "renameConstraint",
        table: named(table, options),
        type,
        name: textOf(name),
        newName: textOf(newName),
      }),

    createIndex: (name, table, parts, { schema, ifNotExists, ...options } = {}) =>
      sink({
        kind: "createIndex",
        table: named(table, { schema }),
        index: toIndex(indexName(nameOf, name, { table, parts, where: options.where }), parts, options),
        ...(ifNotExists ? { ifNotExists } : {}),
      }),
    dropIndex: (name, table, { schema, ...options } = {}) =>
      sink({ kind: "dropIndex", table: named(table, { schema }), name: textOf(name), ...options }),
    renameIndex: (table, name, newName, options = {}) =>
      sink({
        kind: "renameIndex",
        table: named(table, options),
        name: textOf(name),
        newName: textOf(newName),
      }),

    createEnum: (name, values, { ifNotExists, ...options } = {}) =>
      sink({
        kind: "createEnum",
        enum: { ...named(name, options), values },
        ...(ifNotExists ? { ifNotExists } : {}),
      }),
    dropEnum: (name, { ifExists, ...options } = {}) =>
      sink({ kind: "dropEnum", enum: named(name, options), ...(ifExists ? { ifExists } : {}) }),
    addEnumValue: (name, value, { schema, ...options } = {}) => {
      if (options.before !== undefined && options.after !== undefined) throw twoPlaces(name, value);
      return sink({ kind: "addEnumValue", enum: named(name, { schema }), value, ...options });
    },
    renameEnumValue: (name, value, newValue, options = {}) =>
      sink({ kind: "renameEnumValue", enum: named(name, options), value, newValue }),
    alterEnum: (name, { schema, from, to, usedBy = [], replace }) =>
      sink({
        kind: "alterEnum",
        enum: named(name, { schema }),
        existing: from,
        values: to,
        usedBy: usedBy.map(({ table, schema: tableSchema, column, array, ...defaults }): EnumUse => ({
          table: named(table, { schema: tableSchema }),
          column,
          ...(array === undefined ? {} : { array }),
          ...(defaults.default === undefined ? {} : { default: defaults.default.sql }),
          ...(defaults.existingDefault === undefined
            ? {}
            : { existingDefault: defaults.existingDefault.sql }),
        })),
        ...(replace === undefined ? {} : { replace }),
      }),
    createSequence: (name, { schema, ifNotExists, ...options } = {}) =>
      sink({
        kind: "createSequence",
        sequence: { ...named(name, { schema }), ...options },
        ...(ifNotExists ? { ifNotExists } : {}),
      }),
    dropSequence: (name, { ifExists, ...options } = {}) =>
      sink({ kind: "dropSequence", sequence: named(name, options), ...(ifExists ? { ifExists } : {}) }),

    createView: (name, text, { ifNotExists, ...options } = {}) =>
      sink({
        kind: "createView",
        view: toView(name, text, options),
        ...(ifNotExists ? { ifNotExists } : {}),
      }),
    dropView: (name, { materialized = false, ifExists, ...options } = {}) =>
      sink({
        kind: "dropView",
        view: named(name, options),
        materialized,
        ...(ifExists ? { ifExists } : {}),
      }),
    replaceView: (name, text, options = {}) =>
      sink({ kind: "replaceView", view: toView(name, text, options) }),
    refreshMaterializedView: (name, { concurrently, ...options } = {}) =>
      sink({
        kind: "refreshMaterializedView",
        view: named(name, options),
        ...(concurrently ? { concurrently } : {}),
      }),

    createSchema: (name, options = {}) => sink({ kind: "createSchema", name, ...options }),
    dropSchema: (name, options = {}) => sink({ kind: "dropSchema", name, ...options }),
    createExtension: (name) => sink({ kind: "createExtension", name }),
    dropExtension: (name, options = {}) => sink({ kind: "dropExtension", name, ...options }),

    backfill: (table, column, value, options = {}) =>
      sink({
        kind: "backfill",
        table: named(table, options),
        column,
        value: isSql(value) ? value.sql : dialect.literal(value),
      }),
    invoke: (operation) => sink(operation),
    batchAlterTable: (table, use, { schema, recreate }: AnyBatchOptions = {}) =>
      track(async () => {
        gate.check();
        const name = named(table, { schema });
        const { batch, close } = createBatch(name, (into) => everyOperation(dialect, into, parentOptions));
        await gate.hold(name, () => use(batch));
        const changes = close();
        if (changes.length === 0 && recreate !== "always") return;
        await sink({
          kind: "batchAlterTable",
          table: name,
          operations: changes,
          ...(recreate === undefined || recreate === "auto" ? {} : { recreate }),
        });
      }),
    bulkInsert: (table, rows, { schema, columns, ...options }: AnyInsertOptions = {}) =>
      track(async () => {
        const batches = insertBatches(rows, {
          table: named(table, { schema }),
          parameters: dialect.capabilities.parameters,
          ...(columns === undefined ? {} : { types: mapValues(columns, (type) => toType(dialect, type)) }),
          ...options,
        });
        for await (const batch of batches) await sink(batch);
      }),
    execute: (statement, parameters) =>
      sink({
        kind: "execute",
        sql: statementOf(statement),
        ...(parameters === undefined ? {} : { parameters }),
      }),
    autocommitBlock,
    query: (statement, parameters) => query(statementOf(statement), parameters),
  };
  return withRefusedOptions(operations);
}

function statementOf(statement: string | Sql | BoundSql): string | BoundSql {
  return isBoundSql(statement) || typeof statement === "string" ? statement : statement.sql;
}

function twoPlaces(name: string, value: string): OperationError {
  return new OperationError(
    "E_VALUE",
    `The label "${value}" of the enum ${name} is to come before one label and after another: name one of them.`,
    { details: { enum: name, value } },
  );
}
