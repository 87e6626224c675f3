import { RevisionError } from "../errors.ts";
import type { RevisionNode } from "./node-index.ts";
import { type ScriptToken, scriptTokens } from "./script-tokens.ts";

/** What the head of a revision file says. */
export interface Header extends RevisionNode {
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  /** The first line of the doc comment at the top. */
  readonly message: string;
  readonly createDate?: string;
}

type Value = string | null | readonly (string | null)[];

const names = ["revision", "downRevision", "branchLabels", "dependsOn"] as const;
type Name = (typeof names)[number];

/**
 * Reads the head of a revision from its source, without running it: TypeScript or JavaScript, ES modules or CommonJS.
 *
 * @param path for messages
 * @throws {RevisionError} `E_REVISION_ID_MISSING` for a file without `revision`; `E_REVISION_HEADER` for a value that
 * only running the file could tell.
 */
export function readHeader(source: string, path: string): Header {
  const values = new Map<Name, Value>();
  const comment: { text?: string } = {};
  for (const { name, value } of assignments(source, path, comment)) {
    // CommonJS output declares all exports first: `exports.revision = exports.downRevision = void 0`.
    if (value !== undefined) values.set(name, value);
    // Comments further down speak of the functions.
    if (values.has("revision")) comment.text ??= "";
    if (values.size === names.length) break;
  }
  const revision = values.get("revision");
  if (typeof revision !== "string") throw idMissing(path);
  const { message, createDate } = readComment(comment.text ?? "");
  return {
    revision,
    downRevision: parents(values.get("downRevision"), path),
    branchLabels: list(values.get("branchLabels")),
    dependsOn: list(values.get("dependsOn")),
    message,
    path,
    ...(createDate === undefined ? {} : { createDate }),
  };
}

interface Assignment {
  readonly name: Name;
  readonly value: Value | undefined;
}

/** `export const name: type = value` and `exports.name = value`, at the top level of the file. */
function* assignments(source: string, path: string, comment: { text?: string }): Generator<Assignment> {
  const tokens = new Lookahead(scriptTokens(source), (text) => {
    if (text.startsWith("*")) comment.text ??= text;
  });
  let depth = 0;
  for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
    if (token.kind === "sign" && "({[".includes(token.text)) depth++;
    if (token.kind === "sign" && ")}]".includes(token.text)) depth--;
    if (depth > 0 || token.kind !== "word") continue;
    let name = exportedName(token, tokens);
    while (name !== undefined) {
      skipType(tokens);
      if (!tokens.accept("=")) break;
      yield { name, value: readValue(tokens, name, path) };
      // `const revision = "a", downRevision = "b"`
      name = tokens.accept(",") ? headerName(tokens) : undefined;
    }
  }
}

/** The name that is exported here, when it is one of the header's. */
function exportedName(token: ScriptToken, tokens: Lookahead): Name | undefined {
  const isDeclared =
    ["const", "let", "var"].includes(token.text) || (token.text === "exports" && tokens.accept("."));
  return isDeclared ? headerName(tokens) : undefined;
}

function headerName(tokens: Lookahead): Name | undefined {
  const token = tokens.peek();
  const known = names.find((name) => token?.kind === "word" && token.text === name);
  if (known !== undefined) tokens.next();
  return known;
}

/** Past a type annotation, to the sign of equality. */
function skipType(tokens: Lookahead): void {
  if (!tokens.accept(":")) return;
  while (tokens.peek() !== undefined && tokens.peek()!.text !== "=" && tokens.peek()!.text !== ";")
    tokens.next();
}

/** `undefined`: what compilers put there at first. */
function readValue(tokens: Lookahead, name: Name, path: string): Value | undefined {
  const token = tokens.peek();
  if (token === undefined) throw unreadable(name, path);
  if (token.kind === "word" && (token.text === "void" || token.text === "exports")) return undefined;
  if (token.text === "(" && token.kind === "sign") {
    tokens.next();
    const value = readValue(tokens, name, path);
    if (!tokens.accept(")")) throw unreadable(name, path);
    requireEnd(tokens, name, path);
    return value;
  }
  const value = token.text === "[" && token.kind === "sign" ? readItems : readItem;
  const read = value(tokens, name, path);
  requireEnd(tokens, name, path);
  return read;
}

