import { mapValues } from "../util/map-values.ts";
import { emptyTable } from "../schema/empty-schema.ts";
import type { Index, IndexPart, ObjectName, Table, TableOptions, View } from "../schema/schema.ts";
import { withConstraint } from "./apply.ts";
import { type ConstraintPart, f, type TablePart } from "./builders.ts";
import type { AnyInsertOptions } from "./bulk-insert.ts";
import { batchGate, createBatch } from "./create-batch.ts";
import type { AnyBatchOptions } from "./directives/batch-operations.ts";
import type { DialectName } from "./column-types.ts";
import { droppedName, indexName, withName } from "./names.ts";
import type { NameOf } from "./named-object.ts";
import type { Constraint, EnumUse, Operation } from "./operation.ts";
import type { IndexPartInput } from "./directives/index-operations.ts";
import type { InSchema } from "./directives/options-of.ts";
import type { ViewOptions } from "./directives/view-operations.ts";
import type { EveryOperation, Operations } from "./operations.ts";
import { insertBatches } from "./insert-batches.ts";
import { toColumn, toColumnChange, toConstraint, toType, type TypeReader } from "./parts.ts";
import { isSql, madeSql, type Sql } from "./sql.ts";

/** What `op` must know of a database: how it reads types and writes literals. */
export interface OperationDialect extends TypeReader {
  readonly name: DialectName;
  readonly capabilities: { readonly parameters: number };
}

export interface OperationsOptions {
  /** Runs a query after everything recorded before it. */
  readonly query: <T>(sql: string, parameters?: readonly unknown[]) => Promise<T[]>;
  /** Runs what `use` records outside of the transaction. */
  readonly autocommitBlock: <T>(use: () => Promise<T>) => Promise<T>;
  /** Runs `use`, and knows that the revision has not ended as long as it runs. */
  readonly track: <T>(use: () => Promise<T>) => Promise<T>;
  /** What a naming convention calls an object; absent where there is none. */
  readonly nameOf?: NameOf;
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
  const { query, autocommitBlock, track, nameOf } = parentOptions;
  const gate = batchGate();
  const sink = async (operation: Operation): Promise<void> => {
    gate.check();
    await take(operation);
  };
  const constraintOf = (table: string, part: ConstraintPart) => toConstraint(withName(nameOf, table, part));
  const constrain = (table: string, options: InSchema, part: ConstraintPart): Promise<void> =>
    sink({ kind: "createConstraint", table: named(table, options), constraint: constraintOf(table, part) });

