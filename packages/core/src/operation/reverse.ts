import { OperationError } from "../errors.ts";
import { displayName, objectName } from "../schema/object-name.ts";
import { applyColumnChange, reverseColumnChange } from "./column-change.ts";
import type { TableChange } from "./batch-alter-table.ts";
import { definitionOf, describeCustom } from "./custom-operation.ts";
import { onlyAddsLabels } from "./enum-labels.ts";
import type { Operation, OperationKind, OperationOf } from "./operation.ts";
import { statementText } from "./sql.ts";

/**
 * The operation that undoes `operation`.
 *
 * @throws {OperationError} `E_IRREVERSIBLE` when the operation does not carry the state it replaced.
 */
export function reverse(operation: Operation): Operation {
  // The map is exhaustive; TypeScript can't see that key and argument belong together.
  const inverse = inverses[operation.kind] as (operation: Operation) => Operation;
  return withCondition(operation, inverse(operation));
}

/** What was only made where it was not there goes only where it is, and the other way round. */
function withCondition(operation: Operation, inverse: Operation): Operation {
  if ("ifNotExists" in operation && operation.ifNotExists) return { ...inverse, ifExists: true } as Operation;
  if ("ifExists" in operation && operation.ifExists) return { ...inverse, ifNotExists: true } as Operation;
  return inverse;
}

/** The operations that undo `operations`, last one first. */
export function reverseAll(operations: readonly Operation[]): readonly Operation[] {
  return operations.map(reverse).reverse();
}

