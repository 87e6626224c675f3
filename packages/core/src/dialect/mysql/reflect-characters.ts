import { messageOf, ReflectionError } from "../../errors.ts";
import { displayName, nameKey } from "../../schema/object-name.ts";
import type { ObjectName } from "../../schema/schema.ts";
import type { Query, Row } from "../dialect.ts";
import { type Token, tokenise } from "../sql-tokens.ts";
import { defaults, labels, showCreate } from "./catalog-queries.ts";
import { type CreateTableParts, type Part } from "./create-table-parts.ts";
import type { CreatedTable } from "./created-table.ts";
import type { Flavour } from "./flavour.ts";
import { beyondBasicPlane, literal, tokenRules } from "./literals.ts";
import { byTable } from "./reflect-keys.ts";
import { formatType, parseType } from "./types.ts";

/**
 * The dictionaries of both servers are in utf8mb3, and tell question marks for what lies beyond it: in the labels of enums
 * and sets, in literal defaults, in views, on MariaDB in expressions as well. SHOW CREATE TABLE, too, tells no such
 * label on either server, and MariaDB's no such default. Restated by a MODIFY, the question marks would come true.
 *
 * What has none is told by the catalogs as it is, and asks for no further query. The rest is asked for where it is kept:
 * a label is what the server makes of its number, a default what DEFAULT() gives, an expression what SHOW CREATE tells.
 * https://dev.mysql.com/doc/refman/9.4/en/charset-metadata.html, https://bugs.mysql.com/bug.php?id=110291
 */
export async function restoreCharacters(
  query: Query,
  rows: { readonly columns: readonly Row[]; readonly checks: readonly Row[] },
  createdTable: CreatedTable,
  flavour: Flavour,
): Promise<{ readonly columns: readonly Row[]; readonly checks: readonly Row[] }> {
  const columns = await restoreDefaults(query, await restoreLabels(query, rows.columns), flavour);
  return restoreExpressions({ columns, checks: rows.checks }, createdTable, flavour);
}

function isDoubtful(text: unknown): text is string {
  return typeof text === "string" && text.includes("?");
}

async function restoreLabels(query: Query, rows: readonly Row[]): Promise<readonly Row[]> {
  const restored = new Map<Row, Row>();
  for (const row of rows) {
    if (!isDoubtful(row.type) || !/^(?:enum|set)$/i.test(String(row.dataType))) continue;
    const type = parseType(row.type);
    const values = [...(type.values ?? [])];
    const doubtful = values.flatMap((label, at) => (isDoubtful(label) ? [at + 1] : []));
    const answer = await ask(
      query,
      labels(tableOf(row), String(row.name), type.name, doubtful),
      tableOf(row),
    );
    for (const { number, label } of answer) values[Number(number) - 1] = fromHex(label);
    restored.set(row, { ...row, type: formatType({ ...type, values }) });
  }
  return rows.map((row) => restored.get(row) ?? row);
}

/** Defaults that are literals; only those of characters, since bytes are told as such. */
async function restoreDefaults(
  query: Query,
  rows: readonly Row[],
  flavour: Flavour,
): Promise<readonly Row[]> {
  const doubtful = rows.filter(
    (row) =>
      isDoubtful(row.default) &&
      /^(?:enum|set|(?:var)?char|(?:tiny|medium|long)?text)$/i.test(String(row.dataType)) &&
      flavour.isLiteralDefault(row.default, String(row.extra ?? "")),
  );
  const restored = new Map<Row, Row>();
  for (const group of groupByTable(doubtful)) {
    const names = group.map(({ name }) => String(name));
    const [answer] = await ask(query, defaults(tableOf(group[0]!), names), tableOf(group[0]!));
    for (const [at, row] of group.entries()) {
      const value = fromHex(answer?.[`d${at}`]);
      restored.set(row, { ...row, default: flavour.jsonIsText ? literal(value) : value });
    }
  }
  return rows.map((row) => restored.get(row) ?? row);
}

