import type { MigrationScript, Operation } from "@limbeck/core";
import type { FunctionDeclarationStructure, VariableStatementStructure } from "ts-morph";
import { escapeInvisible } from "./invisible.ts";
import { withoutImpliedDrops } from "./implied-drops.ts";
import type { ImportedName, PrintContext } from "./print-context.ts";
import { nameFillIns, printFillIns } from "./print-fill-ins.ts";
import { printOperation } from "./print-operation.ts";
import { printString, printStrings } from "./print-values.ts";

/** What stands at the head of a revision file. */
export interface RevisionHeader {
  /** The id. */
  readonly revision: string;
  /** What it follows: `null` for the first, several for a merge. */
  readonly downRevision: string | readonly string[] | null;
  readonly message: string;
  readonly createDate: Date;
  readonly branchLabels?: readonly string[];
  readonly dependsOn?: readonly string[];
}

/**
 * The text of a revision: its header, and the operations of a script as `op.*` calls in both directions.
 *
 * Names, comments and SQL of the script are data and can't become code, whatever they hold.
 *
 * @returns TypeScript that is valid, but not yet formatted by the project's own rules.
 * @example
 * const source = await renderRevision(script, {
 *   revision: newRevisionId(), downRevision: null, message: "add account", createDate: new Date(),
 * });
 */
export async function renderRevision(script: MigrationScript, header: RevisionHeader): Promise<string> {
  // A second to load, and nobody but this function needs it.
  const { IndentationText, Project, QuoteKind, StructureKind, VariableDeclarationKind } =
    await import("ts-morph");
  const context: PrintContext = {
    dialect: script.dialect,
    imports: new Set(),
    fillIns: nameFillIns([...script.upgradeOps, ...script.downgradeOps]),
  };
  const upgrade = printBody(script.upgradeOps, context);
  const downgrade = printBody(script.downgradeOps, context);

  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Double },
  });
  const constant = (name: string, initializer: string, type?: string): VariableStatementStructure => ({
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, initializer, ...(type === undefined ? {} : { type }) }],
  });
  const direction = (name: string, statements: readonly string[]): FunctionDeclarationStructure => ({
    kind: StructureKind.Function,
    isExported: true,
    isAsync: true,
    name,
    parameters: [{ name: "op", type: `Operations<${printString(script.dialect.name)}>` }],
    returnType: "Promise<void>",
    leadingTrivia: "\n",
    statements: [...statements],
  });
  const file = project.createSourceFile("revision.ts", {
    statements: [
      {
        kind: StructureKind.ImportDeclaration,
        leadingTrivia: printHeader(header, script.warnings),
        moduleSpecifier: "@limbeck/core",
        ...importedNames(context.imports),
      },
      { ...constant("revision", printString(header.revision)), leadingTrivia: "\n" },
      constant("downRevision", printParents(header.downRevision)),
      constant("branchLabels", printStrings(header.branchLabels ?? []), "string[]"),
      constant("dependsOn", printStrings(header.dependsOn ?? []), "string[]"),
      direction("upgrade", upgrade),
      direction("downgrade", downgrade),
    ],
  });
  return file.getFullText();
}

function importedNames(imports: ReadonlySet<ImportedName>) {
  const values = [...imports].sort().map((name) => ({ name }));
  if (values.length === 0) return { isTypeOnly: true, namedImports: [{ name: "Operations" }] };
  return { namedImports: [...values, { name: "Operations", isTypeOnly: true }] };
}

function printParents(downRevision: RevisionHeader["downRevision"]): string {
  if (downRevision === null) return "null";
  return typeof downRevision === "string" ? printString(downRevision) : printStrings(downRevision);
}

/** The lines of the comment at the top, which `limbeck history` reads again. */
function printHeader(header: RevisionHeader, warnings: readonly string[]): string {
  const revises = header.downRevision === null ? "" : [header.downRevision].flat().join(", ");
  const lines = [
    ...commentLines(header.message),
    "",
    ...commentLines(`Revision ID: ${header.revision}`),
    ...commentLines(`Revises: ${revises}`),
    `Create Date: ${header.createDate.toISOString()}`,
    ...(warnings.length === 0 ? [] : ["", "Look at these before you run it:"]),
    ...warnings.flatMap((warning) => commentLines(`- ${warning}`)),
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Text inside a comment must not close it. */
function commentLines(text: string): string[] {
  return text
    .replaceAll("*/", "*\\/")
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => escapeInvisible(line, "\t"));
}

function printBody(all: readonly Operation[], context: PrintContext): string[] {
  if (all.length === 0) return ["// Nothing to do."];
  const operations = withoutImpliedDrops(all);
  const statements = operations.flatMap((operation) => [
    ...(operation.warning === undefined
      ? []
      : commentLines(operation.warning).map((line) => `// warning: ${line}`)),
    printOperation(operation, context),
  ]);
  return [...printFillIns(operations, context), ...statements];
}
