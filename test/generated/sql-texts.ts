/** Conditions of checks on a column of any type, true for the rows of the tests. Names without quotes suit all databases. */
export const conditions: readonly ((column: string) => string)[] = [
  (column) => `${column} IS NOT NULL OR 1 = 1`,
  (column) => `(${column} IS NULL) OR (${column} IS NOT NULL)`,
  (column) => `CASE WHEN ${column} IS NULL THEN 1 ELSE 2 END > 0`,
  (column) => `NOT (${column} IS NULL AND 'it''s' = 'so')`,
];

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
