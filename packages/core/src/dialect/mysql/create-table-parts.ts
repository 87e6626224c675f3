import { type Token, tokenise } from "../sql-tokens.ts";
import { tokenRules } from "./literals.ts";

/** A part of an SQL text, from its name on. */
export interface Part {
  readonly tokens: readonly Token[];
  /** The whole text, which the offsets of the tokens are of. */
  readonly sql: string;
}

/** What stands between the outer parentheses of a CREATE TABLE, by name. */
export interface CreateTableParts {
  readonly columns: ReadonlyMap<string, Part>;
  readonly constraints: ReadonlyMap<string, Part>;
}

/** Cuts the text of SHOW CREATE TABLE at its outer commas: https://dev.mysql.com/doc/refman/9.4/en/show-create-table.html */
export function createTableParts(sql: string): CreateTableParts {
  const columns = new Map<string, Part>();
  const constraints = new Map<string, Part>();
  let depth = 0;
  let part: Token[] = [];
  const close = () => {
    const isConstraint = part[0]?.kind === "word" && part[0].text === "CONSTRAINT";
    const tokens = isConstraint ? part.slice(1) : part;
    const name = tokens[0]?.kind === "quoted" ? tokens[0].text : undefined;
    if (name !== undefined) (isConstraint ? constraints : columns).set(name, { tokens, sql });
    part = [];
  };
  for (const token of tokenise(sql, tokenRules)) {
    const sign = token.kind === "operator" ? token.text : "";
    if (sign === "(" && depth++ === 0) {
      part = [];
      continue;
    }
    if (sign === ")" && --depth === 0) {
      close();
      break;
    }
    if (sign === "," && depth === 1) close();
    else if (depth > 0) part.push(token);
  }
  return { columns, constraints };
}
