import type { Operation } from "../../operation/operation.ts";
import type { Table } from "../../schema/schema.ts";
import { tokenise } from "../sql-tokens.ts";
import { identifier } from "./literals.ts";

/** Where the rows of a rebuilt table come from. */
export interface CopiedRows {
  /** The columns that are given a value; the database computes the others, or takes their defaults. */
  readonly columns: readonly string[];
  /** The SQL of their values, in the same order. */
  readonly values: readonly string[];
  /** What stands behind FROM. */
  readonly from: string;
}

/**
 * The rows of `before` as rows of `after`, with what the operations between the two say about values.
 *
 * A backfill is part of the copy: the new table may refuse NULL from its first row on.
 */
export function copiedRows(
  before: Table,
  after: Table,
  operations: readonly Operation[],
  { rowid, source }: { readonly rowid: boolean; readonly source: string },
): CopiedRows {
  const own = before.columns.map(({ name }) => name);
  const values = new Map(own.map((name) => [name, identifier(name)]));
  let from = source;
  /** What the rows have in columns that are new. */
  const given = new Map<string, string>();
  /** Makes what is computed so far a table of its own, where an expression reads it. */
  const settle = (expression: string) => {
    if (!readsChanged(expression, values, own)) return;
    const columns = [...values].map(([name, value]) => `${value} AS ${identifier(name)}`);
    from = `(SELECT ${[...(rowid ? ["rowid"] : []), ...columns].join(", ")} FROM ${from})`;
    for (const name of values.keys()) values.set(name, identifier(name));
    own.splice(0, own.length, ...values.keys());
  };
  for (const operation of operations) {
    // A column that was dropped and added again under its name is a new one.
    if (operation.kind === "addColumn") {
      const { name, default: value } = operation.column;
      values.delete(name);
      if (value !== undefined) given.set(name, `(${value})`);
    }
    if (operation.kind === "alterColumn" && operation.using !== undefined) {
      settle(operation.using);
      values.set(operation.column, operation.using);
    }
    if (operation.kind === "backfill" && operation.value !== undefined) {
      settle(operation.value);
      const current = values.get(operation.column) ?? given.get(operation.column);
      values.set(
        operation.column,
        current === undefined ? `(${operation.value})` : `COALESCE(${current}, ${operation.value})`,
      );
    }
  }
  const kept = after.columns.filter(({ name, generated }) => generated === undefined && values.has(name));
  return {
    columns: kept.map(({ name }) => name),
    values: kept.map(({ name }) => values.get(name)!),
    from,
  };
}

/** True when the SQL reads a column whose value is not the one that the table itself has. */
function readsChanged(sql: string, values: ReadonlyMap<string, string>, own: readonly string[]): boolean {
  return tokenise(sql, { backtick: true, brackets: true }).some(({ kind, text }) => {
    if (kind !== "word" && kind !== "quoted") return false;
    const value = values.get(text);
    return value !== undefined && (!own.includes(text) || value !== identifier(text));
  });
}
