import type { Index, IndexPart } from "../../schema/schema.ts";
import { tokenRules } from "./literals.ts";
import { TokenCursor } from "./token-cursor.ts";

/** Reads the text of a CREATE INDEX: https://www.sqlite.org/lang_createindex.html */
export function parseCreateIndex(name: string, sql: string): Index {
  const cursor = new TokenCursor(sql, tokenRules);
  cursor.accept("CREATE");
  const unique = cursor.accept("UNIQUE");
  // The names of index and table may be any text; the list of parts opens the first parenthesis.
  cursor.skipPast("(");
  const parts: IndexPart[] = [];
  do parts.push(readPart(cursor));
  while (cursor.accept(","));
  cursor.accept(")");
  const where = cursor.accept("WHERE") ? cursor.rest() : undefined;
  return { name, parts, unique, ...(where === undefined ? {} : { where }) };
}

function readPart(cursor: TokenCursor): IndexPart {
  const start = cursor.position;
  let tokens = 0;
  while (!cursor.atEnd && !cursor.isAny(",", ")", "COLLATE", "ASC", "DESC")) {
    if (cursor.is("(")) cursor.parenthesised();
    else cursor.skip();
    tokens++;
  }
  const text = cursor.textFrom(start);
  // A single token is a column (in quotes or not); everything else is an expression.
  const part =
    tokens === 1 && !text.startsWith("(") && !text.startsWith("'")
      ? { column: new TokenCursor(text, tokenRules).name() }
      : { expression: text };
  const collation = cursor.accept("COLLATE") ? cursor.name().toUpperCase() : undefined;
  const descending = cursor.accept("DESC");
  if (!descending) cursor.accept("ASC");
  return {
    ...part,
    ...(collation === undefined ? {} : { collation }),
    ...(descending ? { descending: true } : {}),
  };
}
