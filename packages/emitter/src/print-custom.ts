import { type CustomOperation, definitionOf, messageOf, OperationError } from "@limbeck/core";
import { addCheckedImport } from "./checked-imports.ts";
import { type PrintContext, use } from "./print-context.ts";
import { printSqlText } from "./print-parts.ts";
import { printCall, printValue } from "./print-values.ts";

/**
 * The expression that makes an operation of somebody's own again: `createTrigger({ … })`.
 *
 * @throws {OperationError} `E_OPERATION_DEFINITION` where the definition does not say how.
 */
export function printCustom(operation: CustomOperation, context: PrintContext): string {
  const { name, module, render } = definitionOf(operation);
  const imported = (exported: string): string => {
    if (module === undefined) {
      throw refused(
        name,
        `does not say where it comes from. Give it "module", e.g. "../operations/trigger.js"`,
      );
    }
    try {
      addCheckedImport(context.imports, module, exported);
    } catch (cause) {
      throw refused(
        name,
        `needs the name "${exported}", which something else in the revision has. Rename the export`,
        cause,
      );
    }
    return exported;
  };
  const value = (data: unknown): string => {
    try {
      return printValue(data, (part) => printedSql(part, context));
    } catch (cause) {
      throw refused(name, `has a payload that can't be written down: ${messageOf(cause)}`, cause);
    }
  };
  if (render !== undefined) return render(operation.payload, { value, imported });
  return printCall(imported(name), value(operation.payload));
}

function printedSql(value: object, context: PrintContext): string | undefined {
  if (!(Symbol.for("limbeck.sql") in value)) return undefined;
  use(context, "sql");
  return printSqlText((value as { readonly sql: string }).sql, context);
}

function refused(name: string, why: string, cause?: unknown): OperationError {
  return new OperationError(
    "E_OPERATION_DEFINITION",
    `The operation "${name}" can't be written into a revision: its definition ${why}.`,
    { details: { name }, cause },
  );
}
