import type { Operation } from "@limbeck/core";
import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import { type DatabaseName, databaseNames } from "../../databases/index.ts";
import { databasesWith } from "../../support/databases-with.ts";
import type { Case, Entities } from "../case.ts";
import { conformance } from "../conformance.ts";

const decimal = { type: "decimal", precision: 10, scale: 2 } as const;
const whole = { type: "int" } as const;
const fraction = { type: "double precision" } as const;

/** A column, what is computed from it, and what else reads it. */
const reading =
  (a: EntitySchemaColumnOptions, isPartial: boolean) =>
  (prefix: string): Entities => [
    new EntitySchema<Record<string, unknown>>({
      name: `${prefix}t`,
      tableName: `${prefix}t`,
      columns: {
        id: { type: Number, primary: true },
        a,
        g: { type: "int", nullable: true, asExpression: "a + 1", generatedType: "STORED" },
      },
      checks: [{ expression: "a > 0 AND a * 2 < 1000" }, { name: `${prefix}ck`, expression: "a <> 7" }],
      indices: [
        { columns: ["g"] },
        ...(isPartial ? [{ name: `${prefix}ix`, columns: ["id"], where: "a > 5" }] : []),
      ],
    }),
  ];

const partial = databasesWith(({ partialIndexes }) => partialIndexes);

/** Where TypeORM creates no checks (typeorm#4148). */
const withoutChecks: readonly DatabaseName[] = ["mysql", "mariadb"];

const cases = (database: DatabaseName): readonly Case[] =>
  Object.entries({ decimal, whole, fraction }).map(([row, type], _at, types) => ({
    row: `expressions over a column, ${row}`,
    before: reading(type, partial.includes(database)),
    after: Object.fromEntries(
      types
        .filter(([name]) => name !== row)
        .map(([name, other]) => [`of another type: ${name}`, reading(other, partial.includes(database))]),
    ),
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 3)`],
    ...(withoutChecks.includes(database)
      ? {
          leftOut: (operation: Operation) =>
            operation.kind === "createConstraint" && operation.constraint.type === "check",
        }
      : {}),
  }));

for (const database of databaseNames) conformance({ title: "expressions", database, cases: cases(database) });
