import { Column, type ColumnOptions, Index, PrimaryColumn } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

type Kind = "VIRTUAL" | "STORED";

const table =
  (options: Readonly<Record<string, ColumnOptions>>, isIndexed = false): Model =>
  (prefix) => [
    classTable(`${prefix}t`, {
      id: PrimaryColumn({ type: "int" }),
      first: Column({ type: "varchar", length: 20, default: "x" }),
      last: Column({ type: "varchar", length: 20, default: "y" }),
      ...Object.fromEntries(
        Object.entries(options).map(([name, one]) => [name, [Column(one), ...(isIndexed ? [Index()] : [])]]),
      ),
    }),
  ];

const text = { type: "varchar", length: 60, nullable: true } as const;
const full = (asExpression: string, generatedType?: Kind, rest: ColumnOptions = {}): ColumnOptions => ({
  ...text,
  asExpression,
  ...(generatedType === undefined ? {} : { generatedType }),
  ...rest,
});

const joined = "concat(`first`, ' ', `last`)";
const reversed = "concat(`last`, ', ', `first`)";
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id) VALUES (1), (2)`];

const cases: readonly Case[] = (["VIRTUAL", "STORED"] as const).map((kind): Case => {
  const other: Kind = kind === "VIRTUAL" ? "STORED" : "VIRTUAL";
  return {
    row: `generated column, ${kind.toLowerCase()}`,
    before: table({ full: full(joined, kind) }),
    after: {
      "another expression": table({ full: full(reversed, kind) }),
      "another kind, and one more": table({ full: full(joined, other), half: full("lower(first)", kind) }),
      "another kind and expression": table({ full: full(reversed, other) }),
      plain: table({ full: text }),
      "another type": table({ full: full(joined, kind, { length: 90 }) }),
      none: table({}),
    },
    seed,
  };
});

const more: readonly Case[] = [
  {
    row: "generated column with an index",
    before: table({ full: full(joined) }, true),
    after: {
      "another expression": table({ full: full(reversed) }, true),
      stored: table({ full: full(joined, "STORED") }, true),
      plain: table({ full: text }, true),
    },
    seed,
  },
  {
    row: "expressions of generated columns",
    before: table({
      a: full("if(first > 'm', 'late', 'it''s early')"),
      b: full("case when last is null then '' else substring(last, 1, 3) end", "STORED"),
      c: { type: "int", nullable: true, asExpression: "id * 2 + char_length(first)" },
      d: {
        type: "boolean",
        nullable: true,
        asExpression: "id > 5 and first <> 'a'",
        generatedType: "STORED",
      },
      e: { type: "decimal", precision: 10, scale: 2, nullable: true, asExpression: "id / 3" },
      f: full("json_unquote(json_extract(first, '$.a'))"),
      g: full("coalesce(first, last, 'n/a')", undefined, { comment: "one of them" }),
    }),
    after: {
      others: table({
        a: full("if(first >= 'm', 'late', 'it''s early')"),
        b: full("case when last is null then '' else substring(last, 1, 4) end", "STORED"),
        c: { type: "int", nullable: true, asExpression: "(id * 2) - char_length(first)" },
        d: {
          type: "boolean",
          nullable: true,
          asExpression: "id > 5 or first <> 'a'",
          generatedType: "STORED",
        },
        e: { type: "decimal", precision: 10, scale: 2, nullable: true, asExpression: "id / 4" },
        f: full("json_unquote(json_extract(first, '$.b'))"),
        g: full("coalesce(last, first, 'n/a')", undefined, { comment: "the other" }),
      }),
    },
  },
];

for (const database of servers) {
  conformance({ title: "generated columns", database, cases: [...cases, ...more] });
}
