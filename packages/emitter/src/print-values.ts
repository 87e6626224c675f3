import { types } from "node:util";
import { escapeInvisible } from "./invisible.ts";

/** A string as a TypeScript literal; whatever is in it stays inside. The quotes are those that need fewer escapes. */
export function printString(text: string): string {
  const literal = escapeInvisible(JSON.stringify(text));
  const count = (quote: string) => text.split(quote).length - 1;
  if (count('"') <= count("'")) return literal;
  return `'${literal.slice(1, -1).replaceAll(/\\(.)|'/g, (found, escaped) => (escaped === '"' ? '"' : found === "'" ? "\\'" : found))}'`;
}

export function printStrings(texts: readonly string[]): string {
  return `[${texts.map(printString).join(", ")}]`;
}

/** The tagged template whose cooked text is `text`. */
export function printSql(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  // A template turns a carriage return into a line feed, so that it can't stay as it is.
  return `sql\`${escapeInvisible(escaped, "\n\t")}\``;
}

/** The entries of an object that are there; `undefined` when none is, so that the argument can be left out. */
export function printObject(entries: Readonly<Record<string, string | undefined>>): string | undefined {
  const present = Object.entries(entries).filter(([, value]) => value !== undefined);
  if (present.length === 0) return undefined;
  return `{ ${present.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
}

/** The name of a property; one that objects take for something else is computed. */
export function printKey(name: string): string {
  if (name === "__proto__") return `["__proto__"]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printString(name);
}

/**
 * Plain data as an expression: what JSON has, and BigInt, Date and bytes.
 *
 * @throws {TypeError} for what is no data, such as a function.
 */
export function printValue(
  value: unknown,
  /** What prints an object in another way; `undefined` where it is like any other. */
  special: (value: object) => string | undefined = () => undefined,
): string {
  if (typeof value === "string") return printString(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) {
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => printValue(item, special)).join(", ")}]`;
  if (types.isDate(value)) return `new Date(${printString(value.toISOString())})`;
  if (types.isUint8Array(value)) {
    return `Buffer.from(${printString(Buffer.from(value).toString("base64"))}, "base64")`;
  }
  if (typeof value !== "object") throw new TypeError(`A ${typeof value} can't be written into a revision.`);
  const printed = special(value);
  if (printed !== undefined) return printed;
  const entries = Object.entries(value).map(
    ([key, item]) => `${printKey(key)}: ${printValue(item, special)}`,
  );
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** A call, without the arguments at its end that are not there. */
export function printCall(name: string, ...parameters: readonly (string | undefined)[]): string {
  const last = parameters.findLastIndex((parameter) => parameter !== undefined);
  return `${name}(${parameters
    .slice(0, last + 1)
    .map((parameter) => parameter ?? "undefined")
    .join(", ")})`;
}

/** The lines of a text for a comment, which it must not close. */
export function commentLines(text: string): string[] {
  return text.replaceAll("*/", "*\\/").split(/\r\n|[\r\n\u2028\u2029]/);
}
