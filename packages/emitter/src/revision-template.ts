import { type DialectName, isLimbeckError, messageOf, readHeader, RevisionError } from "@limbeck/core";
import type { ts as typescript } from "ts-morph";
import type { RevisionHeader } from "./render-revision.ts";
import type { ModuleSyntax, RevisionExtension } from "./revision-format.ts";

/** What a revision is put together from. */
export interface RevisionParts extends Required<RevisionHeader> {
  readonly warnings: readonly string[];
  /** The database, as in `Operations<"postgres">`. */
  readonly dialect: DialectName;
  readonly extension: RevisionExtension;
  readonly syntax: ModuleSyntax;
  /** The doc comment at the top, with message, ids, date and warnings; nothing in them can close it. */
  readonly comment: string;
  /** The import statements; `Operations` among them in TypeScript. May be empty in JavaScript. */
  readonly imports: string;
  /** `revision`, `downRevision`, `branchLabels` and `dependsOn`, exported. */
  readonly declarations: string;
  /** The statements of `upgrade`, two spaces before each line. They call `op`. */
  readonly upgrade: string;
  /** The statements of `downgrade`. */
  readonly downgrade: string;
}

/**
 * Puts a revision file together: the role of Alembic's `script.py.mako`.
 *
 * @returns the text of the file, which must declare what `declarations` does, and export `upgrade` and `downgrade`.
 * @example
 * const template: RevisionTemplate = ({ comment, imports, declarations, upgrade, downgrade, dialect }) => `// © Example Ltd.
 * ${comment}
 * ${imports}
 *
 * ${declarations}
 *
 * export async function upgrade(op: Operations<"${dialect}">): Promise<void> {
 * ${upgrade}
 * }
 *
 * export async function downgrade(op: Operations<"${dialect}">): Promise<void> {
 * ${downgrade}
 * }
 * `;
 */
export type RevisionTemplate = (parts: RevisionParts) => string | Promise<string>;

/**
 * Puts a revision together by a template of the project.
 *
 * @throws {RevisionError} `E_REVISION_TEMPLATE` for what the template has thrown, and for a text that could not be loaded as
 * that revision.
 */
export async function applyTemplate(
  template: RevisionTemplate,
  parts: RevisionParts,
  ts: typeof typescript,
): Promise<string> {
  try {
    const source: unknown = await template(parts);
    if (typeof source !== "string")
      throw new Error(`it returned ${typeof source}, and the text of the file is needed`);
    const problem =
      syntaxProblem(source, parts, ts) ?? headerProblem(source, parts) ?? exportsProblem(source, ts);
    if (problem !== undefined) throw new Error(problem);
    return source;
  } catch (cause) {
    const message =
      `The template can't make revision ${parts.revision}: ${messageOf(cause)}. Nothing was written. ` +
      `A revision exports what "declarations" has, and the functions upgrade and downgrade.`;
    throw new RevisionError("E_REVISION_TEMPLATE", message, { details: { revision: parts.revision }, cause });
  }
}

function syntaxProblem(
  source: string,
  { extension }: RevisionParts,
  ts: typeof typescript,
): string | undefined {
  const { diagnostics = [] } = ts.transpileModule(source, {
    fileName: `revision.${extension}`,
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, allowJs: true },
  });
  const [first] = diagnostics;
  if (first === undefined) return undefined;
  const text = ts.flattenDiagnosticMessageText(first.messageText, " ").replace(/\.$/, "");
  if (first.file === undefined || first.start === undefined) return text;
  return `line ${first.file.getLineAndCharacterOfPosition(first.start).line + 1} of its text: ${text}`;
}

/** The header as the graph of revisions will read it, without running the file. */
function headerProblem(source: string, parts: RevisionParts): string | undefined {
  try {
    const header = readHeader(source, "its text");
    const keys = ["revision", "downRevision", "branchLabels", "dependsOn"] as const;
    const wrong = keys.find(
      (key) => JSON.stringify([header[key] ?? []].flat()) !== JSON.stringify([parts[key] ?? []].flat()),
    );
    if (wrong === undefined) return undefined;
    return `its text says ${wrong} ${JSON.stringify(header[wrong])}, and this one has ${JSON.stringify(parts[wrong])}`;
  } catch (error) {
    if (!isLimbeckError(error)) throw error;
    if (error.code === "E_REVISION_ID_MISSING") return `its text has no \`export const revision = "…"\``;
    return error.message.replace(/\.$/, "");
  }
}

function exportsProblem(source: string, ts: typeof typescript): string | undefined {
  const file = ts.createSourceFile("revision.ts", source, ts.ScriptTarget.Latest);
  const names = new Set(file.statements.flatMap((statement) => exportedNames(statement, file, ts)));
  const missing = ["upgrade", "downgrade"].filter((name) => !names.has(name));
  return missing.length === 0 ? undefined : `its text exports no ${missing.join(" and no ")}`;
}

function exportedNames(
  statement: typescript.Statement,
  file: typescript.SourceFile,
  ts: typeof typescript,
): readonly string[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause } = statement;
    return exportClause && ts.isNamedExports(exportClause)
      ? exportClause.elements.map(({ name }) => name.text)
      : [];
  }
  if (ts.isFunctionDeclaration(statement) || ts.isVariableStatement(statement)) {
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    if (!isExported) return [];
    return ts.isFunctionDeclaration(statement)
      ? [statement.name?.text ?? ""]
      : statement.declarationList.declarations.map(({ name }) => name.getText(file));
  }
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return [];
  const { left, right } = statement.expression;
  const target = left.getText(file);
  if (target === "module.exports" && ts.isObjectLiteralExpression(right)) {
    return right.properties.map(({ name }) => name?.getText(file) ?? "");
  }
  return [target.replace(/^(?:module\.)?exports\./, "")];
}
