import type { CheckConstraint, Column, Index, Schema, Table, View } from "../../schema/schema.ts";
import { nameKey } from "../../schema/object-name.ts";
import type { Alignment } from "../dialect.ts";
import { tokenise, withoutOuterParentheses } from "../sql-tokens.ts";
import { tokenRules } from "./literals.ts";

/**
 * Puts found texts into the wording of the wanted ones where both have the same tokens.
 *
 * SQLite keeps expressions as they were written, so tokens are its canonical form: nothing but space, comments,
 * quotes of identifiers and the case of unquoted words can differ.
 */
export function align(found: Schema, wanted: Schema): Alignment {
  const wantedTables = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  const wantedViews = new Map(wanted.views.map((view) => [nameKey(view), view]));
  return {
    found: {
      ...found,
      tables: found.tables.map((table) => {
        const other = wantedTables.get(nameKey(table));
        return other === undefined ? table : alignTable(table, other);
      }),
      views: found.views.map((view) => {
        const other = wantedViews.get(nameKey(view));
        return other === undefined ? view : alignView(view, other);
      }),
    },
    warnings: [],
  };
}

function alignTable(found: Table, wanted: Table): Table {
  const columns = new Map(wanted.columns.map((column) => [column.name, column]));
  const checks = wording(wanted.checks.map(({ expression }) => expression));
  const predicates = wording(wanted.indexes.flatMap(({ where }) => where ?? []));
  return {
    ...found,
    columns: found.columns.map((column) => alignColumn(column, columns.get(column.name))),
    checks: found.checks.map((check): CheckConstraint => ({
      ...check,
      expression: checks(check.expression),
    })),
    indexes: found.indexes.map((index): Index =>
      index.where === undefined ? index : { ...index, where: predicates(index.where) },
    ),
  };
}

function alignColumn(found: Column, wanted: Column | undefined): Column {
  const value = worded(found.default, wanted?.default);
  const expression = worded(found.generated?.expression, wanted?.generated?.expression);
  if (value === found.default && expression === found.generated?.expression) return found;
  return {
    ...found,
    ...(value === undefined ? {} : { default: value }),
    ...(expression === undefined ? {} : { generated: { ...found.generated!, expression } }),
  };
}

function alignView(found: View, wanted: View): View {
  return { ...found, definition: wording([wanted.definition])(found.definition) };
}

/** The wanted text where the found one has the same tokens. */
function worded(found: string | undefined, wanted: string | undefined): string | undefined {
  if (found === undefined || wanted === undefined || found === wanted) return found;
  return wording([wanted])(found);
}

/** Maps a text to that of `texts` which has the same tokens, else to itself. */
function wording(texts: readonly string[]): (text: string) => string {
  const asTheyStand = new Set(texts);
  let byTokens: Map<string, string> | undefined;
  return (text) => {
    // Most texts are what they were declared as, and need not be cut into tokens.
    if (asTheyStand.has(text)) return text;
    byTokens ??= new Map(texts.map((wanted) => [canonical(wanted), wanted]));
    return byTokens.get(canonical(text)) ?? text;
  };
}

function canonical(sql: string): string {
  const text = withoutOuterParentheses(sql.replace(/;\s*$/, ""), tokenRules);
  return JSON.stringify(
    tokenise(text, tokenRules).map((token) => {
      if (token.kind === "string") return `'${token.text}`;
      // Quoted or not, SQLite compares identifiers and keywords without regard to case.
      return token.text.toLowerCase();
    }),
  );
}
