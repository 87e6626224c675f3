import { type CustomOperation, definitionOf, messageOf, OperationError } from "@limbeck/core";
import { type ImportedName, type PrintContext, use } from "./print-context.ts";
import { printSqlText } from "./print-parts.ts";
import { printCall, printValue } from "./print-values.ts";

const coreNames: readonly (ImportedName | "Operations")[] = [
  ...["check", "column", "exclude", "fillIn", "foreignKey", "primaryKey", "sql", "type", "unique"],
  "Operations",
] as readonly (ImportedName | "Operations")[];

/** Names that a revision has already. */
const taken: readonly string[] = [
  ...coreNames,
  ...[
    "op",
    "batch",
    "context",
    "revision",
    "downRevision",
    "branchLabels",
    "dependsOn",
    "upgrade",
    "downgrade",
  ],
];

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
    const other = context.modules.get(exported) ?? module;
    if (other !== module || taken.includes(exported)) {
      throw refused(
        name,
        `needs the name "${exported}", which something else in the revision has. Rename the export`,
      );
    }
    context.modules.set(exported, module);
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

/** The modules of operations of somebody's own, each with the names that come from it. */
export function customImports({ modules }: PrintContext): [string, string[]][] {
  const names = new Map<string, string[]>();
  for (const [name, module] of modules) names.set(module, [...(names.get(module) ?? []), name]);
  return [...names]
    .map(([module, list]): [string, string[]] => [module, list.sort()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
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
