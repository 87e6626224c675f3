import {
  Check,
  Column,
  type ColumnOptions,
  CreateDateColumn,
  DeleteDateColumn,
  Index,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
  VersionColumn,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

const table =
  (
    columns: Readonly<Record<string, ColumnOptions | PropertyDecorator>>,
    ...decorators: readonly ClassDecorator[]
  ): Model =>
  (prefix) => [
    classTable(
      `${prefix}t`,
      {
        id: PrimaryColumn({ type: "integer" }),
        ...Object.fromEntries(
          Object.entries(columns).map(([name, one]) => [name, typeof one === "function" ? one : Column(one)]),
        ),
      },
      { decorators },
    ),
  ];

const whole = { type: "integer", default: 1 } as const;
const text = { type: "text", default: "x" } as const;
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id) VALUES (1), (2)`];

const generated = (asExpression: string, generatedType: "VIRTUAL" | "STORED", rest: ColumnOptions = {}) =>
  ({ type: "text", nullable: true, asExpression, generatedType, ...rest }) as const;
const joined = `"first" || ' ' || "last"`;
const reversed = `"last" || ', ' || "first"`;
const names = { first: text, last: text };

const generatedCase = (kind: "VIRTUAL" | "STORED", other: "VIRTUAL" | "STORED"): Case => ({
  row: `generated column, ${kind.toLowerCase()}`,
  before: table({ ...names, full: generated(joined, kind) }, Index(["full"])),
  after: {
    "another expression": table({ ...names, full: generated(reversed, kind) }, Index(["full"])),
    "another kind": table({ ...names, full: generated(joined, other) }, Index(["full"])),
    plain: table({ ...names, full: { type: "text", nullable: true } }, Index(["full"])),
    "another column changes": table({
      ...names,
      last: { type: "varchar", length: 20, default: "y" },
      full: generated(joined, kind),
    }),
    "more of them": table({
      ...names,
      full: generated(joined, kind),
      short: generated("substr(first, 1, 1)", other),
      size: generated("length(first)", kind, { type: "integer" }),
    }),
    none: table(names),
  },
  seed,
});

const labels = (values: readonly string[], rest: ColumnOptions = {}) =>
  table({ a: { type: "simple-enum", enum: [...values], ...rest } });
const special = (options: ColumnOptions) =>
  table({
    made: CreateDateColumn(options),
    changed: UpdateDateColumn(options),
    gone: DeleteDateColumn(options),
    version: VersionColumn({ default: 1 }),
  });
const partial = (where: string, unique = true) =>
  table({ a: whole, b: text }, Index("ux", ["b"], { unique, where }));

const cases: readonly Case[] = [
  generatedCase("VIRTUAL", "STORED"),
  generatedCase("STORED", "VIRTUAL"),
  {
    row: "generated column without a kind",
    before: table({ ...names, full: { type: "text", nullable: true, asExpression: joined } }),
    after: {
      stored: table({ ...names, full: generated(joined, "STORED") }),
      "another expression": table({
        ...names,
        full: { type: "text", nullable: true, asExpression: reversed },
      }),
    },
    seed,
  },
  {
    row: "collation",
    before: table({ a: { ...text, collation: "NOCASE" }, b: { ...text, collation: "RTRIM" }, c: text }),
    after: {
      others: table({ a: { ...text, collation: "BINARY" }, b: text, c: { ...text, collation: "NOCASE" } }),
      "with an index": table(
        { a: { ...text, collation: "NOCASE" }, b: { ...text, collation: "RTRIM" }, c: text },
        Index(["a", "b"]),
      ),
    },
    seed,
  },
  {
    row: "labels of simple-enum",
    before: labels(["x", "y"], { default: "x" }),
    after: {
      "one more": labels(["x", "y", "z"], { default: "x" }),
      "in another order": labels(["y", "x"], { default: "x" }),
      "one less": labels(["x"], { default: "x" }),
      "with signs": labels(["x", "a, b", "(c", 'd"', "%"], { default: "x" }),
      "plain text": table({ a: { type: "varchar", default: "x" } }),
    },
    seed,
  },
  {
    row: "labels of simple-enum with a quote",
    before: labels(["it's", "x"], { default: "x" }),
    after: { others: labels(["its", "x'"], { default: "its" }) },
    notByTypeorm: "synchronize() writes the quote as it is, which is a syntax error",
  },
  {
    row: "columns of creation, change, deletion and version",
    before: special({}),
    after: {
      "plain columns": table({
        made: { type: "datetime", default: () => "CURRENT_TIMESTAMP" },
        changed: { type: "text", default: "" },
        gone: { type: "date", nullable: true },
        version: { type: "integer", default: 0 },
      }),
      "with a precision": special({ precision: 3 }),
    },
    seed,
  },
  {
    row: "conditions of checks",
    before: table(
      { a: whole, b: text },
      Check("a >\n  0 -- not nothing\n"),
      Check("ck", `b <> 'it''s (a' AND "b" NOT LIKE '%,'`),
      Check("a IN (1, 2, 3) OR b IS NULL"),
    ),
    after: {
      others: table(
        { a: whole, b: text },
        Check("a >\n  -1"),
        Check("ck", `b <> 'its (a' AND "b" NOT LIKE '%,'`),
        Check("a IN (1, 2) OR b IS NULL"),
      ),
      fewer: table({ a: whole, b: text }, Check("ck", `b <> 'it''s (a' AND "b" NOT LIKE '%,'`)),
      none: table({ a: whole, b: text }),
    },
    seed,
  },
  {
    row: "partial index",
    before: partial("a > 1"),
    after: {
      "another condition": partial(`a > 1 AND b <> 'it''s'`),
      "not unique": partial("a > 1", false),
      "of all rows": table({ a: whole, b: text }, Index("ux", ["a", "b"], { unique: true })),
      "over a column that changes": table(
        { a: { type: "bigint", default: 1 }, b: text },
        Index("ux", ["b"], { unique: true, where: "a > 1" }),
      ),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
  },
  {
    row: "unique of one column and of several",
    before: table({ a: { ...whole, unique: true }, b: text }, Unique("uq", ["a", "b"]), Unique(["b"])),
    after: {
      fewer: table({ a: whole, b: text }, Unique("uq", ["a", "b"])),
      reversed: table({ a: { ...whole, unique: true }, b: text }, Unique("uq", ["b", "a"]), Unique(["b"])),
      "as indexes": table(
        { a: whole, b: text },
        Index("ux", ["a"], { unique: true }),
        Index("uxb", ["b"], { unique: true }),
      ),
      none: table({ a: whole, b: text }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
  },
  ...(process.env.TYPEORM_MAJOR === "0.3"
    ? []
    : [
        {
          row: "jsonb",
          before: table({ a: { type: "jsonb" as const, nullable: true } }),
          after: { text: table({ a: { type: "text", nullable: true } }) },
          seed,
        } satisfies Case,
      ]),
];

conformance({ title: "facets of columns", database: "sqlite", cases });
