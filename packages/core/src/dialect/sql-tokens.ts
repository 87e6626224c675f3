/**
 * SQL cut into tokens, so that texts can be compared without regular expressions over quoted content.
 *
 * Only lexical rules are known here: quotes, comments, words, numbers and operators.
 */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "operator";
  /** As written, but a quoted identifier without its quotes and a string with `''` undoubled. */
  readonly text: string;
  /** Offsets of the token in the source. */
  readonly start: number;
  readonly end: number;
}

export interface TokenRules {
  /** Quotes around identifiers beside `"`: MySQL and SQLite know the backtick, SQLite square brackets. */
  readonly backtick?: boolean;
  readonly brackets?: boolean;
  /** `\` escapes inside strings (MySQL). */
  readonly backslash?: boolean;
  /** `"…"` is a string (MySQL without ANSI_QUOTES). */
  readonly doubleQuotedStrings?: boolean;
}

const space = /\s/;
const wordStart = /[\p{L}_$]/u;
const wordRest = /[\p{L}\p{N}_$]*/uy;
const number = /(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y;
const operators = [
  "->>",
  "#>>",
  "<=>",
  "!~~*",
  "::",
  "||",
  "<=",
  ">=",
  "<>",
  "!=",
  "->",
  "#>",
  "@>",
  "<@",
  "~~*",
  "!~~",
  "!~*",
  "~~",
  "!~",
  "~*",
  "&&",
  "<<",
  ">>",
  ":=",
];

/** Signs that no longer operator begins with. */
const alone = new Set(["(", ")", ",", ".", ";", "=", "+", "*", "/", "%"]);

/** Cuts `sql` into tokens; comments and white space are left out. An unclosed quote runs to the end. */
export function tokenise(sql: string, rules: TokenRules = {}): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const char = sql[at]!;
    const start = at;
    if (char === " ") {
      at++;
    } else if (isPlainLetter(sql, at)) {
      at = endOfWord(sql, at);
      tokens.push({ kind: "word", text: sql.slice(start, at), start, end: at });
    } else if (space.test(char)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      const end = sql.indexOf("\n", at);
      at = end < 0 ? sql.length : end + 1;
    } else if (sql.startsWith("/*", at)) {
      const end = sql.indexOf("*/", at + 2);
      at = end < 0 ? sql.length : end + 2;
    } else if (
      char === "'" ||
      char === '"' ||
      (char === "`" && rules.backtick) ||
      (char === "[" && rules.brackets)
    ) {
      const isString = char === "'" || (char === '"' && rules.doubleQuotedStrings === true);
      const [text, end] = quoted(sql, at, char === "[" ? "]" : char, isString && rules.backslash === true);
      at = end;
      tokens.push({ kind: isString ? "string" : "quoted", text, start, end });
    } else if (isDigit(sql, at) || (char === "." && isDigit(sql, at + 1))) {
      number.lastIndex = at;
      const text = number.exec(sql)![0];
      at += text.length;
      tokens.push({ kind: "number", text, start, end: at });
    } else if (wordStart.test(char)) {
      at = endOfWord(sql, at);
      tokens.push({ kind: "word", text: sql.slice(start, at), start, end: at });
    } else {
      const text = alone.has(char)
        ? char
        : (operators.find((operator) => sql.startsWith(operator, at)) ?? char);
      at += text.length;
      tokens.push({ kind: "operator", text, start, end: at });
    }
  }
  return tokens;
}

function isDigit(sql: string, at: number): boolean {
  const code = sql.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** A letter of ASCII or an underscore: nearly all words are made of them, and need no regular expression. */
function isPlainLetter(sql: string, at: number): boolean {
  const code = sql.charCodeAt(at);
  return code === 95 || ((code | 32) >= 97 && (code | 32) <= 122);
}

function endOfWord(sql: string, start: number): number {
  let at = start;
  while (isPlainLetter(sql, at) || isDigit(sql, at)) at++;
  wordRest.lastIndex = at;
  return at + wordRest.exec(sql)![0].length;
}

/** Reads a quoted text that opens at `open`; returns its content and the offset behind it. */
function quoted(sql: string, open: number, close: string, backslash: boolean): [string, number] {
  const end = sql.indexOf(close, open + 1);
  // Most have neither a doubled quote nor an escape in them.
  if (end >= 0 && (sql[end + 1] !== close || close === "]")) {
    const plain = sql.slice(open + 1, end);
    if (!backslash || !plain.includes("\\")) return [plain, end + 1];
  }
  let text = "";
  let at = open + 1;
  for (; at < sql.length; at++) {
    const char = sql[at]!;
    if (backslash && char === "\\" && at + 1 < sql.length) {
      text += unescape(sql[++at]!);
    } else if (char === close) {
      if (sql[at + 1] !== close || close === "]") return [text, at + 1];
      text += close;
      at++;
    } else {
      text += char;
    }
  }
  return [text, sql.length];
}

/** MySQL's escapes: https://dev.mysql.com/doc/refman/9.4/en/string-literals.html, table 11.1. */
function unescape(char: string): string {
  const known: Record<string, string> = { "0": "\0", b: "\b", n: "\n", r: "\r", t: "\t", Z: "\x1a" };
  return known[char] ?? char;
}

/** `sql` without parentheses that enclose all of it, however many. */
export function withoutOuterParentheses(sql: string, rules: TokenRules = {}): string {
  let text = sql.trim();
  for (;;) {
    // A comment may stand before the parenthesis.
    if (!/^[(/-]/.test(text)) return text;
    const tokens = tokenise(text, rules);
    if (tokens[0]?.text !== "(" || tokens[0].kind !== "operator") return text;
    let depth = 0;
    const closing = tokens.findIndex((token) => {
      if (token.kind === "operator" && token.text === "(") depth++;
      if (token.kind === "operator" && token.text === ")") depth--;
      return depth === 0;
    });
    if (closing !== tokens.length - 1) return text;
    text = text.slice(tokens[0].end, tokens[closing]!.start).trim();
  }
}

/** True when an expression reads one of the columns, by the look of it: a word before a parenthesis is a function. */
export function mentions(sql: string | undefined, columns: readonly string[]): boolean {
  if (sql === undefined || columns.length === 0) return false;
  const tokens = tokenise(sql, { backtick: true });
  return tokens.some(
    ({ kind, text }, at) =>
      (kind === "quoted" || (kind === "word" && tokens[at + 1]?.text !== "(")) && columns.includes(text),
  );
}
