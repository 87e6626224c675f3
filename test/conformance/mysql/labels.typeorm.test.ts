import { Column, type ColumnOptions, PrimaryColumn } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

type Labels = readonly string[];

/** An enum and a set with the same labels, and one with a default. */
const table =
  (type: "enum" | "simple-enum", labels: Labels, value?: string): Model =>
  (prefix) => {
    const options = { type, enum: [...labels] } satisfies ColumnOptions;
    return [
      classTable(`${prefix}t`, {
        id: PrimaryColumn({ type: "int" }),
        one: Column(options),
        other: Column({ ...options, nullable: true, ...(value === undefined ? {} : { default: value }) }),
        many: Column({ ...options, type: "set" }),
      }),
    ];
  };

const seed = (prefix: string) => [
  `INSERT INTO ${prefix}t (id, one, many) VALUES (1, 'b', 'a,b'), (2, 'a', '')`,
];

const cases: readonly Case[] = (["enum", "simple-enum"] as const).flatMap((type): Case[] => [
  {
    row: `labels of ${type} and set`,
    before: table(type, ["a", "b", "c"], "a"),
    after: {
      "one more at the end": table(type, ["a", "b", "c", "d"], "d"),
      "one more in the middle": table(type, ["a", "x", "b", "c"], "b"),
      "one less": table(type, ["a", "b"], "a"),
      "in another order": table(type, ["c", "b", "a"]),
      "another case": table(type, ["a", "b", "C"], "a"),
    },
    seed,
  },
  ...(type === "enum"
    ? [
        {
          row: "labels with signs",
          before: table(type, ["a", "b", `it's`, "", "%_?"]),
          after: {
            others: table(type, ["a", "b", `"double"`, "x`y", "größer", "(a", "a)"]),
            fewer: table(type, ["a", "b", `it's`]),
          },
          seed,
        } satisfies Case,
        {
          row: "labels with a backslash",
          before: table(type, ["a", "b", "back\\slash"]),
          after: { others: table(type, ["a", "b", "back\\\\slash"]) },
          seed,
          notByTypeorm: "synchronize() writes the backslash as it is, and the server reads an escape",
        } satisfies Case,
      ]
    : []),
]);

/** A set has no labels with a comma (https://dev.mysql.com/doc/refman/9.4/en/set.html). */
const withComma: Case = {
  row: "labels of an enum with a comma",
  before: (prefix) => [
    classTable(`${prefix}t`, {
      id: PrimaryColumn({ type: "int" }),
      one: Column({ type: "enum", enum: ["a, b", "c','d", "e"] }),
    }),
  ],
  after: {
    others: (prefix) => [
      classTable(`${prefix}t`, {
        id: PrimaryColumn({ type: "int" }),
        one: Column({ type: "enum", enum: ["e", "a, b", ","] }),
      }),
    ],
  },
  seed: (prefix) => [`INSERT INTO ${prefix}t (id, one) VALUES (1, 'a, b')`],
};

for (const database of servers) conformance({ title: "labels", database, cases: [...cases, withComma] });
