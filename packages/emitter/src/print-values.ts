/** A string as a TypeScript literal; whatever is in it stays inside. The quotes are those that need fewer escapes. */
export function printString(text: string): string {
  // JSON leaves these two as they are; older parsers end a line there.
  const literal = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  const count = (quote: string) => text.split(quote).length - 1;
  if (count('"') <= count("'")) return literal;
  return `'${literal.slice(1, -1).replaceAll(/\\(.)|'/g, (found, escaped) => (escaped === '"' ? '"' : found === "'" ? "\\'" : found))}'`;
}

export function printStrings(texts: readonly string[]): string {
  return `[${texts.map(printString).join(", ")}]`;
}

/** The tagged template whose cooked text is `text`. */
export function printSql(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${")
    // A template turns a carriage return into a line feed, and other control characters are not seen in review.
    .replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu, (char) =>
      char === "\n" || char === "\t" ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  return `sql\`${escaped}\``;
}

/** The entries of an object that are there; `undefined` when none is, so that the argument can be left out. */
export function printObject(entries: Readonly<Record<string, string | undefined>>): string | undefined {
  const present = Object.entries(entries).filter(([, value]) => value !== undefined);
  if (present.length === 0) return undefined;
  return `{ ${present.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
}

/** A call, without the arguments at its end that are not there. */
export function printCall(name: string, ...parameters: readonly (string | undefined)[]): string {
  const last = parameters.findLastIndex((parameter) => parameter !== undefined);
  return `${name}(${parameters
    .slice(0, last + 1)
    .map((parameter) => parameter ?? "undefined")
    .join(", ")})`;
}
