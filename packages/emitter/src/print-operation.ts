import {
  type BatchAlterTable,
  type Constraint,
  constraintsOf,
  type ObjectName,
  onlyAddsLabels,
  type Operation,
  type OperationKind,
  type OperationOf,
  type View,
} from "@limbeck/core";
import type { PrintContext } from "./print-context.ts";
import { printCustom } from "./print-custom.ts";
import { fillInVariable } from "./print-fill-ins.ts";
import {
  constraintOptions,
  indexOptions,
  optionalString,
  printColumn,
  printColumnChange,
  printConstraintPart,
  printDefinition,
  printEnumUse,
  printFinalName,
  printIndexParts,
  printName,
  printSqlText,
  printStatement,
  printLiteral,
} from "./print-parts.ts";
import { printBulkInsert } from "./print-rows.ts";
import {
  commentLines,
  printCall,
  printObject,
  printString,
  printStrings,
  printValue,
} from "./print-values.ts";

/** The call of `op` that records the operation again, as one statement without its comment. */
export function printOperation(operation: Operation, context: PrintContext): string {
  const rendered = context.renderItem({ kind: "operation", operation });
  if (rendered !== undefined) return `${rendered};`;
  // The map is exhaustive; TypeScript can't see that key and argument belong together.
  const print = printers[operation.kind] as (operation: Operation, context: PrintContext) => string;
  return `await op.${print(operation, context)};`;
}

