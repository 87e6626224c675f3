import type { ObjectName, Operation } from "@limbeck/core";
import { type PrintContext, use } from "./print-context.ts";
import { printCall, printString } from "./print-values.ts";

/** Equal for the same column. */
function keyOf({ schema, name }: ObjectName, column: string): string {
  return JSON.stringify([schema ?? null, name, column]);
}

/** The variables of the values that a person has to choose, each name once. */
export function nameFillIns(operations: readonly Operation[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const operation of operations.flatMap(withoutBatches)) {
    if (operation.kind !== "backfill" || operation.value !== undefined) continue;
    const base = identifier([operation.table.schema ?? "", operation.table.name, operation.column].join(" "));
    let name = base;
    for (let at = 2; taken.has(name); at++) name = `${base}_${at}`;
    taken.add(name);
    names.set(keyOf(operation.table, operation.column), name);
  }
  return names;
}

function withoutBatches(operation: Operation): readonly Operation[] {
  return operation.kind === "batchAlterTable" ? operation.operations : [operation];
}

/** With a word before it, so that it is no word of the language and does not start with a digit. */
function identifier(text: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  return `valueOf${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}`;
}

/** The variable that `op.backfill()` takes. */
export function fillInVariable(table: ObjectName, column: string, { fillIns }: PrintContext): string {
  const name = fillIns.get(keyOf(table, column));
  if (name === undefined) throw new Error(`no variable was named for ${table.name}.${column}`);
  return name;
}

/**
 * The placeholders, before anything else in the function: one that was forgotten stops the revision before it has
 * changed anything, also on a database that can't roll back.
 */
export function printFillIns(all: readonly Operation[], context: PrintContext): string[] {
  const operations = all.flatMap(withoutBatches);
  const lines = operations.flatMap((operation, at) => {
    if (operation.kind !== "backfill" || operation.value !== undefined) return [];
    const { table, column } = operation;
    const type = typeBefore(operations.slice(0, at), table, column, context);
    const what = `${table.name}.${column}${type === undefined ? "" : `, ${type}`}, for the rows that are there`;
    return [
      `const ${fillInVariable(table, column, context)} = ${printCall(use(context, "fillIn"), printString(what))};`,
    ];
  });
  if (lines.length === 0) return [];
  const comment =
    "// The table has rows, and the column must not be NULL: replace fillIn() by a value, or by sql`…`.";
  return [comment, ...lines];
}

/** The type that the column has by then. */
function typeBefore(
  operations: readonly Operation[],
  table: ObjectName,
  column: string,
  { dialect }: PrintContext,
): string | undefined {
  const key = keyOf(table, column);
  const types = operations.flatMap((operation) => {
    if (operation.kind === "addColumn") {
      return keyOf(operation.table, operation.column.name) === key ? [operation.column.type] : [];
    }
    if (operation.kind !== "alterColumn" || keyOf(operation.table, operation.column) !== key) return [];
    return operation.change.type ?? operation.existing?.type ?? [];
  });
  const type = types.at(-1);
  return type === undefined ? undefined : dialect.formatType(type);
}