const inverses: { readonly [K in OperationKind]: (operation: OperationOf<K>) => Operation } = {
  createSchema: ({ name }) => ({ kind: "dropSchema", name }),
  dropSchema: ({ name }) => ({ kind: "createSchema", name }),
  createExtension: ({ name }) => ({ kind: "dropExtension", name }),
  dropExtension: ({ name }) => ({ kind: "createExtension", name }),
  createEnum: ({ enum: type }) => ({ kind: "dropEnum", enum: objectName(type), existing: type }),
  dropEnum: (operation) => ({ kind: "createEnum", enum: existing(operation, displayName(operation.enum)) }),
  alterEnum: (operation) => ({
    kind: "alterEnum",
    enum: operation.enum,
    values: operation.existing,
    existing: operation.values,
    // A default that went with its label comes back with it.
    ...(operation.replace ||
    (!onlyAddsLabels(operation) && operation.usedBy.some((use) => use.default !== use.existingDefault))
      ? { replace: true }
      : {}),
    usedBy: operation.usedBy.map(({ default: after, existingDefault, ...use }) => ({
      ...use,
      ...(existingDefault === undefined ? {} : { default: existingDefault }),
      ...(after === undefined ? {} : { existingDefault: after }),
    })),
  }),
  addEnumValue: ({ kind, enum: name, value }) => {
    throw new OperationError(
      "E_IRREVERSIBLE",
      `The label ${value} of the enum ${displayName(name)} can't be taken out again by itself: rows may have it. ` +
        `Write op.alterEnum() with the labels before and after, and the columns of the type.`,
      { details: { kind, subject: displayName(name) } },
    );
  },
  renameEnumValue: ({ enum: name, value, newValue }) => ({
    kind: "renameEnumValue",
    enum: name,
    value: newValue,
    newValue: value,
  }),
  createSequence: ({ sequence }) => ({
    kind: "dropSequence",
    sequence: objectName(sequence),
    existing: sequence,
  }),
  dropSequence: (operation) => ({
    kind: "createSequence",
    sequence: existing(operation, displayName(operation.sequence)),
  }),
  createTable: ({ table }) => ({ kind: "dropTable", table: objectName(table), existing: table }),
  dropTable: (operation) => ({
    kind: "createTable",
    table: existing(operation, displayName(operation.table)),
  }),
  renameTable: ({ table, newName }) => ({
    kind: "renameTable",
    table: { ...table, name: newName },
    newName: table.name,
  }),
  createTableComment: ({ table, comment, existing: before }) =>
    before === undefined
      ? { kind: "dropTableComment", table, existing: comment }
      : { kind: "createTableComment", table, comment: before, existing: comment },
  dropTableComment: (operation) => ({
    kind: "createTableComment",
    table: operation.table,
    comment: existing(operation, displayName(operation.table)),
  }),
  alterTableOptions: (operation) => ({
    kind: "alterTableOptions",
    table: operation.table,
    options: existing(operation, displayName(operation.table)),
    existing: operation.options,
  }),
  addColumn: ({ table, column }) => ({
    kind: "dropColumn",
    table,
    column: column.name,
    existing: column,
  }),
  dropColumn: (operation) => ({
    kind: "addColumn",
    table: operation.table,
    column: existing(operation, `${displayName(operation.table)}.${operation.column}`),
  }),
  alterColumn: (operation) => {
    const before = existing(operation, `${displayName(operation.table)}.${operation.column}`);
    return {
      kind: "alterColumn",
      table: operation.table,
      column: operation.column,
      change: reverseColumnChange(before, operation.change),
      existing: applyColumnChange(before, operation.change),
    };
  },
  renameColumn: ({ table, column, newName }) => ({
    kind: "renameColumn",
    table,
    column: newName,
    newName: column,
  }),
  createConstraint: ({ table, constraint }) => ({
    kind: "dropConstraint",
    table,
    type: constraint.type,
    ...(constraint.name === undefined ? {} : { name: constraint.name }),
    existing: constraint,
  }),
  dropConstraint: (operation) => ({
    kind: "createConstraint",
    table: operation.table,
    constraint: existing(operation, `${displayName(operation.table)}.${operation.name ?? operation.type}`),
  }),
  renameConstraint: ({ table, type, name, newName }) => ({
    kind: "renameConstraint",
    table,
    type,
    name: newName,
    newName: name,
  }),
  validateConstraint: ({ kind, table, name }) => {
    const subject = `${displayName(table)}.${name}`;
    throw new OperationError(
      "E_IRREVERSIBLE",
      `The constraint ${subject} stays validated: there is nothing to take back. Leave it out of the downgrade.`,
      { details: { kind, subject } },
    );
  },
  createIndex: ({ table, index }) => ({
    kind: "dropIndex",
    table,
    name: index.name,
    ...(index.concurrently ? { concurrently: true } : {}),
    existing: index,
  }),
  dropIndex: (operation) => {
    // What a failed build left behind is an index once more, not half of one.
    const { invalid: _invalid, ...index } = existing(operation, operation.name);
    return {
      kind: "createIndex",
      table: operation.table,
      index: operation.concurrently ? { ...index, concurrently: true } : index,
    };
  },
  renameIndex: ({ table, name, newName }) => ({ kind: "renameIndex", table, name: newName, newName: name }),
  createView: ({ view }) => ({
    kind: "dropView",
    view: objectName(view),
    materialized: view.materialized,
    existing: view,
  }),
  dropView: (operation) => ({ kind: "createView", view: existing(operation, displayName(operation.view)) }),
  replaceView: (operation) => ({
    kind: "replaceView",
    view: existing(operation, displayName(operation.view)),
    existing: operation.view,
  }),
  refreshMaterializedView: (operation) => operation,
  backfill: ({ kind, table, column }) => {
    throw irreversible(kind, `${displayName(table)}.${column}`);
  },
  batchAlterTable: ({ warning: _warning, ...operation }) => ({
    ...operation,
    // What changes a table is undone by what changes that table.
    operations: reverseAll(operation.operations) as readonly TableChange[],
  }),
  custom: (operation) => {
    const { reverse: inverse } = definitionOf(operation);
    if (inverse !== undefined) return inverse(operation.payload);
    throw new OperationError(
      "E_IRREVERSIBLE",
      `"${describeCustom(operation)}" can't be reversed: the definition of ${operation.name} has no "reverse". ` +
        `Add it there, or write the downgrade by hand.`,
      { details: { kind: operation.kind, name: operation.name } },
    );
  },
  bulkInsert: ({ kind, table }) => {
    throw irreversible(kind, displayName(table));
  },
  execute: ({ kind, sql }) => {
    throw irreversible(kind, statementText(sql));
  },
};

/** The found state that the operation carries. */
function existing<T>(operation: { readonly kind: OperationKind; readonly existing?: T }, subject: string): T {
  if (operation.existing === undefined) throw irreversible(operation.kind, subject);
  return operation.existing;
}

function irreversible(kind: OperationKind, subject: string): OperationError {
  return new OperationError(
    "E_IRREVERSIBLE",
    `${kind} of ${subject} can't be reversed: it does not say what was there before. ` +
      `Give it as "existing", or write the downgrade by hand.`,
    { details: { kind, subject } },
  );
}
