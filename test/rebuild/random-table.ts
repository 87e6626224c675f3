import * as fc from "fast-check";

/** A column `c0`, `c1`, …; its values are SQL literals, one a row. */
export interface RandomColumn {
  readonly type: string;
  readonly notNull: boolean;
  readonly default?: string;
  readonly collate?: string;
  /** A condition without a name that all values meet. */
  readonly check: boolean;
  readonly values: readonly string[];
}

export const keys = ["none", "integer", "autoincrement", "two columns", "without rowid"] as const;

/** A table `t` and what belongs to it, as somebody could have made it by hand. */
export interface RandomTable {
  readonly key: (typeof keys)[number];
  readonly strict: boolean;
  readonly columns: readonly RandomColumn[];
  /** Two more that nothing reads: `free0`, `free1`. */
  readonly generated?: "STORED" | "VIRTUAL";
  readonly indexes: readonly RandomIndex[];
  readonly onDelete: string;
  readonly rows: number;
}

export interface RandomIndex {
  readonly unique: boolean;
  readonly partial: boolean;
  readonly parts: readonly {
    readonly column: number;
    readonly expression: boolean;
    readonly descending: boolean;
    readonly collate?: string;
  }[];
}

/** A change of the table; `column` counts those that there are, round and round. */
export type RandomChange =
  | { readonly kind: "type"; readonly column: number; readonly type: string }
  | { readonly kind: "nullable"; readonly column: number; readonly nullable: boolean }
  | { readonly kind: "default"; readonly column: number; readonly default: string | null }
  | { readonly kind: "add"; readonly type: string; readonly default?: string }
  | { readonly kind: "add computed"; readonly stored: boolean }
  | { readonly kind: "drop" }
  | { readonly kind: "check"; readonly column: number }
  | { readonly kind: "unique" }
  | { readonly kind: "index"; readonly index: RandomIndex }
  | { readonly kind: "drop index" };

const looseTypes = [
  "integer",
  "int",
  "bigint",
  "text",
  "varchar(20)",
  "real",
  "numeric",
  "blob",
  "date",
  "json",
];
const strictTypes = ["integer", "int", "text", "real", "blob", "any"];
const looseValues = [
  ...[
    "0",
    "7",
    "-5",
    "1099511627776",
    "1.5",
    "-0.25",
    "'abc'",
    "''",
    "'it''s'",
    "'12'",
    "'007'",
    "'2020-05-06'",
  ],
  ...["x'00ff'", "'a\nb'", "'ä😀'"],
];
const strictValues: Readonly<Record<string, readonly string[]>> = {
  integer: ["0", "-5", "1099511627776"],
  int: ["1", "7"],
  text: ["'abc'", "''", "'it''s'", "'12'"],
  real: ["1.5", "-0.25", "3.0"],
  blob: ["x'00ff'", "x''"],
  any: ["1", "'x'", "'007'", "x'01'", "2.5"],
};
const collations = ["NOCASE", "RTRIM"];

export const randomTable: fc.Arbitrary<RandomTable> = fc
  .record({ strict: fc.boolean(), rows: fc.nat(5), count: fc.integer({ min: 1, max: 5 }) })
  .chain(({ strict, rows, count }) =>
    fc.record({
      key: fc.constantFrom(...keys),
      strict: fc.constant(strict),
      columns: fc.array(column(strict, rows), { minLength: count, maxLength: count }),
      generated: fc.constantFrom("STORED" as const, "VIRTUAL" as const),
      indexes: fc.array(index, { maxLength: 3 }),
      onDelete: fc.constantFrom("CASCADE", "SET NULL", "NO ACTION", "RESTRICT"),
      rows: fc.constant(rows),
    }),
  );

function column(strict: boolean, rows: number): fc.Arbitrary<RandomColumn> {
  return fc.constantFrom(...(strict ? strictTypes : looseTypes)).chain((type) => {
    const value = fc.constantFrom(...(strict ? strictValues[type]! : looseValues));
    return fc.boolean().chain((notNull) =>
      fc.record(
        {
          type: fc.constant(type),
          notNull: fc.constant(notNull),
          default: value,
          collate: fc.constantFrom(...collations),
          check: fc.boolean(),
          values: fc.array(notNull ? value : fc.oneof(value, fc.constant("NULL")), {
            minLength: rows,
            maxLength: rows,
          }),
        },
        { requiredKeys: ["type", "notNull", "check", "values"] },
      ),
    );
  });
}

const index: fc.Arbitrary<RandomIndex> = fc.record({
  unique: fc.boolean(),
  partial: fc.boolean(),
  parts: fc.array(
    fc.record(
      {
        column: fc.nat(4),
        expression: fc.boolean(),
        descending: fc.boolean(),
        collate: fc.constantFrom(...collations, "BINARY"),
      },
      { requiredKeys: ["column", "expression", "descending"] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

export const randomChange = (strict: boolean): fc.Arbitrary<RandomChange> => {
  const which = { column: fc.nat(4) };
  const kind = <K extends RandomChange["kind"]>(name: K) => ({ kind: fc.constant(name) });
  const literals = fc.constantFrom("7", "'x'", "1 + 2", "x'01'");
  return fc.oneof(
    // A STRICT table refuses most values of another type.
    fc.record({
      ...kind("type"),
      ...which,
      type: strict ? fc.constant("any") : fc.constantFrom(...looseTypes),
    }),
    fc.record({ ...kind("nullable"), ...which, nullable: fc.boolean() }),
    fc.record({ ...kind("default"), ...which, default: fc.oneof(literals, fc.constant(null)) }),
    fc.record(
      { ...kind("add"), type: fc.constant(strict ? "any" : "varchar(9)"), default: literals },
      { requiredKeys: ["kind", "type"] },
    ),
    fc.record({ ...kind("add computed"), stored: fc.boolean() }),
    fc.record(kind("drop")),
    fc.record({ ...kind("check"), ...which }),
    fc.record(kind("unique")),
    fc.record({ ...kind("index"), index }),
    fc.record(kind("drop index")),
  );
};