  const operations: EveryOperation = {
    dialect: dialect.name,
    f,
    inlineLiteral: (value) => madeSql(dialect.literal(value)),

    createTable: (name, parts, options = {}) =>
      sink({
        kind: "createTable",
        table: toTable(dialect, named(name, options), parts, { ...options, constraintOf }),
      }),
    dropTable: (name, options = {}) => sink({ kind: "dropTable", table: named(name, options) }),
    renameTable: (name, newName, options = {}) =>
      sink({ kind: "renameTable", table: named(name, options), newName }),
    createTableComment: (table, comment, options = {}) =>
      sink({ kind: "createTableComment", table: named(table, options), comment }),
    dropTableComment: (table, options = {}) =>
      sink({ kind: "dropTableComment", table: named(table, options) }),
    alterTableOptions: (table, { schema, ...options }) =>
      sink({ kind: "alterTableOptions", table: named(table, { schema }), options }),

    addColumn: (table, part, { schema, ...options } = {}) =>
      sink({
        kind: "addColumn",
        table: named(table, { schema }),
        column: toColumn(dialect, part),
        ...options,
      }),
    dropColumn: (table, name, options = {}) =>
      sink({ kind: "dropColumn", table: named(table, options), column: name }),
    alterColumn: (table, name, { schema, using, ...change }) =>
      sink({
        kind: "alterColumn",
        table: named(table, { schema }),
        column: name,
        change: toColumnChange(dialect, change),
        ...(using === undefined ? {} : { using: using.sql }),
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
    createExcludeConstraint: (name, table, expression, { schema, ...options } = {}) =>
      constrain(table, { schema }, { part: "exclusion", expression, options: { ...options, name } }),
    dropConstraint: (name, table, type, { existing, ...options } = {}) =>
      sink({
        kind: "dropConstraint",
        table: named(table, options),
        type,
        ...droppedName(nameOf, name, { table, type, existing }),
        ...(existing === undefined ? {} : { existing: toConstraint(existing) }),
      }),
    renameConstraint: (table, type, name, newName, options = {}) =>
      sink({
        kind: "renameConstraint",
        table: named(table, options),
        type,
        name: textOf(name),
        newName: textOf(newName),
      }),

    createIndex: (name, table, parts, { schema, ...options }: InSchema & { readonly where?: Sql } = {}) =>
      sink({
        kind: "createIndex",
        table: named(table, { schema }),
        index: toIndex(indexName(nameOf, name, { table, parts, where: options.where }), parts, options),
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

    createEnum: (name, values, options = {}) =>
      sink({ kind: "createEnum", enum: { ...named(name, options), values } }),
    dropEnum: (name, options = {}) => sink({ kind: "dropEnum", enum: named(name, options) }),
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
    createSequence: (name, { schema, ...options } = {}) =>
      sink({ kind: "createSequence", sequence: { ...named(name, { schema }), ...options } }),
    dropSequence: (name, options = {}) => sink({ kind: "dropSequence", sequence: named(name, options) }),
    createView: (name, text, options = {}) => sink({ kind: "createView", view: toView(name, text, options) }),
    dropView: (name, { materialized = false, ...options } = {}) =>
      sink({ kind: "dropView", view: named(name, options), materialized }),
    replaceView: (name, text, options = {}) =>
      sink({ kind: "replaceView", view: toView(name, text, options) }),
    createSchema: (name) => sink({ kind: "createSchema", name }),
    dropSchema: (name) => sink({ kind: "dropSchema", name }),
    createExtension: (name) => sink({ kind: "createExtension", name }),
    dropExtension: (name) => sink({ kind: "dropExtension", name }),

    backfill: (table, column, value, options = {}) =>
      sink({
        kind: "backfill",
        table: named(table, options),
        column,
        value: isSql(value) ? value.sql : dialect.literal(value),
      }),
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
        sql: statementText(statement),
        ...(parameters === undefined ? {} : { parameters }),
      }),
    autocommitBlock,
    query: (statement, parameters) => query(statementText(statement), parameters),
  };
  return operations;
}

function named(name: string, { schema }: { readonly schema?: string | undefined }): ObjectName {
  return schema === undefined ? { name } : { schema, name };
}

function textOf(name: string | { readonly name: string }): string {
  return typeof name === "string" ? name : name.name;
}

function statementText(statement: string | Sql): string {
  return isSql(statement) ? statement.sql : statement;
}

function toTable(
  dialect: OperationDialect,
  name: ObjectName,
  parts: readonly TablePart<"postgres">[],
  options: {
    readonly comment?: string;
    readonly schema?: string;
    readonly constraintOf: (table: string, part: ConstraintPart) => Constraint;
  } & TableOptions,
): Table {
  const { schema: _schema, comment, constraintOf, ...rest } = options;
  const table: Table = {
    ...emptyTable(name.name, name.schema),
    columns: parts.flatMap((part) => (part.part === "column" ? [toColumn(dialect, part)] : [])),
    ...(comment === undefined ? {} : { comment }),
    options: rest,
  };
  return parts.reduce(
    (state, part) => (part.part === "column" ? state : withConstraint(state, constraintOf(name.name, part))),
    table,
  );
}

function toIndex(
  name: string,
  parts: readonly (string | IndexPartInput<"postgres">)[],
  options: Omit<Index, "name" | "parts" | "unique" | "where"> & {
    readonly unique?: boolean;
    readonly where?: Sql;
  },
): Index {
  const { unique = false, where, ...rest } = options;
  return {
    name,
    parts: parts.map((part): IndexPart => {
      if (typeof part === "string") return { column: part };
      const { expression, ...facts } = part;
      return expression === undefined ? facts : { ...facts, expression: expression.sql };
    }),
    unique,
    ...(where === undefined ? {} : { where: where.sql }),
    ...rest,
  };
}

function toView(
  name: string,
  text: Sql,
  { materialized = false, declared, managed, ...options }: ViewOptions<"postgres">,
): View {
  return {
    ...named(name, options),
    definition: text.sql,
    materialized,
    ...(managed === undefined ? {} : { managed }),
    ...(declared === undefined ? {} : { declared }),
    indexes: [],
    dependsOn: [],
  };
}
