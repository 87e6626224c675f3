import type { Dialect, Query } from "../dialect/dialect.ts";
import { parenthesised } from "../dialect/sql-writer.ts";
import { mentions, tokenise } from "../dialect/sql-tokens.ts";
import type { CheckConstraint, Column, EnumType, Table } from "../schema/schema.ts";

/** A value for rows that have none, or why there is none. */
export type AllowedValue =
  | { readonly value: string; readonly kind: "distinct" | "neutral" | "named" }
  | { readonly refusedBy: readonly CheckConstraint[] };

/**
 * The value of a column that says least among those that the checks on it allow: the neutral one of its type, else one that
 * the checks name, or the next number to it. The database itself says which of them it allows, beside the rows that it has.
 *
 * @param distinct SQL for another value in each row, which goes before all of them.
 * @returns undefined where the type has no neutral value.
 */
export async function allowedValue(
  query: Query,
  dialect: Dialect,
  column: Column,
  table: Table,
  enums: readonly EnumType[],
  distinct?: string,
): Promise<AllowedValue | undefined> {
  const neutral = dialect.neutralValue(column, table, enums);
  const first = [distinct ?? neutral, neutral].filter((value) => value !== undefined);
  if (first[0] === undefined) return undefined;
  const kindOf = (value: string) =>
    value === distinct ? "distinct" : value === neutral ? "neutral" : "named";
  const checks = table.checks.filter(
    ({ expression, notValid, notEnforced }) =>
      !notValid && !notEnforced && mentions(expression, [column.name]),
  );
  if (checks.length === 0) return { value: first[0], kind: kindOf(first[0]) };
  const named = neutral === undefined ? [] : namedBy(checks, neutral, dialect);
  const values = [...new Set([...first, ...named])].slice(0, most);
  const isAllowed = await askedFor(query, dialect, values, column, table, checks);
  const at = isAllowed.indexOf(true);
  return at < 0 ? { refusedBy: checks } : { value: values[at]!, kind: kindOf(values[at]!) };
}

/** So many values are tried, and so many rows looked at. */
const most = 40;
const sample = 1000;

/** Values of the kind of the neutral one that the checks name, as SQL. */
function namedBy(checks: readonly CheckConstraint[], neutral: string, dialect: Dialect): string[] {
  const tokens = checks.flatMap(({ expression }) => tokenise(expression, { backtick: true }));
  if (neutral === "false") return ["true"];
  if (neutral.startsWith("'")) {
    return tokens.flatMap(({ kind, text }) => (kind === "string" ? [dialect.literal(text)] : []));
  }
  if (!/^-?\d/.test(neutral)) return [];
  // PostgreSQL keeps -3 as '-3'::integer, and MySQL as -(3).
  const numbers = tokens.flatMap(({ kind, text }) => {
    const number = /^-?\d+$/.test(text) && (kind === "number" || kind === "string") ? Number(text) : NaN;
    return Number.isSafeInteger(number) ? [Math.abs(number)] : [];
  });
  const near = [1, ...numbers].flatMap((number) => [number, number + 1, number - 1]);
  return near.flatMap((number) => [number, -number]).map(String);
}

/** Whether the checks hold with each of the values; a database that can't tell is taken to allow the first. */
async function askedFor(
  query: Query,
  dialect: Dialect,
  values: readonly string[],
  column: Column,
  table: Table,
  checks: readonly CheckConstraint[],
): Promise<boolean[]> {
  const target = dialect.qualified(table);
  const beside = table.columns
    .map(({ name }) => name)
    .filter((name) => name !== column.name && checks.some(({ expression }) => mentions(expression, [name])))
    .map((name) => dialect.identifier(name));
  const condition = checks.map(({ expression }) => parenthesised(expression)).join(" AND ");
  // The first, empty half gives the value the type of the column.
  const questions = values.map((value, at) => {
    const typed = `SELECT ${[dialect.identifier(column.name), ...beside].join(", ")} FROM ${target} WHERE 1 = 0`;
    const rows = `SELECT ${[value, ...beside].join(", ")} FROM (SELECT * FROM ${target} LIMIT ${sample}) AS limbeck_rows`;
    return (
      `EXISTS(SELECT 1 FROM (${typed} UNION ALL ${rows}) AS ${dialect.identifier(table.name)} ` +
      `WHERE NOT (${condition})) AS ${dialect.identifier(`v${at}`)}`
    );
  });
  try {
    const [row = {}] = await query(`SELECT ${questions.join(", ")}`);
    return values.map((_value, at) => Number(row[`v${at}`]) === 0);
  } catch {
    return values.map((_value, at) => at === 0);
  }
}
