/** A piece of TypeScript or JavaScript, as far as the header of a revision needs it. */
export interface ScriptToken {
  readonly kind: "word" | "string" | "comment" | "sign";
  /** The content of a string or comment, else the source. */
  readonly text: string;
  /** A template with `${` in it: its content can't be known without running it. */
  readonly dynamic?: boolean;
}

/**
 * Cuts a script into tokens from its start, one at a time, so that a reader can stop where it knows enough.
 *
 * Regular expressions are not told from divisions: what the header consists of has neither.
 */
export function* scriptTokens(source: string): Generator<ScriptToken> {
  let at = source.startsWith("\ufeff") ? 1 : 0;
  if (source.startsWith("#!", at)) at = endOfLine(source, at);
  while (at < source.length) {
    const char = source[at]!;
    if (/\s/.test(char)) {
      at++;
    } else if (source.startsWith("//", at)) {
      const end = endOfLine(source, at);
      yield { kind: "comment", text: source.slice(at + 2, end) };
      at = end;
    } else if (source.startsWith("/*", at)) {
      const close = source.indexOf("*/", at + 2);
      const end = close < 0 ? source.length : close;
      yield { kind: "comment", text: source.slice(at + 2, end) };
      at = end + 2;
    } else if (char === "'" || char === '"' || char === "`") {
      const [token, end] = readString(source, at);
      yield token;
      at = end;
    } else if (/[\p{L}\p{N}_$]/u.test(char)) {
      const [text] = /^[\p{L}\p{N}_$]+/u.exec(source.slice(at, at + 200))!;
      yield { kind: "word", text };
      at += text.length;
    } else {
      yield { kind: "sign", text: char };
      at++;
    }
  }
}

function endOfLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

function readString(source: string, open: number): [ScriptToken, number] {
  const quote = source[open]!;
  let text = "";
  let dynamic = false;
  let at = open + 1;
  while (at < source.length && source[at] !== quote) {
    if (source[at] === "\\") {
      const [unescaped, length] = unescape(source, at + 1);
      text += unescaped;
      at += 1 + length;
    } else if (quote === "`" && source.startsWith("${", at)) {
      dynamic = true;
      at = skipSubstitution(source, at + 2);
    } else {
      text += source[at++];
    }
  }
  return [{ kind: "string", text, ...(dynamic ? { dynamic } : {}) }, at + 1];
}

/** Past the brace that closes a substitution, strings in it included. */
function skipSubstitution(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    const char = source[at]!;
    if (char === "'" || char === '"' || char === "`") {
      [, at] = readString(source, at);
      continue;
    }
    if (char === "{") depth++;
    if (char === "}") depth--;
    at++;
  }
  return at;
}

/** The escapes of ECMAScript's string literals; returns the character and how much source it took. */
function unescape(source: string, at: number): [string, number] {
  const known: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "0": "\0" };
  const rest = source.slice(at, at + 12);
  const unicode = /^u\{([0-9a-fA-F]+)\}|^u([0-9a-fA-F]{4})|^x([0-9a-fA-F]{2})/.exec(rest);
  if (unicode !== null) {
    const digits = unicode[1] ?? unicode[2] ?? unicode[3]!;
    return [String.fromCodePoint(parseInt(digits, 16)), unicode[0].length];
  }
  if (rest.startsWith("\r\n")) return ["", 2];
  if (rest.startsWith("\n")) return ["", 1];
  return [known[rest[0]!] ?? rest[0] ?? "", 1];
}
