/** SQL that goes into a statement as it stands; made by {@link sql}. */
export interface Sql {
  readonly sql: string;
}

/**
 * Marks a text as SQL: an expression, a condition, a query.
 *
 * Only SQL and numbers can be put into it; `op.inlineLiteral()` makes SQL of any value.
 *
 * @example
 * column("created_at", "timestamp with time zone", { default: sql`now()` });
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | number)[]): Sql {
  const texts = values.map((value) => (typeof value === "number" ? String(value) : value.sql));
  // A text with an invalid escape has no cooked form; its source is what was meant.
  return madeSql(strings.map((text, at) => (text ?? strings.raw[at]!) + (texts[at] ?? "")).join(""));
}

const brand = Symbol.for("limbeck.sql");

/** SQL that {@link isMadeSql} knows again. */
export function madeSql(text: string): Sql {
  return Object.defineProperty({ sql: text }, brand, { value: true });
}

/** True for what {@link sql} made, and not for data that happens to look like it: a row may hold a `{ sql: "…" }`. */
export function isMadeSql(value: object): value is Sql {
  return brand in value;
}

export function isSql(value: unknown): value is Sql {
  return typeof value === "object" && value !== null && typeof (value as Partial<Sql>).sql === "string";
}
