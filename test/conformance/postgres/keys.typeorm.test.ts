import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type Columns, entity, type Model, table, text, whole } from "./table.ts";

/** A table whose primary key is of the given columns, in that order. */
const primary =
  (columns: readonly string[], name?: string): Model =>
  (prefix) => {
    const others = ["a", "b"].filter((column) => !columns.includes(column));
    const key = { ...whole, primary: true, ...(name && { primaryKeyConstraintName: prefix + name }) };
    return [
      entity(
        prefix,
        "t",
        Object.fromEntries([...columns.map((c) => [c, key]), ...others.map((c) => [c, whole])]) as Columns,
      ),
    ];
  };
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (a, b) VALUES (1, 2)`];

/** A key that something stands on. */
const referenced =
  (name: string): Model =>
  (prefix) => [
    entity(prefix, "t", { id: { ...whole, primary: true, primaryKeyConstraintName: `{p}${name}` } }),
    entity(
      prefix,
      "s",
      { id: { ...whole, primary: true }, t: { ...whole, nullable: true } },
      { foreignKeys: [{ target: "{p}t", columnNames: ["t"], referencedColumnNames: ["id"] }] },
    ),
  ];

const primaryKeys: readonly Case[] = [
  {
    row: "primary key with a name",
    before: primary(["a"], "pk"),
    after: {
      "another name": primary(["a"], "Primary Key"),
      "TypeORM's own name": primary(["a"]),
      "of several columns": primary(["a", "b"], "pk"),
      "of another column": primary(["b"], "pk"),
    },
    seed,
  },
  {
    row: "primary key, order of its columns",
    before: primary(["a", "b"]),
    after: { reversed: primary(["b", "a"]), "reversed, with a name": primary(["b", "a"], "pk") },
    seed,
  },
  {
    row: "primary key that a foreign key stands on",
    before: referenced("pk"),
    after: { "another name": referenced("pk2") },
    seed: (prefix) => [`INSERT INTO ${prefix}t VALUES (1)`, `INSERT INTO ${prefix}s VALUES (1, 1)`],
  },
];

const unique = (
  columns: string[],
  name?: string,
  deferrable?: "INITIALLY DEFERRED" | "INITIALLY IMMEDIATE",
) =>
  table(
    { a: text, b: whole },
    { uniques: [{ columns, ...(name && { name: `{p}${name}` }), ...(deferrable && { deferrable }) }] },
  );
const seedUnique = (prefix: string) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 'x', 2)`];

/** What `synchronize()` leaves out of CREATE TABLE, because PostgreSQL makes one of two keys over the same columns. */
const isUnique: Case["leftOut"] = (operation) =>
  operation.kind === "createConstraint" && operation.constraint.type === "unique";

const uniques: readonly Case[] = [
  {
    row: "unique with a name",
    before: unique(["a"], "uq"),
    after: {
      "another name": unique(["a"], "Unique"),
      "TypeORM's own name": unique(["a"]),
      "other columns behind the name": unique(["b"], "uq"),
      none: table({ a: text, b: whole }),
      "of the column itself": table({ a: { ...text, unique: true }, b: whole }),
    },
    seed: seedUnique,
  },
  {
    row: "unique, order of its columns",
    before: unique(["a", "b"]),
    after: { reversed: unique(["b", "a"]), "reversed behind a name": unique(["b", "a"], "uq") },
    seed: seedUnique,
  },
  {
    row: "unique, deferrable",
    before: unique(["a", "b"], "uq", "INITIALLY DEFERRED"),
    after: {
      immediate: unique(["a", "b"], "uq", "INITIALLY IMMEDIATE"),
      "not deferrable": unique(["a", "b"], "uq"),
      "not deferrable, other columns": unique(["b"], "uq"),
    },
    seed: seedUnique,
  },
  {
    row: "unique, deferrable, without a name",
    before: unique(["a"], undefined, "INITIALLY IMMEDIATE"),
    after: { "not deferrable": unique(["a"]), deferred: unique(["a"], undefined, "INITIALLY DEFERRED") },
    seed: seedUnique,
  },
  {
    row: "unique twice over the same column",
    before: table({ a: { ...text, unique: true } }, { uniques: [{ name: "{p}uq", columns: ["a"] }] }),
    after: {
      once: table({ a: { ...text, unique: true } }),
      "once, with a name": table({ a: text }, { uniques: [{ name: "{p}uq", columns: ["a"] }] }),
    },
    leftOut: isUnique,
  },
  {
    row: "unique over the columns of the primary key",
    before: (prefix) => [entity(prefix, "t", { id: { ...whole, primary: true, unique: true } })],
    after: { "primary key alone": table({}) },
    leftOut: isUnique,
  },
];

const check = (expression: string, name = "{p}ck", columns: Columns = { a: whole, b: text }) =>
  table(columns, { checks: [{ expression, name }] });

const checks: readonly Case[] = [
  {
    row: "check with a name",
    before: check("a >= 0"),
    after: {
      "edited behind the name": check("a > 0 AND b IN ('x', 'y')"),
      "another name": check("a >= 0", "{p}Check"),
      "on a column whose type changes": check("a >= 0", "{p}ck", { a: { type: "bigint" }, b: text }),
      "on a column that goes": table({ b: text }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 5, 'x')`],
  },
  {
    row: "check, written unlike PostgreSQL writes it",
    before: table(
      { a: whole, b: { type: "text" } },
      {
        checks: [
          { name: "{p}1", expression: "a BETWEEN 1 AND 10" },
          { name: "{p}2", expression: "b in ('x','y') /* of them */ -- and more\n OR a = 7" },
          { name: "{p}3", expression: "(((a != 3)) or b not like 'z%')" },
          { name: "{p}4", expression: "length(b) > 0 and b ~* '^[a-z]+$'" },
          { name: "{p}5", expression: "coalesce(a, 0) + 1 > 0" },
        ],
      },
    ),
    after: { one: check("a BETWEEN 1 AND 10", "{p}1", { a: whole, b: { type: "text" } }) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 5, 'x')`],
  },
];

const database = "postgres";
conformance({ title: "primary keys", database, cases: primaryKeys });
conformance({ title: "unique constraints", database, cases: uniques });
conformance({ title: "check constraints", database, cases: checks });
