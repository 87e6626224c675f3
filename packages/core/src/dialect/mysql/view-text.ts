import { type Token, tokenise } from "../sql-tokens.ts";
import { tokenRules } from "./literals.ts";
import { isIntroducer } from "./probes.ts";

/** A token of a view's query; an identifier with what qualified it last. */
interface Word {
  readonly kind: "name" | "string" | "other";
  readonly text: string;
  readonly qualifier?: string;
}

/**
 * True when `rewritten` is what the server makes of the query `written`, as far as tokens tell.
 *
 * The server keeps no view as it was written: it qualifies and quotes names, gives every column of the result an
 * alias, and adds parentheses. Those are passed over; anything else must be the same. False can also mean that the
 * server changed more (`SELECT *`, `NOT IN`, functions with two names).
 */
export function isRewritten(written: string, rewritten: string): boolean {
  const a = words(written);
  const b = words(rewritten);
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const own = a[i];
    const other = b[j];
    if (own !== undefined && other !== undefined && sameWord(own, other)) {
      i++;
      j++;
    } else if (isAs(other) && !isAs(own) && b[j + 1]?.kind === "name") {
      // An alias that nobody wrote.
      j += 2;
    } else if (isAs(own) && !isAs(other)) {
      // Aliases of tables stand without AS.
      i++;
    } else if (own?.kind === "name" && a[i - 1]?.kind === "name" && a[i - 1]!.text === own.text) {
      // So does an alias that is the name of its table, and the server leaves it out.
      i++;
    } else {
      return false;
    }
  }
  return true;
}

/**
 * True when {@link isRewritten} would not see it if somebody had set other parentheses: more than one kind of operator, or
 * one that is not associative.
 */
export function needsParentheses(written: string): boolean {
  const operators = new Set(
    tokenise(written, tokenRules).flatMap(({ kind, text }) =>
      (kind === "word" || kind === "operator") && grouping.has(text.toLowerCase())
        ? [text.toLowerCase()]
        : [],
    ),
  );
  return operators.size > 1 || [...operators].some((text) => !associative.has(text));
}

const associative = new Set(["and", "or", "+", "*"]);
const grouping = new Set([
  ...associative,
  ...[
    "xor",
    "not",
    "!",
    "&&",
    "||",
    "-",
    "/",
    "%",
    "div",
    "mod",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "union",
    "except",
  ],
  ...["intersect", "between", "case", "interval"],
]);

/** True for a query whose columns or conditions are those that its tables happen to have: `SELECT *`, NATURAL JOIN. */
export function takesAllColumns(written: string): boolean {
  const tokens = tokenise(written, tokenRules);
  return tokens.some(({ kind, text }, at) => {
    if (kind === "word") return text.toLowerCase() === "natural";
    const before = tokens[at - 1];
    return (
      kind === "operator" &&
      text === "*" &&
      before !== undefined &&
      /^(?:select|all|distinct|straight_join|sql_\w+|,|\.)$/i.test(before.text)
    );
  });
}

/**
 * True when `rewritten` can well be what the server makes of `written`: it holds all strings of it, and reads only
 * what it names. For texts that {@link isRewritten} can't follow, and the server does not explain.
 */
export function isPlausible(written: string, rewritten: string, tables: readonly string[]): boolean {
  const theirs = new Set(tokenise(rewritten, tokenRules).map((token) => token.text.toLowerCase()));
  const own = tokenise(written, tokenRules);
  const named = new Set(own.filter(({ kind }) => kind !== "string").map((token) => token.text.toLowerCase()));
  const strings = own.filter(
    (token, at) =>
      token.kind === "string" && own[at + 1]?.kind !== "string" && own[at - 1]?.kind !== "string",
  );
  return (
    strings.every((token) => theirs.has(token.text.toLowerCase())) &&
    tables.every((table) => named.has(table.toLowerCase()))
  );
}

function isAs(word: Word | undefined): boolean {
  return word?.kind === "other" && word.text === "as";
}

function sameWord(a: Word, b: Word): boolean {
  if (a.kind !== b.kind || a.text !== b.text) return false;
  return a.qualifier === undefined || b.qualifier === undefined || a.qualifier === b.qualifier;
}

/** Words of the language that look like names, and the form in which the server writes them. */
const spellings: Readonly<Record<string, string>> = {
  "!=": "<>",
  "&&": "and",
  now: "current_timestamp",
  localtime: "current_timestamp",
  localtimestamp: "current_timestamp",
  current_date: "curdate",
  current_time: "curtime",
  substring: "substr",
  ceiling: "ceiling",
  lower: "lcase",
  upper: "ucase",
};

function words(sql: string): Word[] {
  const tokens = tokenise(sql.trim().replace(/;\s*$/, ""), tokenRules).filter(
    (token, at, all) => !isIntroducer(token, all[at + 1]),
  );
  const result: Word[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (isDropped(token, tokens[at + 1])) continue;
    if (token.kind === "quoted" || token.kind === "word") {
      let last = token;
      let qualifier: Token | undefined;
      while (isOperator(tokens[at + 1], ".") && isName(tokens[at + 2])) {
        qualifier = last;
        last = tokens[at + 2]!;
        at += 2;
      }
      result.push(nameWord(last, qualifier));
    } else if (isOperator(token, "*") && result.at(-1)?.text === "count") {
      result.push({ kind: "other", text: "0" });
    } else {
      const kind = token.kind === "string" ? "string" : "other";
      result.push({ kind, text: kind === "string" ? token.text : (spellings[token.text] ?? token.text) });
    }
  }
  return result;
}

/** Parentheses and words that change nothing. */
function isDropped(token: Token, next: Token | undefined): boolean {
  if (token.kind === "operator") return token.text === "(" || token.text === ")";
  const word = token.kind === "word" ? token.text.toLowerCase() : "";
  if (word === "asc" || word === "outer") return true;
  return (word === "inner" || word === "cross") && next?.text.toLowerCase() === "join";
}

function nameWord(token: Token, qualifier: Token | undefined): Word {
  const lower = token.text.toLowerCase();
  if (token.kind === "word" && lower === "as") return { kind: "other", text: "as" };
  const text = token.kind === "word" ? (spellings[lower] ?? lower) : lower;
  return {
    kind: "name",
    text,
    ...(qualifier === undefined ? {} : { qualifier: qualifier.text.toLowerCase() }),
  };
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

function isName(token: Token | undefined): boolean {
  return token?.kind === "quoted" || token?.kind === "word";
}
