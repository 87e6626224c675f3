import type { BulkInsert, InsertedValue } from "@limbeck/core";
import type { PrintContext } from "./print-context.ts";
import { optionalString, printSqlText, printType } from "./print-parts.ts";
import { printCall, printKey, printObject, printString, printValue } from "./print-values.ts";

/** `bulkInsert("country", [{ code: "at", name: "Austria" }])`, a line for each row. */
export function printBulkInsert(
  { table, columns, rows, types, overriding }: BulkInsert,
  context: PrintContext,
): string {
  const printed = rows.map(
    (row) =>
      `{ ${columns.map((column, at) => `${printKey(column)}: ${printInserted(row[at]!, context)}`).join(", ")} }`,
  );
  const options = printObject({
    columns:
      types &&
      printObject(
        Object.fromEntries(
          Object.entries(types).map(([column, type]) => [printKey(column), printType(type, context)]),
        ),
      ),
    overriding: optionalString(overriding),
    schema: optionalString(table.schema),
  });
  return printCall("bulkInsert", printString(table.name), `[\n${printed.join(",\n")},\n]`, options);
}

function printInserted(value: InsertedValue, context: PrintContext): string {
  if (typeof value !== "object" || value === null) return printValue(value);
  if ("sql" in value) return printSqlText(value.sql, context);
  return printValue("json" in value ? JSON.parse(value.json) : value);
}