const printers: {
  readonly [K in OperationKind]: (operation: OperationOf<K>, context: PrintContext) => string;
} = {
  createSchema: ({ name, ...condition }) =>
    printCall("createSchema", printString(name), printObject(printCondition(condition))),
  dropSchema: ({ name, ...condition }) =>
    printCall("dropSchema", printString(name), printObject(printCondition(condition))),
  createExtension: ({ name }) => printCall("createExtension", printString(name)),
  dropExtension: ({ name, ...condition }) =>
    printCall("dropExtension", printString(name), printObject(printCondition(condition))),

  createEnum: (operation) =>
    printCall(
      "createEnum",
      printString(operation.enum.name),
      printStrings(operation.enum.values),
      place(operation.enum, operation),
    ),
  dropEnum: (operation) =>
    printCall("dropEnum", printString(operation.enum.name), place(operation.enum, operation)),
  addEnumValue: (operation) =>
    printCall(
      "addEnumValue",
      printString(operation.enum.name),
      printString(operation.value),
      printObject({
        before: optionalString(operation.before),
        after: optionalString(operation.after),
        ...printCondition(operation),
        schema: optionalString(operation.enum.schema),
      }),
    ),
  renameEnumValue: (operation) =>
    printCall(
      "renameEnumValue",
      ...named(operation.enum, printString(operation.value), printString(operation.newValue)),
    ),
  alterEnum: (operation, context) =>
    printCall(
      "alterEnum",
      printString(operation.enum.name),
      printObject({
        from: printStrings(operation.existing),
        to: printStrings(operation.values),
        // Labels that only come in concern no column.
        usedBy:
          operation.usedBy.length === 0 || onlyAddsLabels(operation)
            ? undefined
            : `[${operation.usedBy.map((use) => printEnumUse(use, context)).join(", ")}]`,
        replace: operation.replace ? "true" : undefined,
        schema: optionalString(operation.enum.schema),
      }),
    ),
  createSequence: ({ sequence, ...condition }) => {
    const { name, schema, type, cycle, ...numbers } = sequence;
    const options = printObject({
      type: optionalString(type),
      ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, optionalString(value)])),
      cycle: cycle === undefined ? undefined : String(cycle),
      ...printCondition(condition),
      schema: optionalString(schema),
    });
    return printCall("createSequence", printString(name), options);
  },
  dropSequence: ({ sequence, ...condition }) =>
    printCall("dropSequence", printString(sequence.name), place(sequence, condition)),

  createTable: ({ table, ...condition }, context) => {
    const parts = [
      ...table.columns.map((column) => printColumn(column, context)),
      ...constraintsOf(table).map((constraint) => printConstraintPart(constraint, context)),
    ];
    const { engine, charset, collation, withoutRowid, strict } = table.options;
    const options = printObject({
      comment: optionalString(table.comment),
      engine: optionalString(engine),
      charset: optionalString(charset),
      collation: optionalString(collation),
      withoutRowid: withoutRowid ? "true" : undefined,
      strict: strict ? "true" : undefined,
      ...printCondition(condition),
      schema: optionalString(table.schema),
    });
    // A line of its own for each part, however short the table is: reviews show them one by one.
    return printCall("createTable", printString(table.name), `[\n${parts.join(",\n")},\n]`, options);
  },
  dropTable: ({ table, ...condition }) =>
    printCall("dropTable", printString(table.name), place(table, condition)),
  renameTable: ({ table, newName }) => printCall("renameTable", ...named(table, printString(newName))),
  createTableComment: ({ table, comment }) =>
    printCall("createTableComment", ...named(table, printString(comment))),
  dropTableComment: ({ table }) => printCall("dropTableComment", ...named(table)),
  alterTableOptions: ({ table, options }) =>
    printCall(
      "alterTableOptions",
      printString(table.name),
      printObject({
        ...Object.fromEntries(
          Object.entries(options).map(([key, value]) => [
            key,
            typeof value === "string" ? printString(value) : String(value),
          ]),
        ),
        schema: optionalString(table.schema),
      }),
    ),

  custom: (operation, context) => printCall("invoke", printCustom(operation, context)),
  batchAlterTable: (operation, context) => printBatch(operation, context),
  addColumn: ({ table, column, insertBefore, insertAfter, ...condition }, context) =>
    printCall(
      "addColumn",
      printString(table.name),
      printColumn(column, context),
      place(table, condition, {
        insertBefore: optionalString(insertBefore),
        insertAfter: optionalString(insertAfter),
      }),
    ),
  dropColumn: ({ table, column, ...condition }) =>
    printCall("dropColumn", printString(table.name), printString(column), place(table, condition)),
  alterColumn: ({ table, column, change, existing, using }, context) =>
    printCall(
      "alterColumn",
      printString(table.name),
      printString(column),
      printObject({
        ...printColumnChange({ change, existing }, context),
        using: using === undefined ? undefined : printSqlText(using, context),
        schema: optionalString(table.schema),
      }),
    ),
  renameColumn: ({ table, column, newName }) =>
    printCall("renameColumn", ...named(table, printString(column), printString(newName))),

  createConstraint: ({ table, constraint }, context) => printCreateConstraint(table, constraint, context),
  dropConstraint: ({ table, type, name, existing, ...condition }, context) =>
    printCall(
      "dropConstraint",
      printName(name),
      printString(table.name),
      printString(type),
      printObject({
        existing:
          name !== undefined || existing === undefined ? undefined : printDefinition(existing, context),
        ...printCondition(condition),
        schema: optionalString(table.schema),
      }),
    ),
  renameConstraint: ({ table, type, name, newName }) =>
    printCall(
      "renameConstraint",
      ...named(table, printString(type), printFinalName(name), printFinalName(newName)),
    ),

  validateConstraint: ({ table, name }) =>
    printCall("validateConstraint", printFinalName(name), printString(table.name), inSchema(table)),

  createIndex: ({ table, index, ...condition }, context) =>
    printCall(
      "createIndex",
      printFinalName(index.name),
      printString(table.name),
      printIndexParts(index.parts, context),
      printObject({
        ...indexOptions(index, context),
        ...printCondition(condition),
        schema: optionalString(table.schema),
      }),
    ),
  dropIndex: ({ table, name, concurrently, ...condition }) =>
    printCall(
      "dropIndex",
      printFinalName(name),
      printString(table.name),
      printObject({
        concurrently: concurrently ? "true" : undefined,
        ...printCondition(condition),
        schema: optionalString(table.schema),
      }),
    ),
  renameIndex: ({ table, name, newName }) =>
    printCall("renameIndex", ...named(table, printFinalName(name), printFinalName(newName))),

  createView: ({ view, ...condition }, context) => printView("createView", view, context, condition),
  dropView: ({ view, materialized, ...condition }) =>
    printCall(
      "dropView",
      printString(view.name),
      printObject({
        materialized: materialized ? "true" : undefined,
        ...printCondition(condition),
        schema: optionalString(view.schema),
      }),
    ),
  replaceView: ({ view }, context) => printView("replaceView", view, context),
  refreshMaterializedView: ({ view, concurrently }) =>
    printCall(
      "refreshMaterializedView",
      printString(view.name),
      printObject({ concurrently: concurrently ? "true" : undefined, schema: optionalString(view.schema) }),
    ),
  backfill: ({ table, column, value }, context) =>
    printCall(
      "backfill",
      ...named(
        table,
        printString(column),
        value === undefined
          ? fillInVariable(table, column, context)
          : printLiteral(value, undefined, context),
      ),
    ),
  bulkInsert: (operation, context) => printBulkInsert(operation, context),
  execute: ({ sql, parameters }, context) =>
    printCall(
      "execute",
      printStatement(sql, context),
      parameters === undefined ? undefined : printValue(parameters),
    ),
};

