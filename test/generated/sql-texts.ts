import type { Family } from "./kinds.ts";

type Condition = (column: string) => string;

const onAny: readonly Condition[] = [
  (column) => `${column} IS NOT NULL OR 1 = 1`,
  (column) => `(${column} IS NULL) OR (${column} IS NOT NULL)`,
  (column) => `CASE WHEN ${column} IS NULL THEN 1 ELSE 2 END > 0`,
  (column) => `NOT (${column} IS NULL AND 'it''s' = 'so')`,
];

/**
 * Conditions of checks on a column of a family, true for the rows of the tests and for neutral values. Names without
 * quotes suit all databases.
 */
export const conditions: { readonly [F in Family]: readonly Condition[] } = {
  number: [
    ...onAny,
    (column) => `${column} > -5`,
    (column) => `${column} + 1 >= 0 AND ${column} BETWEEN -3 AND 1000`,
    (column) => `${column} IN (0, 1, 2, 3)`,
  ],
  text: [
    ...onAny,
    (column) => `${column} <> 'it''s'`,
    (column) => `length(${column}) < 100 OR ${column} LIKE '%x_'`,
    (column) => `${column} IN ('', '0', '1', 'x') or ${column} > ' '`,
  ],
  other: onAny,
};

/** Conditions of partial indexes. */
export const predicates: { readonly [F in Family]: readonly Condition[] } = {
  number: [(column) => `${column} IS NOT NULL`, (column) => `${column} > 0`],
  text: [(column) => `${column} IS NOT NULL`, (column) => `${column} <> ''`],
  other: [(column) => `${column} IS NOT NULL`],
};

/** One of those of a family; the number counts through them again and again. */
export function conditionOf(of: typeof conditions, family: Family, number: number): Condition {
  const list = of[family];
  return list[number % list.length]!;
}

/** Expressions of a generated column, over a column that is a number. */
export const expressions: readonly ((column: string) => string)[] = [
  (column) => `${column} * 2`,
  (column) => `${column} + 1`,
  (column) => `CASE WHEN ${column} > 1 THEN 1 ELSE ${column} END`,
];

/** Queries of a view over a table. */
export const queries: readonly ((table: string, columns: readonly string[]) => string)[] = [
  (table, columns) => `SELECT ${columns.join(", ")} FROM ${table}`,
  (table, columns) =>
    `SELECT ${columns.map((name) => `x.${name}`).join(", ")} FROM ${table} x WHERE x.id IS NOT NULL`,
  (table, columns) => `SELECT ${columns.join(", ")}, 'it''s' AS word FROM ${table} ORDER BY id`,
];