/** An operator after a text would make something else of it: `"a" + suffix`, `"a".trim()`. */
function requireEnd(tokens: Lookahead, name: Name, path: string): void {
  tokens.accept("!");
  if (tokens.accept("as") || tokens.accept("satisfies")) {
    tokens.next();
    return;
  }
  const token = tokens.peek();
  if (token === undefined || token.kind === "word") return;
  if (token.kind !== "sign" || !";,)]}@".includes(token.text)) throw unreadable(name, path);
}

function readItems(tokens: Lookahead, name: Name, path: string): (string | null)[] {
  tokens.next();
  const items: (string | null)[] = [];
  while (!tokens.accept("]")) {
    items.push(readItem(tokens, name, path));
    if (!tokens.accept(",") && tokens.peek()?.text !== "]") throw unreadable(name, path);
  }
  return items;
}

function readItem(tokens: Lookahead, name: Name, path: string): string | null {
  const token = tokens.next();
  if (token?.kind === "string" && !token.dynamic) return token.text;
  if (token?.kind === "word" && (token.text === "null" || token.text === "undefined")) return null;
  throw unreadable(name, path);
}

function parents(value: Value | undefined, path: string): string | readonly string[] | null {
  if (value === undefined || value === null || typeof value === "string") return value ?? null;
  const ids = value.filter((id) => id !== null);
  if (ids.length !== value.length) throw unreadable("downRevision", path);
  return ids.length === 0 ? null : ids;
}

function list(value: Value | undefined): readonly string[] {
  return [value ?? []].flat().filter((item) => item !== null);
}

/** The first line is the message, unless the file has none; `Create Date:` stands on a line of its own. */
function readComment(text: string): { readonly message: string; readonly createDate?: string } {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\s*\*?\s?/, "").trimEnd());
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const message = first.startsWith("Revision ID:")
    ? ""
    : first.replaceAll("*\\/", "*/").trim().replace(/^\\@/, "@");
  const createDate = /^Create Date:\s*(\S.*)$/m.exec(lines.join("\n"))?.[1];
  return { message, ...(createDate === undefined ? {} : { createDate }) };
}

/** The tokens with one to look at before it is taken; comments go to a listener. */
class Lookahead {
  readonly #tokens: Generator<ScriptToken>;
  readonly #onComment: (text: string) => void;
  #ahead: ScriptToken | undefined;
  #isAhead = false;

  constructor(tokens: Generator<ScriptToken>, onComment: (text: string) => void) {
    this.#tokens = tokens;
    this.#onComment = onComment;
  }

  peek(): ScriptToken | undefined {
    if (!this.#isAhead) {
      this.#ahead = this.#read();
      this.#isAhead = true;
    }
    return this.#ahead;
  }

  next(): ScriptToken | undefined {
    const token = this.peek();
    this.#isAhead = false;
    return token;
  }

  accept(sign: string): boolean {
    const token = this.peek();
    if (token?.kind === "string" || token?.text !== sign) return false;
    this.next();
    return true;
  }

  #read(): ScriptToken | undefined {
    for (;;) {
      const { value, done } = this.#tokens.next();
      if (done) return undefined;
      if (value.kind !== "comment") return value;
      this.#onComment(value.text);
    }
  }
}

function idMissing(path: string): RevisionError {
  return new RevisionError(
    "E_REVISION_ID_MISSING",
    `${path} declares no revision: a file of the revision directory needs \`export const revision = "…"\`. ` +
      `Add it, or move the file elsewhere.`,
    { details: { path } },
  );
}

function unreadable(name: Name, path: string): RevisionError {
  return new RevisionError(
    "E_REVISION_HEADER",
    `${path} has a ${name} that can't be read without running the file. Write it as a plain text in quotes, ` +
      `an array of such texts, or null.`,
    { details: { path, name } },
  );
}
