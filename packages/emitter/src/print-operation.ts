import {
  type Constraint,
  constraintsOf,
  type ObjectName,
  type Operation,
  type OperationKind,
  type OperationOf,
  type View,
} from "@limbeck/core";
import type { PrintContext } from "./print-context.ts";
import { fillInVariable } from "./print-fill-ins.ts";
import {
  constraintOptions,
  indexOptions,
  optionalString,
  printColumn,
  printColumnChange,
  printConstraintPart,
  printEnumUse,
  printFinalName,
  printIndexParts,
  printName,
  printSqlText,
} from "./print-parts.ts";
import { printCall, printObject, printString, printStrings } from "./print-values.ts";

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
  createSchema: ({ name }) => printCall("createSchema", printString(name)),
  dropSchema: ({ name }) => printCall("dropSchema", printString(name)),
  createExtension: ({ name }) => printCall("createExtension", printString(name)),
  dropExtension: ({ name }) => printCall("dropExtension", printString(name)),

  createEnum: (operation) =>
    printCall("createEnum", ...named(operation.enum, printStrings(operation.enum.values))),
  dropEnum: (operation) => printCall("dropEnum", ...named(operation.enum)),
  alterEnum: (operation, context) =>
    printCall(
      "alterEnum",
      printString(operation.enum.name),
      printObject({
        from: printStrings(operation.existing),
        to: printStrings(operation.values),
        usedBy:
          operation.usedBy.length === 0
            ? undefined
            : `[${operation.usedBy.map((use) => printEnumUse(use, context)).join(", ")}]`,
        replace: operation.replace ? "true" : undefined,
        schema: optionalString(operation.enum.schema),
      }),
    ),
  createSequence: ({ sequence }) => {
    const { name, schema, type, cycle, ...numbers } = sequence;
    const options = printObject({
      type: optionalString(type),
      ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, optionalString(value)])),
      cycle: cycle === undefined ? undefined : String(cycle),
      schema: optionalString(schema),
    });
    return printCall("createSequence", printString(name), options);
  },
  dropSequence: ({ sequence }) => printCall("dropSequence", ...named(sequence)),

  createTable: ({ table }, context) => {
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
      schema: optionalString(table.schema),
    });
    // A line of its own for each part, however short the table is: reviews show them one by one.
    return printCall("createTable", printString(table.name), `[\n${parts.join(",\n")},\n]`, options);
  },
  dropTable: ({ table }) => printCall("dropTable", ...named(table)),
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

  addColumn: ({ table, column }, context) =>
    printCall("addColumn", ...named(table, printColumn(column, context))),
  dropColumn: ({ table, column }) => printCall("dropColumn", ...named(table, printString(column))),
  alterColumn: ({ table, column, change, using }, context) =>
    printCall(
      "alterColumn",
      printString(table.name),
      printString(column),
      printObject({
        ...printColumnChange(change, context),
        using: using === undefined ? undefined : printSqlText(using, context),
        schema: optionalString(table.schema),
      }),
    ),
  renameColumn: ({ table, column, newName }) =>
    printCall("renameColumn", ...named(table, printString(column), printString(newName))),

  createConstraint: ({ table, constraint }, context) => printCreateConstraint(table, constraint, context),
  dropConstraint: ({ table, type, name, existing }, context) =>
    printCall(
      "dropConstraint",
      printName(name),
      printString(table.name),
      printString(type),
      printObject({
        existing:
          name !== undefined || existing === undefined ? undefined : printConstraintPart(existing, context),
        schema: optionalString(table.schema),
      }),
    ),
  renameConstraint: ({ table, type, name, newName }) =>
    printCall(
      "renameConstraint",
      ...named(table, printString(type), printFinalName(name), printFinalName(newName)),
    ),

  createIndex: ({ table, index }, context) =>
    printCall(
      "createIndex",
      printFinalName(index.name),
      printString(table.name),
      printIndexParts(index.parts, context),
      printObject({ ...indexOptions(index, context), schema: optionalString(table.schema) }),
    ),
  dropIndex: ({ table, name, concurrently }) =>
    printCall(
      "dropIndex",
      printFinalName(name),
      printString(table.name),
      printObject({ concurrently: concurrently ? "true" : undefined, schema: optionalString(table.schema) }),
    ),
  renameIndex: ({ table, name, newName }) =>
    printCall("renameIndex", ...named(table, printFinalName(name), printFinalName(newName))),

  createView: ({ view }, context) => printView("createView", view, context),
  dropView: ({ view, materialized }) =>
    printCall(
      "dropView",
      printString(view.name),
      printObject({ materialized: materialized ? "true" : undefined, schema: optionalString(view.schema) }),
    ),
  replaceView: ({ view }, context) => printView("replaceView", view, context),
  backfill: ({ table, column, value }, context) =>
    printCall(
      "backfill",
      ...named(
        table,
        printString(column),
        value === undefined ? fillInVariable(table, column, context) : printSqlText(value, context),
      ),
    ),
  execute: ({ sql, parameters }, context) =>
    printCall(
      "execute",
      printSqlText(sql, context),
      parameters === undefined ? undefined : JSON.stringify(parameters),
    ),
};

/** The name of an object, more arguments, and at the end its schema. */
function named(name: ObjectName, ...parameters: readonly string[]): (string | undefined)[] {
  return [printString(name.name), ...parameters, inSchema(name)];
}

function inSchema({ schema }: ObjectName): string | undefined {
  return printObject({ schema: optionalString(schema) });
}

function printView(method: string, view: View, context: PrintContext): string {
  const options = printObject({
    materialized: view.materialized ? "true" : undefined,
    managed: view.managed === false ? "false" : undefined,
    declared: optionalString(view.declared),
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
