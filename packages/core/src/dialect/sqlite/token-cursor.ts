import { type Token, type TokenRules, tokenise } from "../sql-tokens.ts";

/** Walks over the tokens of one statement. Words are compared without regard to case, quoted names are no words. */
export class TokenCursor {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, rules: TokenRules) {
    this.#sql = sql;
    this.#tokens = tokenise(sql, rules);
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get atString(): boolean {
    return this.#tokens[this.#at]?.kind === "string";
  }

  /** For {@link textFrom}. */
  get position(): number {
    return this.#at;
  }

  /** The source between a position and here. */
  textFrom(position: number): string {
    const first = this.#tokens[position];
    const last = this.#tokens[this.#at - 1];
    return first === undefined || last === undefined || this.#at === position
      ? ""
      : this.#sql.slice(first.start, last.end);
  }

  is(text: string): boolean {
    return this.#matches(this.#at, text);
  }

  isAny(...texts: readonly string[]): boolean {
    return texts.some((text) => this.is(text));
  }

  isAnyWord(words: ReadonlySet<string>): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === "word" && words.has(token.text.toUpperCase());
  }

  /** Moves past the words when all of them stand here. */
  accept(...texts: readonly string[]): boolean {
    if (!texts.every((text, offset) => this.#matches(this.#at + offset, text))) return false;
    this.#at += texts.length;
    return true;
  }

  /** Moves on by one token; returns its source. */
  skip(): string {
    const token = this.#tokens[this.#at++];
    return token === undefined ? "" : this.#sql.slice(token.start, token.end);
  }

  /** Moves past the first such token; false when there is none. */
  skipPast(text: string): boolean {
    while (!this.atEnd && !this.is(text)) this.#at++;
    return this.accept(text);
  }

  /** An identifier, quoted or not. */
  name(): string {
    return this.#tokens[this.#at++]?.text ?? "";
  }

  /** The source of a balanced parenthesis, without the outer pair. */
  parenthesised(): string {
    const open = this.#tokens[this.#at];
    let depth = 0;
    for (; this.#at < this.#tokens.length; this.#at++) {
      if (this.is("(")) depth++;
      if (this.is(")") && --depth === 0) break;
    }
    const close = this.#tokens[this.#at++];
    return open === undefined ? "" : this.#sql.slice(open.end, close?.start).trim();
  }

  /** The source of what is left. */
  rest(): string {
    const token = this.#tokens[this.#at];
    this.#at = this.#tokens.length;
    return token === undefined ? "" : this.#sql.slice(token.start).trim();
  }

  #matches(at: number, text: string): boolean {
    const token = this.#tokens[at];
    if (token === undefined || token.kind === "quoted" || token.kind === "string") return false;
    return (
      token.text.length === text.length &&
      (token.text === text || token.text.toUpperCase() === text.toUpperCase())
    );
  }
}
