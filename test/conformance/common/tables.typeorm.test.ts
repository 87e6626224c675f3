import { DefaultNamingStrategy, EntitySchema, type EntitySchemaOptions } from "typeorm";
import { type DatabaseName, databaseNames } from "../../databases/index.ts";
import { databasesWith } from "../../support/databases-with.ts";
import type { Case, Entities } from "../case.ts";
import { conformance } from "../conformance.ts";

type Columns = EntitySchemaOptions<Record<string, unknown>>["columns"];
type Rest = Partial<EntitySchemaOptions<Record<string, unknown>>>;

/** A table with an id and what is given. */
const table =
  (columns: Columns, rest: Rest = {}) =>
  (prefix: string): Entities => [
    new EntitySchema<Record<string, unknown>>({
      name: `${prefix}t`,
      tableName: `${prefix}t`,
      columns: { id: { type: Number, primary: true }, ...columns },
      ...rest,
    }),
  ];

const text = { type: "varchar", length: 20 } as const;
const whole = { type: "int" } as const;

const columnCases: readonly Case[] = [
  {
    row: "column",
    before: table({ a: text, b: { ...whole, nullable: true } }),
    after: {
      "one more": table({ a: text, b: { ...whole, nullable: true }, c: { ...whole, nullable: true } }),
      "one more, with a default": table({
        a: text,
        b: { ...whole, nullable: true },
        c: { ...text, default: "x" },
      }),
      "one less": table({ a: text }),
      longer: table({ a: { ...text, length: 40 }, b: { ...whole, nullable: true } }),
      shorter: table({ a: { ...text, length: 10 }, b: { ...whole, nullable: true } }),
      optional: table({ a: { ...text, nullable: true }, b: { ...whole, nullable: true } }),
      "bigger number": table({ a: text, b: { type: "bigint", nullable: true } }),
      "number to text": table({ a: text, b: { ...text, nullable: true } }),
      "with a default": table({
        a: { ...text, default: "it''s" },
        b: { ...whole, nullable: true, default: -1 },
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 'x', 5)`],
  },
  {
    row: "default",
    before: table({ a: { ...text, default: "x" }, b: { ...whole, default: 1 } }),
    after: {
      "another value": table({ a: { ...text, default: "y" }, b: { ...whole, default: -7 } }),
      "empty text and zero": table({ a: { ...text, default: "" }, b: { ...whole, default: 0 } }),
      none: table({ a: text, b: whole }),
      "text with signs": table({ a: { ...text, default: `%_"''; --` }, b: { ...whole, default: 1 } }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
  },
  {
    row: "names that are reserved, mixed or strange",
    before: table({ select: text, "Mixed Case": whole, größe: whole, "a-b.c": whole }),
    after: {
      "more of them": table({
        select: text,
        "Mixed Case": whole,
        größe: { type: "bigint" },
        "a-b.c": whole,
        group: { ...whole, nullable: true },
      }),
      "an index and a key on them": table(
        { select: text, "Mixed Case": whole, größe: whole, "a-b.c": whole },
        { uniques: [{ columns: ["select"] }], indices: [{ columns: ["Mixed Case", "größe"] }] },
      ),
    },
  },
];

const keyCases: readonly Case[] = [
  {
    row: "unique",
    before: table({ a: text, b: whole }, { uniques: [{ columns: ["a"] }] }),
    after: {
      "of several columns": table({ a: text, b: whole }, { uniques: [{ columns: ["a", "b"] }] }),
      "another name": table({ a: text, b: whole }, { uniques: [{ name: "uq_of_mine", columns: ["a"] }] }),
      none: table({ a: text, b: whole }),
      "an index instead": table({ a: text, b: whole }, { indices: [{ columns: ["a"] }] }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 'x', 5)`],
  },
  {
    row: "index",
    before: table({ a: text, b: whole }, { indices: [{ columns: ["a"] }] }),
    after: {
      unique: table({ a: text, b: whole }, { indices: [{ columns: ["a"], unique: true }] }),
      "other columns": table({ a: text, b: whole }, { indices: [{ name: "ix", columns: ["b", "a"] }] }),
      "another name": table({ a: text, b: whole }, { indices: [{ name: "ix_of_mine", columns: ["a"] }] }),
      none: table({ a: text, b: whole }),
      "of a column that changes": table(
        { a: { ...text, length: 30 }, b: whole },
        { indices: [{ columns: ["a"] }] },
      ),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 'x', 5)`],
  },
];

/** Where TypeORM creates checks; on MySQL and MariaDB it does not (typeorm#4148). */
const createsChecks: readonly DatabaseName[] = ["sqlite", "postgres"];

const check =
  (expression: string, name?: string) =>
  (prefix: string): Entities =>
    table(
      { a: whole, b: text },
      { checks: [{ expression, ...(name && { name: `${prefix}${name}` }) }] },
    )(prefix);

const checkCases = (database: DatabaseName): readonly Case[] => [
  {
    row: "check",
    before: check("a > 0"),
    after: {
      edited: check("a > 1"),
      "edited behind its name": check("a >= 0 AND b <> 'it''s'"),
      none: table({ a: whole, b: text }),
      "another name": check("a > 0", "ck"),
      "of a column that changes": (prefix) =>
        table({ a: { type: "bigint" }, b: text }, { checks: [{ expression: "a > 0" }] })(prefix),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 5, 'x')`],
    ...(createsChecks.includes(database)
      ? {}
      : {
          leftOut: (operation) =>
            operation.kind === "createConstraint" && operation.constraint.type === "check",
        }),
  },
];

const view =
  (query: string, columns: Columns = { a: text }) =>
  (prefix: string): Entities => [
    ...table(columns)(prefix),
    new EntitySchema<Record<string, unknown>>({
      name: `${prefix}v`,
      tableName: `${prefix}v`,
      type: "view",
      expression: query.replaceAll("{t}", `${prefix}t`),
      columns: { id: { type: Number } },
    }),
  ];

const viewCases: readonly Case[] = [
  {
    row: "view",
    before: view("SELECT id, a FROM {t} WHERE id > 1"),
    after: {
      edited: view("SELECT id, a FROM {t} WHERE id > 2"),
      "with another column": view("SELECT id, a, id + 1 AS next FROM {t}"),
      none: table({ a: text }),
      "over a column that changes": view("SELECT id, a FROM {t} WHERE id > 1", {
        a: { ...text, length: 50 },
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`],
  },
];

class Shouting extends DefaultNamingStrategy {
  override columnName(property: string, given: string, prefixes: string[]): string {
    return super.columnName(property, given, prefixes).toUpperCase();
  }
}
// Its names go into the entities here, since a case has no DataSource of its own.
const named = (strategy: DefaultNamingStrategy) =>
  table({ a: { ...text, name: strategy.columnName("a", "", []) } });

const namingCases: readonly Case[] = [
  {
    row: "names by a strategy",
    before: named(new DefaultNamingStrategy()),
    after: {
      "another strategy": table({
        a: text,
        b: { ...text, name: new Shouting().columnName("b", "", []), nullable: true },
      }),
    },
  },
  {
    row: "synchronize: false",
    before: (prefix) => [
      ...table({ a: text })(prefix),
      new EntitySchema<Record<string, unknown>>({
        name: `${prefix}hidden`,
        tableName: `${prefix}hidden`,
        synchronize: false,
        columns: { id: { type: Number, primary: true } },
      }),
    ],
    after: { "the other one changes": table({ a: { ...text, length: 30 } }) },
  },
];

const commented = databasesWith(({ tableComments, columnComments }) => tableComments && columnComments);
const comment = (ofTable: string | undefined, ofColumn: string | undefined) =>
  table(
    { a: { ...text, ...(ofColumn !== undefined && { comment: ofColumn }) } },
    (ofTable === undefined ? {} : { comment: ofTable }) as Rest,
  );
const commentCases: readonly Case[] = [
  {
    row: "comment",
    before: comment("of the table", "of the column"),
    after: {
      edited: comment("of a table", "it's of a column; -- \\ really"),
      none: comment(undefined, undefined),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`],
  },
];

for (const database of databaseNames) {
  conformance({ title: "columns", database, cases: columnCases });
  conformance({ title: "keys and indexes", database, cases: keyCases });
  conformance({ title: "checks", database, cases: checkCases(database) });
  conformance({ title: "views", database, cases: viewCases });
  conformance({ title: "names", database, cases: namingCases });
}
for (const database of commented) conformance({ title: "comments", database, cases: commentCases });
