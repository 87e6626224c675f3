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
  /** Without the primary key, which has no name. */
  readonly indexes: ReadonlyMap<string, Part>;
}

/** Cuts the text of SHOW CREATE TABLE at its outer commas: https://dev.mysql.com/doc/refman/9.4/en/show-create-table.html */
export function createTableParts(text: string): CreateTableParts {
  const sql = withoutVersions(text);
  const columns = new Map<string, Part>();
  const constraints = new Map<string, Part>();
  const indexes = new Map<string, Part>();
  let depth = 0;
  let part: Token[] = [];
  const close = () => {
    const start = part.findIndex(({ kind }) => kind === "quoted");
    const lead = part.slice(0, Math.max(start, 0)).map((token) => token.text);
    const kinds = lead.length === 0 ? columns : lead[0] === "CONSTRAINT" ? constraints : indexes;
    const isNamed = start === 0 || ["CONSTRAINT", "KEY"].includes(lead.at(-1) ?? "");
    if (isNamed) kinds.set(part[start]!.text, { tokens: part.slice(start), sql });
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
  return { columns, constraints, indexes };
}

/** The text with what stands in comments for newer versions: https://dev.mysql.com/doc/refman/9.4/en/comments.html */
function withoutVersions(sql: string): string {
  let text = "";
  let from = 0;
  for (const { start, end } of tokenise(sql, tokenRules)) {
    const gap = sql.slice(from, start);
    text += gap.replaceAll(/\/\*M?!\d+ ?([^]*?) ?\*\//g, " $1 ") + sql.slice(start, end);
    from = end;
  }
  return text + sql.slice(from);
}
