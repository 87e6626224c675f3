import { randomBytes } from "node:crypto";

/** A new id: twelve random hexadecimal digits, as Alembic's. */
export function newRevisionId(): string {
  return randomBytes(6).toString("hex");
}

const longestSlug = 40;

/** A message as a part of a file name: words in lower case with underscores between them, at most 40 characters. */
export function slug(message: string): string {
  const words = message
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  let text = words.shift() ?? "";
  for (const word of words) {
    if (text.length + 1 + word.length > longestSlug) break;
    text += `_${word}`;
  }
  return text.slice(0, longestSlug);
}

/** The name of a revision's file: `1975ea83b712_add_account_table.ts`. */
export function revisionFileName({
  revision,
  message,
}: {
  readonly revision: string;
  readonly message: string;
}): string {
  const words = slug(message);
  return `${words === "" ? revision : `${revision}_${words}`}.ts`;
}
