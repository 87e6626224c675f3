import { types } from "node:util";
import { OperationError } from "../errors.ts";

/** SQL that goes into a statement as it stands; made by {@link sql}. */
export interface Sql {
  readonly sql: string;
}

/** A value that a statement is given beside its text. */
export type BoundValue = string | boolean | null | Date | Uint8Array;

/**
 * SQL with values that the driver binds, and a script has as literals; made by {@link sql}. Only a statement can have it:
 * the server takes no values from elsewhere into a default, a check or a view.
 */
export interface BoundSql {
  /** The texts around the values: one more than there are values. */
  readonly texts: readonly string[];
  readonly values: readonly BoundValue[];
}

/**
 * Marks a text as SQL: an expression, a condition, a query.
 *
 * SQL and numbers that are put into it become part of the text. Other values (strings, booleans, `null`, dates, bytes) are
 * bound: that makes a statement for `op.execute()` and `op.query()`. Where the SQL becomes part of the schema (defaults,
 * checks, views) values have to stand in it, as `op.inlineLiteral()` writes them.
 *
 * @throws {OperationError} `E_VALUE` for `undefined`, an object, or a number that is none.
 * @example
 * column("created_at", "timestamp with time zone", { default: sql`now()` });
 * await op.execute(sql`UPDATE account SET language = ${language} WHERE id < ${100}`);
 * await op.createCheckConstraint("ck_size", "item", sql`size <> ${op.inlineLiteral(size)}`);
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | number | bigint)[]): Sql;
export function sql(
  strings: TemplateStringsArray,
  ...values: readonly (Sql | BoundSql | number | bigint | BoundValue)[]
): BoundSql;
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql | BoundSql {
  const texts: string[] = [""];
  const bound: BoundValue[] = [];
  const write = (text: string) => texts.push(texts.pop()! + text);
  const put = (value: unknown) => {
    if (isBoundSql(value)) {
      write(value.texts[0]!);
      for (const [at, inner] of value.values.entries()) {
        bound.push(inner);
        texts.push(value.texts[at + 1]!);
      }
    } else if (isSql(value)) write(value.sql);
    else if (typeof value === "bigint" || Number.isFinite(value)) write(String(value));
    else {
      bound.push(toBoundValue(value));
      texts.push("");
    }
  };
  for (const [at, text] of strings.entries()) {
    // A text with an invalid escape has no cooked form; its source is what was meant.
    write((text as string | undefined) ?? strings.raw[at]!);
    if (at < values.length) put(values[at]);
  }
  return bound.length === 0 ? madeSql(texts[0]!) : madeBoundSql(texts, bound);
}

function toBoundValue(value: unknown): BoundValue {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (types.isUint8Array(value) || (types.isDate(value) && !Number.isNaN(value.getTime()))) return value;
  const what = Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : String(value);
  throw new OperationError(
    "E_VALUE",
    `sql\`…\` was given ${what}, which no driver binds alike. It takes strings, numbers, booleans, null, valid dates ` +
      `and bytes; write JSON as JSON.stringify(…), and a list as one value after the other.`,
    { details: { type: typeof value } },
  );
}

const brand = Symbol.for("limbeck.sql");
const boundBrand = Symbol.for("limbeck.boundSql");

/** SQL that {@link isMadeSql} knows again. */
export function madeSql(text: string): Sql {
  return Object.defineProperty({ sql: text }, brand, { value: true });
}

function madeBoundSql(texts: readonly string[], values: readonly BoundValue[]): BoundSql {
  return Object.defineProperties(
    { texts, values },
    {
      [boundBrand]: { value: true },
      // JavaScript has no type check that would keep it out of a default or a check.
      sql: { get: refuseValues },
    },
  );
}

function refuseValues(): never {
  throw new OperationError(
    "E_VALUE",
    "sql`…` with a bound value stands where SQL becomes part of the schema, which the server gives no values to. " +
      "Write the value into it: ${op.inlineLiteral(value)}.",
  );
}

/** True for what {@link sql} made, and not for data that happens to look like it: a row may hold a `{ sql: "…" }`. */
export function isMadeSql(value: object): value is Sql {
  return brand in value;
}

export function isBoundSql(value: unknown): value is BoundSql {
  return typeof value === "object" && value !== null && boundBrand in value;
}

export function isSql(value: unknown): value is Sql {
  return typeof value === "object" && value !== null && typeof (value as Partial<Sql>).sql === "string";
}

/** A statement for messages: `…` where a value is bound. */
export function statementText(statement: string | BoundSql): string {
  return typeof statement === "string" ? statement : statement.texts.join("…");
}
