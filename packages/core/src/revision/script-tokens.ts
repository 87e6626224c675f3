/** A piece of TypeScript or JavaScript, as far as the header of a revision needs it. */
export interface ScriptToken {
  readonly kind: "word" | "string" | "comment" | "pattern" | "sign";
  /** The content of a string or comment, else the source. */
  readonly text: string;
  /** A template with `${` in it, or a string that is broken: its content can't be known without running it. */
  readonly dynamic?: boolean;
}

/**
 * Cuts a script into tokens from its start, one at a time, so that a reader can stop where it knows enough.
 *
 * A regular expression is told from a division by what stands before it, well enough to keep the quotes in it from
 * opening strings.
 */
export function* scriptTokens(source: string): Generator<ScriptToken> {
  let at = source.startsWith("\ufeff") ? 1 : 0;
  if (source.startsWith("#!", at)) at = endOfLine(source, at);
  let before: ScriptToken | undefined;
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
      before = token;
      at = end;
    } else if (/[\p{L}\p{N}_$]/u.test(char)) {
      const [text] = /^[\p{L}\p{N}_$]+/u.exec(source.slice(at, at + 200))!;
      before = { kind: "word", text };
      yield before;
      at += text.length;
    } else {
      const pattern = char === "/" && mayPatternFollow(before) ? patternAt(source, at) : undefined;
      before = pattern === undefined ? { kind: "sign", text: char } : { kind: "pattern", text: pattern };
      yield before;
      at += before.text.length;
    }
  }
}

/** After a value there is a division, everywhere else a regular expression. */
function mayPatternFollow(before: ScriptToken | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "sign") return !")]}".includes(before.text);
  return before.kind === "word" && /^(?:return|typeof|case|in|of|void|delete|await|yield)$/.test(before.text);
}

function patternAt(source: string, at: number): string | undefined {
  const line = source.slice(at, endOfLine(source, at));
  return /^\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/[\\])+\/\w*/.exec(line)?.[0];
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
    if (quote !== "`" && source[at] === "\n") return [{ kind: "string", text, dynamic: true }, at];
    if (source[at] === "\\") {
      const [unescaped, length] = unescape(source, at + 1);
      text += unescaped ?? "";
      dynamic ||= unescaped === undefined;
      at += 1 + length;
    } else if (quote === "`" && source.startsWith("${", at)) {
      dynamic = true;
      at = skipSubstitution(source, at + 2);
    } else {
      text += source[at++];
    }
  }
  dynamic ||= at >= source.length;
  return [{ kind: "string", text, ...(dynamic ? { dynamic } : {}) }, at + 1];
}

/** Past the brace that closes a substitution, strings and comments in it included. */
function skipSubstitution(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    const char = source[at]!;
    if (char === "'" || char === '"' || char === "`") {
      [, at] = readString(source, at);
      continue;
    }
    if (source.startsWith("//", at) || source.startsWith("/*", at)) {
      const close = source.indexOf("*/", at + 2);
      at = source[at + 1] === "/" ? endOfLine(source, at) : close < 0 ? source.length : close + 2;
      continue;
    }
    if (char === "{") depth++;
    if (char === "}") depth--;
    at++;
  }
  return at;
}

/** The escapes of ECMAScript's string literals; returns the character, if there is one, and how much source it took. */
function unescape(source: string, at: number): [string | undefined, number] {
  const known: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "0": "\0" };
  const rest = source.slice(at, at + 12);
  const unicode = /^u\{([0-9a-fA-F]+)\}|^u([0-9a-fA-F]{4})|^x([0-9a-fA-F]{2})/.exec(rest);
  if (unicode !== null) {
    const digits = unicode[1] ?? unicode[2] ?? unicode[3]!;
    const point = parseInt(digits, 16);
    return [point > 0x10ffff ? undefined : String.fromCodePoint(point), unicode[0].length];
  }
  if (rest.startsWith("\r\n")) return ["", 2];
  if (rest.startsWith("\n")) return ["", 1];
  return [known[rest[0]!] ?? rest[0] ?? "", 1];
}
