import { Check, Column, PrimaryColumn } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

/** A table with a check for each of the conditions, under a name for each place. */
const checked =
  (conditions: readonly string[]): Model =>
  (prefix) => [
    classTable(
      `${prefix}t`,
      {
        id: PrimaryColumn({ type: "int" }),
        a: Column({ type: "varchar", length: 20, default: "x" }),
        n: Column({ type: "decimal", precision: 10, scale: 2, default: 1 }),
        at: Column({ type: "date", nullable: true }),
        kind: Column({ type: "enum", enum: ["one", "two"], default: "one" }),
        document: Column({ type: "json", nullable: true }),
      },
      { decorators: conditions.map((condition, at) => Check(`${prefix}ck${at}`, condition)) },
    ),
  ];

const conditions = [
  "a <> 'it''s' AND NOT (n < 0)",
  "n BETWEEN 0 AND 100",
  "a IN ('x', 'y', 'z')",
  "a LIKE 'x%' OR a NOT LIKE '%y' OR a IS NULL",
  "char_length(a) >= 1",
  "at IS NULL OR at > '2020-01-01'",
  "kind = 'one' OR kind = 'two'",
  "document IS NULL OR json_extract(document, '$.a') > 1",
  "CASE WHEN n > 5 THEN 1 ELSE 2 END < 3",
  "a REGEXP '^[a-z]+$'",
  "(n + 1) * 2 > 0 && n != -1",
];
const edited = [
  "a <> 'its' AND NOT (n < 0)",
  "n BETWEEN 0 AND 101",
  "a IN ('x', 'y')",
  "a LIKE 'x%' OR a NOT LIKE '%z' OR a IS NULL",
  "char_length(a) > 0",
  "at IS NULL OR at >= '2020-01-01'",
  "kind IN ('one', 'two')",
  "document IS NULL OR json_extract(document, '$.b') > 1",
  "CASE WHEN n > 5 THEN 1 ELSE 0 END < 3",
  "a REGEXP '^[a-z]*$'",
  "n + (1 * 2) > 0 && n != -1",
];

/** A column and a check of it that change together. */
const typed =
  (type: "varchar" | "int", condition: string): Model =>
  (prefix) => [
    classTable(
      `${prefix}t`,
      { id: PrimaryColumn({ type: "int" }), a: Column({ type, default: 1 }) },
      { decorators: [Check(`${prefix}ck`, condition)] },
    ),
  ];

const isCheck: Case["leftOut"] = (operation) =>
  operation.kind === "createConstraint" && operation.constraint.type === "check";

const cases: readonly Case[] = [
  {
    // MariaDB can't compare a number with an empty text, not even in a check that nobody asks for.
    row: "check of texts",
    before: typed("varchar", "a IN ('', '0', '1', 'x') OR a > ' '"),
    after: {
      "of numbers, with its column": typed("int", "a IN (0, 1, 2, 3)"),
      "none, with its column": (prefix) => [
        classTable(`${prefix}t`, {
          id: PrimaryColumn({ type: "int" }),
          a: Column({ type: "int", default: 1 }),
        }),
      ],
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
    leftOut: isCheck,
  },
  {
    row: "conditions of checks",
    before: checked(conditions),
    after: { edited: checked(edited), fewer: checked(conditions.slice(0, 4)), none: checked([]) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
    leftOut: isCheck,
  },
];

for (const database of servers) conformance({ title: "conditions of checks", database, cases });