/** MySQL tells expressions in other letters, but all of them (`flavour.ts`). */
async function restoreExpressions(
  rows: { readonly columns: readonly Row[]; readonly checks: readonly Row[] },
  createdTable: CreatedTable,
  { losesExpressions, isLiteralDefault }: Flavour,
): Promise<{ readonly columns: readonly Row[]; readonly checks: readonly Row[] }> {
  if (!losesExpressions) return rows;
  const isLost = {
    default: (row: Row) => isDoubtful(row.default) && !isLiteralDefault(row.default, ""),
    generated: (row: Row) => isDoubtful(row.expression),
    check: (row: Row) => isDoubtful(row.expression),
  };
  const parts = new Map<string, CreateTableParts>();
  const partsOf = (row: Row) => parts.get(nameKey(tableOf(row)))!;
  const doubtful = [
    ...rows.columns.filter((row) => isLost.default(row) || isLost.generated(row)),
    ...rows.checks.filter(isLost.check),
  ];
  for (const [first] of groupByTable(doubtful)) {
    parts.set(nameKey(tableOf(first!)), await createdTable(tableOf(first!)));
  }
  return {
    columns: rows.columns.map((row) => {
      if (!isLost.default(row) && !isLost.generated(row)) return row;
      const own = partsOf(row).columns.get(String(row.name));
      return {
        ...row,
        ...(isLost.default(row) ? { default: original(row.default, own, ["DEFAULT"]) } : {}),
        ...(isLost.generated(row) ? { expression: original(row.expression, own, ["AS", "("]) } : {}),
      };
    }),
    checks: rows.checks.map((row) => {
      if (!isLost.check(row)) return row;
      const { columns, constraints } = partsOf(row);
      const own = (row.level === "Column" ? columns : constraints).get(String(row.name));
      return { ...row, expression: original(row.expression, own, ["CHECK", "("]) };
    }),
  };
}

/** Views, whose strings SHOW CREATE VIEW tells whole, though with other qualifiers. */
export async function restoreViews(query: Query, rows: readonly Row[]): Promise<readonly Row[]> {
  const restored: Row[] = [];
  for (const row of rows) {
    if (!isDoubtful(row.definition)) {
      restored.push(row);
      continue;
    }
    const view = { schema: String(row.schema), name: String(row.name) };
    const [answer] = await ask(query, showCreate("VIEW", view), view);
    const whole = strings(String(answer?.["Create View"]));
    let definition = "";
    let from = 0;
    for (const [at, token] of strings(row.definition).entries()) {
      const other = whole[at];
      const text = other !== undefined && isRemnant(token, other) ? literal(other.text) : token.source;
      definition += row.definition.slice(from, token.start) + text;
      from = token.end;
    }
    restored.push({ ...row, definition: definition + row.definition.slice(from) });
  }
  return restored;
}

/** The strings of an SQL text, as they stand in it. */
function strings(sql: string): (Token & { readonly source: string })[] {
  return tokenise(sql, tokenRules)
    .filter(({ kind }) => kind === "string")
    .map((token) => ({ ...token, source: sql.slice(token.start, token.end) }));
}

/** The expression that `remnant` is left of: what says the same behind the words before it. */
function original(remnant: unknown, part: Part | undefined, before: readonly string[]): unknown {
  if (part === undefined) return remnant;
  const { tokens, sql } = part;
  const wanted = tokenise(String(remnant), tokenRules);
  for (let start = before.length; start + wanted.length <= tokens.length; start++) {
    const lead = tokens.slice(start - before.length, start);
    if (
      lead.every(({ text }, at) => text === before[at]) &&
      wanted.every((token, at) => isRemnant(token, tokens[start + at]!))
    ) {
      return sql.slice(tokens[start]!.start, tokens[start + wanted.length - 1]!.end);
    }
  }
  return remnant;
}

/** True when the first token is what the dictionary leaves of the second: a question mark for a character, or for each byte. */
function isRemnant(remnant: Token, whole: Token): boolean {
  if (remnant.kind !== whole.kind) return false;
  if (remnant.text === whole.text) return true;
  return (
    whole.kind === "string" &&
    ["?", "????"].some((mark) => whole.text.replaceAll(beyondBasicPlane, mark) === remnant.text)
  );
}

function tableOf(row: Row): { readonly schema: string; readonly name: string } {
  return { schema: String(row.schema), name: String(row.table) };
}

function groupByTable(rows: readonly Row[]): Row[][] {
  return [...byTable(rows).values()];
}

function fromHex(text: unknown): string {
  return Buffer.from(String(text), "hex").toString("utf8");
}

/** Nothing is taken for a question mark that can't be asked about. */
async function ask(query: Query, sql: string, name: ObjectName): Promise<Row[]> {
  try {
    return await query(sql);
  } catch (cause) {
    throw new ReflectionError(
      "E_REFLECT",
      `The catalogs have question marks for characters of ${displayName(name)} that they can't hold, and the server ` +
        `does not tell those characters: ${messageOf(cause)}. Grant the user SELECT and SHOW VIEW on it.`,
      { details: { name: displayName(name) }, cause },
    );
  }
}
