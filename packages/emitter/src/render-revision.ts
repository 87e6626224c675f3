import type { MigrationScript, Operation } from "@limbeck/core";
import type { ts as typescript } from "ts-morph";
import {
  addImport,
  type Imports,
  limbeckModule,
  printEsmImport,
  printImports,
  printRequire,
} from "./imports.ts";
import { layOut } from "./lay-out.ts";
import { commentLines, printComment } from "./print-comment.ts";
import type { PrintContext } from "./print-context.ts";
import { nameFillIns, printFillIns } from "./print-fill-ins.ts";
import { printDeclarations, printFrame } from "./print-frame.ts";
import { printOperation } from "./print-operation.ts";
import { itemRenderer, type RenderItem } from "./render-item.ts";
import type { ModuleSyntax, RevisionExtension } from "./revision-format.ts";
import { applyTemplate, type RevisionParts, type RevisionTemplate } from "./revision-template.ts";

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

/** How a revision is written down. */
export interface RenderOptions {
  /** What the file is to end with: the language. Default `ts`. */
  readonly extension?: RevisionExtension;
  /** For `js`: what the nearest `package.json` makes of it. Default `esm`. */
  readonly syntax?: ModuleSyntax;
  /** Prints parts of it in the project's own words. */
  readonly renderItem?: RenderItem;
  /** Puts the file together in place of Limbeck's own frame. */
  readonly template?: RevisionTemplate;
}

/**
 * The text of a revision: its header, and the operations of a script as `op.*` calls in both directions.
 *
 * Names, comments and SQL of the script are data and can't become code, whatever they hold. The text is laid out as prettier
 * does it by default; the same script and header give the same text.
 *
 * @throws {RevisionError} `E_RENDER_ITEM`, `E_REVISION_TEMPLATE`.
 * @example
 * const source = await renderRevision(script, {
 *   revision: newRevisionId(), downRevision: null, message: "add account", createDate: new Date(),
 * });
 */
export async function renderRevision(
  script: MigrationScript,
  header: RevisionHeader,
  {
    extension = "ts",
    syntax = extension === "cjs" ? "commonjs" : "esm",
    renderItem,
    template,
  }: RenderOptions = {},
): Promise<string> {
  // A second to load, and nobody but this function needs it.
  const { ts } = await import("ts-morph");
  const { dialect, warnings, upgradeOps, downgradeOps } = script;
  const imports: Imports = new Map();
  const context: PrintContext = {
    dialect,
    imports,
    fillIns: nameFillIns([...upgradeOps, ...downgradeOps]),
    renderItem: itemRenderer(renderItem, dialect.name, imports, ts),
  };
  const upgrade = printBody(upgradeOps, context, ts);
  const downgrade = printBody(downgradeOps, context, ts);
  if (extension.endsWith("ts")) addImport(imports, limbeckModule, "type Operations");
  const { branchLabels = [], dependsOn = [], ...rest } = header;
  const named = { ...rest, branchLabels, dependsOn, extension, syntax };
  const parts: RevisionParts = {
    ...named,
    warnings,
    dialect: dialect.name,
    comment: printComment(header, warnings),
    imports: printImports(imports, syntax === "esm" ? printEsmImport : printRequire),
    declarations: printDeclarations(named, (statement) => layOut(statement, 0, ts)),
    upgrade,
    downgrade,
  };
  return template === undefined ? printFrame(parts) : applyTemplate(template, parts, ts);
}

function printBody(operations: readonly Operation[], context: PrintContext, ts: typeof typescript): string {
  const statements = operations.flatMap((operation) => [
    ...(operation.warning === undefined
      ? []
      : commentLines(operation.warning).map((line) => `// warning: ${line}`)),
    printOperation(operation, context),
  ]);
  const lines =
    statements.length === 0 ? ["// Nothing to do."] : [...printFillIns(operations, context), ...statements];
  return lines.map((line) => layOut(line, 2, ts)).join("\n");
}
