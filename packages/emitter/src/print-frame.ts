import { printString, printStrings } from "./print-values.ts";
import type { RevisionHeader } from "./render-revision.ts";
import type { ModuleSyntax, RevisionExtension } from "./revision-format.ts";
import type { RevisionParts } from "./revision-template.ts";

interface Format {
  readonly extension: RevisionExtension;
  readonly syntax: ModuleSyntax;
}

/** The statements that say what the revision is, as they can be read without running them. */
export function printDeclarations(
  { revision, downRevision, branchLabels, dependsOn, ...format }: Required<RevisionHeader> & Format,
  layOut: (statement: string) => string,
): string {
  const parents =
    downRevision === null
      ? "null"
      : typeof downRevision === "string"
        ? printString(downRevision)
        : printStrings(downRevision);
  const declare = (name: string, value: string, type?: string): string => {
    const comment = type !== undefined && !isTyped(format) ? `/** @type {${type}} */\n` : "";
    const annotation = type !== undefined && isTyped(format) ? `: ${type}` : "";
    const target = format.syntax === "esm" ? `export const ${name}${annotation}` : `exports.${name}`;
    return comment + layOut(`${target} = ${value};`);
  };
  return [
    declare("revision", printString(revision)),
    // In JavaScript, TypeScript takes an export that is null for one of any type.
    declare(
      "downRevision",
      parents,
      downRevision === null && format.syntax === "commonjs" ? "string | null" : undefined,
    ),
    declare("branchLabels", printStrings(branchLabels), "string[]"),
    declare("dependsOn", printStrings(dependsOn), "string[]"),
  ].join("\n");
}

/** A revision as Limbeck puts it together. */
export function printFrame(parts: RevisionParts): string {
  const { comment, imports, declarations, upgrade, downgrade, syntax } = parts;
  const start = isTyped(parts) ? comment : `// @ts-check\n${comment}`;
  const blocks = [
    // Its own statement: the comment is not to be that of a constant, whose type it could tell.
    syntax === "commonjs"
      ? `${start}\n"use strict";\n\n${imports}`.trimEnd()
      : `${start}\n${imports}`.trimEnd(),
    declarations,
    printFunction("upgrade", upgrade, parts),
    printFunction("downgrade", downgrade, parts),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function printFunction(name: string, body: string, { dialect, ...format }: RevisionParts): string {
  const type = `Operations<${printString(dialect)}>`;
  if (isTyped(format)) return `export async function ${name}(op: ${type}): Promise<void> {\n${body}\n}`;
  const comment = `/** @param {import("@limbeck/core").${type}} op */`;
  return format.syntax === "esm"
    ? `${comment}\nexport async function ${name}(op) {\n${body}\n}`
    : `${comment}\nexports.${name} = async function ${name}(op) {\n${body}\n};`;
}

function isTyped({ extension }: Pick<Format, "extension">): boolean {
  return extension.endsWith("ts");
}
