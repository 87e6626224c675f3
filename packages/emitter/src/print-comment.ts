import { escapeInvisible } from "./invisible.ts";
import type { RevisionHeader } from "./render-revision.ts";

/** The comment at the top, which `limbeck history` reads again. */
export function printComment(header: RevisionHeader, warnings: readonly string[]): string {
  const revises = header.downRevision === null ? "" : [header.downRevision].flat().join(", ");
  const lines = [
    ...(header.message.trim() === "" ? [] : [...commentLines(header.message), ""]),
    ...commentLines(`Revision ID: ${header.revision}`),
    ...commentLines(`Revises: ${revises}`),
    `Create Date: ${header.createDate.toISOString()}`,
    ...(warnings.length === 0 ? [] : ["", "Look at these before you run it:"]),
    ...warnings.flatMap((warning) => commentLines(`- ${warning}`)),
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */`;
}

/** Text inside a comment must not close it, nor begin a tag, which would be a type in JavaScript. */
export function commentLines(text: string): string[] {
  return text
    .replaceAll("*/", "*\\/")
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => escapeInvisible(line.replace(/^(\s*)@/, "$1\\@"), "\t"));
}