/** The name of an object, more arguments, and at the end its schema. */
function named(name: ObjectName, ...parameters: readonly string[]): (string | undefined)[] {
  return [printString(name.name), ...parameters, inSchema(name)];
}

interface Condition {
  readonly ifExists?: boolean;
  readonly ifNotExists?: boolean;
}

function printCondition({ ifExists, ifNotExists }: Condition): Record<string, string | undefined> {
  return { ifExists: ifExists ? "true" : undefined, ifNotExists: ifNotExists ? "true" : undefined };
}

/** The options that say where an object lies, and whether it has to be there. */
function place(
  { schema }: ObjectName,
  condition: Condition,
  more: Readonly<Record<string, string | undefined>> = {},
): string | undefined {
  return printObject({ ...more, ...printCondition(condition), schema: optionalString(schema) });
}

/** A name that no database has, in the place of the table that a batch knows already. */
const batchTable: ObjectName = { name: "\0table" };

function printBatch({ table, operations, recreate }: BatchAlterTable, context: PrintContext): string {
  const quoted = printString(batchTable.name).replaceAll("\\", "\\\\");
  const parameter = new RegExp(`${quoted}, |(?:, )?${quoted}`);
  const changes = operations.map((change) => {
    if (change.kind === "backfill" && change.value === undefined) {
      const value = fillInVariable(table, change.column, context);
      return `${warningComment(change)}await batch.backfill(${printString(change.column)}, ${value});`;
    }
    const print = printers[change.kind] as (operation: Operation, context: PrintContext) => string;
    const call = print({ ...change, table: batchTable }, context).replace(parameter, "");
    return `${warningComment(change)}await batch.${call};`;
  });
  const options = printObject({ recreate: optionalString(recreate), schema: optionalString(table.schema) });
  const body = changes.length === 0 ? "() => {}" : `async (batch) => {\n${changes.join("\n")}\n}`;
  return printCall("batchAlterTable", printString(table.name), body, options);
}

/** What to know before an operation is run, on lines of its own above it. */
export function warningComment({ warning }: Operation): string {
  if (warning === undefined) return "";
  return commentLines(warning)
    .map((line) => `// warning: ${line}\n`)
    .join("");
}

function inSchema({ schema }: ObjectName): string | undefined {
  return printObject({ schema: optionalString(schema) });
}

function printView(method: string, view: View, context: PrintContext, condition: Condition = {}): string {
  const options = printObject({
    materialized: view.materialized ? "true" : undefined,
    managed: view.managed === false ? "false" : undefined,
    declared: optionalString(view.declared),
    ...printCondition(condition),
    schema: optionalString(view.schema),
  });
  return printCall(method, printString(view.name), printSqlText(view.definition, context), options);
}

function printCreateConstraint(table: ObjectName, constraint: Constraint, context: PrintContext): string {
  const start = [printName(constraint.name), printString(table.name)];
  const options = printObject({ ...constraintOptions(constraint), schema: optionalString(table.schema) });
  switch (constraint.type) {
    case "primary key":
      return printCall("createPrimaryKey", ...start, printStrings(constraint.columns), options);
    case "unique":
      return printCall("createUniqueConstraint", ...start, printStrings(constraint.columns), options);
    case "check":
      return printCall(
        "createCheckConstraint",
        ...start,
        printSqlText(constraint.expression, context),
        options,
      );
    case "exclusion":
      return printCall(
        "createExcludeConstraint",
        ...start,
        printSqlText(constraint.expression, context),
        options,
      );
    case "foreign key":
      return printCall(
        "createForeignKey",
        ...start,
        printString(constraint.referencedTable.name),
        printStrings(constraint.columns),
        printStrings(constraint.referencedColumns),
        options,
      );
  }
}
