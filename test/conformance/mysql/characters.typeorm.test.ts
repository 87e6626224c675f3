import type { Operation } from "@limbeck/core";
import { Check, Column, type ColumnOptions, PrimaryColumn, ViewColumn, ViewEntity } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

// The servers' dictionaries are in utf8mb3: https://dev.mysql.com/doc/refman/9.4/en/charset-metadata.html

const text = (options: ColumnOptions = {}): ColumnOptions => ({
  type: "varchar",
  length: 20,
  nullable: true,
  ...options,
});

/** MariaDB takes all characters beyond the basic plane for the same one elsewhere, and an enum has a label but once. */
const prepare = ["ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"];

const raw = (sql: string) => () => sql;

/** Each place where a column, a table or a view holds a text, with `sign` in it. */
const everywhere =
  (sign: string): Model =>
  (prefix) => {
    const table = classTable(
      `${prefix}t`,
      {
        id: PrimaryColumn({ type: "int" }),
        größe: Column(text()),
        value: Column(text({ default: `a ${sign} ? b` })),
        long: Column(text({ type: "text", length: "", default: raw(`('${sign}')`) })),
        computed: Column(text({ default: raw(`(concat('${sign}', 'x'))`) })),
        derived: Column(
          text({ asExpression: `concat(\`größe\`, '${sign}')`, generatedType: "STORED", nullable: true }),
        ),
        one: Column(text({ type: "enum", length: "", enum: ["a", "?", sign, `${sign}?`], default: sign })),
        many: Column(text({ type: "set", length: "", enum: ["a", sign], default: [sign, "a"] })),
        noted: Column(text({ comment: `a ${sign}` })),
      },
      { decorators: [Check(`${prefix}c`, `\`größe\` <> '${sign}'`)] },
    );
    const view = { view: class {} }.view;
    ViewColumn()(view.prototype, "id");
    ViewEntity({ name: `${prefix}v`, expression: `SELECT id, '${sign}' AS sign FROM ${prefix}t` })(view);
    return [table, view];
  };

/** TypeORM's driver makes no checks here. */
const leftOut = (operation: Operation) =>
  operation.kind === "createConstraint" && operation.constraint.type === "check";

const seed = (prefix: string) => [
  `INSERT INTO ${prefix}t (id, \`größe\`, one, many, noted) VALUES (1, 'x', 'a', 'a', 'x')`,
];

const cases: readonly Case[] = [
  {
    row: "letters beyond ASCII everywhere",
    before: everywhere("größer ёж"),
    after: { others: everywhere("größer ёлка") },
    seed,
    prepare,
    leftOut,
  },
  {
    row: "characters beyond the basic plane everywhere",
    before: everywhere("😀"),
    after: { others: everywhere("🎉") },
    seed,
    prepare,
    leftOut,
  },
];

for (const database of servers) conformance({ title: "characters", database, cases });
