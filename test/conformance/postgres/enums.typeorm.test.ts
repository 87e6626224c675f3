import type { EntitySchemaColumnOptions } from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type Columns, entity, id, type Model, table, text } from "./table.ts";

type Labels = (string | number)[] | object;

const labels = (values: Labels, rest: Partial<EntitySchemaColumnOptions> = {}) =>
  ({ type: "enum", enum: values, ...rest }) as EntitySchemaColumnOptions;
const one = (values: Labels, rest: Partial<EntitySchemaColumnOptions> = {}) =>
  table({ e: labels(values, rest) });
const seed = (value: string) => (prefix: string) => [`INSERT INTO ${prefix}t (id, e) VALUES (1, ${value})`];

/** Two tables with a column each. */
const two =
  (first: Columns[string], second: Columns[string] | undefined): Model =>
  (prefix) => [
    entity(prefix, "t", { ...id, e: first } as Columns),
    entity(prefix, "s", { ...id, ...(second && { e: second }) } as Columns),
  ];
const shared = (values: Labels, rest: Partial<EntitySchemaColumnOptions> = {}) =>
  labels(values, { enumName: "{p}shared", ...rest });
const seedTwo = (prefix: string) => [
  `INSERT INTO ${prefix}t (id, e) VALUES (1, 'a')`,
  `INSERT INTO ${prefix}s (id, e) VALUES (1, 'b')`,
];

const long = "an_enum_type_whose_name_is_longer_than_what_postgresql_can_keep_of_it";

enum Level {
  Low,
  High = 5,
}

const cases: readonly Case[] = [
  {
    row: "enum, its labels",
    before: one(["a", "b", "c"], { default: "b" }),
    after: {
      "one more at the end": one(["a", "b", "c", "d"], { default: "b" }),
      "one more, which is the default": one(["a", "b", "c", "d"], { default: "d" }),
      "one more in the middle and before": one(["0", "a", "a2", "b", "c"], { default: "b" }),
      "one less": one(["a", "b"], { default: "b" }),
      "one less, which was the default": one(["a", "c"], { default: "a" }),
      reordered: one(["c", "b", "a"], { default: "b" }),
      "reordered, one more, one less": one(["d", "b", "a"], { default: "b" }),
    },
    seed: seed("'a'"),
  },
  {
    row: "enum of a name",
    before: one(["a", "b"], { enumName: "{p}kind", default: "a" }),
    after: {
      "another name": one(["a", "b"], { enumName: "{p}Kind Of", default: "a" }),
      "TypeORM's own name": one(["a", "b"], { default: "a" }),
      "another name and one more": one(["a", "x", "b"], { enumName: "{p}kind2", default: "x" }),
    },
    seed: seed("'b'"),
  },
  {
    row: "enum of the name that it would have anyway",
    before: one(["a", "b"], { enumName: "{p}t_e_enum" }),
    after: { "one more": one(["a", "b", "c"], { enumName: "{p}t_e_enum" }) },
    seed: seed("'b'"),
  },
  {
    row: "enum and array of it",
    before: one(["a", "b"], { default: "a" }),
    after: {
      array: one(["a", "b"], { array: true, default: ["a"] as never }),
      "array of more": one(["a", "b", "c"], { array: true, default: ["c"] as never }),
      "array without a default": one(["a", "b"], { array: true }),
    },
    seed: seed("'b'"),
  },
  {
    row: "array of an enum",
    before: one(["a", "b"], { array: true, default: ["a", "b"] as never }),
    after: {
      "one more": one(["a", "c", "b"], { array: true, default: ["c"] as never }),
      "one less": one(["b"], { array: true, default: [] as never }),
      text: table({ e: { type: "text", array: true } }),
    },
    seed: seed("'{b}'"),
  },
  {
    row: "enum and text",
    before: one(["a", "b"], { default: "a" }),
    after: {
      varchar: table({ e: { ...text, default: "a" } }),
      "text without a default": table({ e: { type: "text" } }),
    },
    seed: seed("'b'"),
  },
  {
    row: "text that becomes an enum",
    before: table({ e: { ...text, default: "a" } }),
    after: {
      enum: one(["a", "b"], { default: "a" }),
      "optional enum": one(["b", "c"], { nullable: true }),
    },
    seed: seed("'b'"),
  },
  {
    row: "enum, labels with signs",
    before: one(["it's", 'a "b"', "c,d", "{e}", "f\\g", ""], { default: "c,d" }),
    after: {
      "one more": one(["it's", "it''s", 'a "b"', "c,d", "{e}", "f\\g", ""], { default: "c,d" }),
      "one less": one(["it's", 'a "b"', "c,d"], { default: "c,d" }),
    },
    seed: seed("'c,d'"),
  },
  {
    row: "enum of numbers",
    before: one(Level, { default: Level.High }),
    after: { "other numbers": one([0, 1, 5, 10], { default: 1 }) },
    seed: seed("'0'"),
  },
  {
    row: "simple-enum",
    before: table({ e: { type: "simple-enum", enum: ["a", "b"], default: "a" } }),
    after: { enum: one(["a", "b", "c"], { default: "c" }) },
    seed: seed("'b'"),
  },
  {
    row: "enum whose name is cut",
    before: one(["a", "b"], { enumName: `{p}${long}` }),
    after: { "one more": one(["a", "b", "c"], { enumName: `{p}${long}` }) },
    seed: seed("'b'"),
  },
  {
    row: "enum of two tables",
    before: two(shared(["a", "b"], { default: "a" }), shared(["a", "b"])),
    after: {
      "one more": two(shared(["a", "b", "c"], { default: "c" }), shared(["a", "b", "c"])),
      "one less": two(shared(["b"], { default: "b" }), shared(["b"])),
      "of one of them": two(shared(["a", "b"], { default: "a" }), { ...text, nullable: true }),
      "of one of them, the other one gone": two(shared(["a", "b"], { default: "a" }), undefined),
      "one name each": two(labels(["a", "b"], { default: "a" }), labels(["a", "b"])),
      arrays: two(
        shared(["a", "b"], { array: true, default: ["a"] as never }),
        shared(["a", "b"], { array: true }),
      ),
    },
    seed: (prefix) => seedTwo(prefix).map((statement) => statement.replace("'a'", "'b'")),
    notByTypeorm: "type already exists: TypeORM creates the type once for each table",
  },
  {
    // The rows of the one table have the label that goes.
    row: "enum of two tables, the one of which leaves it",
    before: two(shared(["a", "b"]), shared(["a", "b"], { default: "a" })),
    after: {
      "one less, one text": two(shared(["b"]), { ...text, default: "a" }),
      "one less, one dropped": two(shared(["b"]), undefined),
      "one less, one of a type of its own": two(shared(["b"]), labels(["a", "b"], { default: "a" })),
      "other labels, one an array of text": two(shared(["c", "b"]), { type: "text", array: true }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (id, e) VALUES (1, 'b')`,
      `INSERT INTO ${prefix}s (id, e) VALUES (1, 'a'), (2, 'b')`,
    ],
    notByTypeorm: "type already exists: TypeORM creates the type once for each table",
  },
  {
    row: "enum of a table in another schema",
    prepare: ["CREATE SCHEMA enums"],
    schemas: ["enums"],
    before: (prefix) => [
      entity(prefix, "t", { ...id, e: labels(["a", "b"], { default: "a" }) } as Columns, { schema: "enums" }),
      entity(prefix, "s", { ...id, e: labels(["a", "b"], { enumName: "{p}named" }) } as Columns, {
        schema: "enums",
      }),
    ],
    after: {
      "one more": (prefix) => [
        entity(prefix, "t", { ...id, e: labels(["a", "b", "c"], { default: "c" }) } as Columns, {
          schema: "enums",
        }),
        entity(prefix, "s", { ...id, e: labels(["b"], { enumName: "{p}named" }) } as Columns, {
          schema: "enums",
        }),
      ],
    },
    seed: (prefix) => [
      `INSERT INTO enums.${prefix}t (id) VALUES (1)`,
      `INSERT INTO enums.${prefix}s (id, e) VALUES (1, 'b')`,
    ],
  },
  {
    row: "enum that checks, indexes and views use",
    before: (prefix) => enumInUse(["a", "b"])(prefix),
    after: {
      "one more in the middle": (prefix) => enumInUse(["a", "c", "b"])(prefix),
      "one more, replaced": (prefix) => enumInUse(["b", "a", "c"])(prefix),
    },
    seed: seed("'b'"),
  },
];

function enumInUse(values: string[]): Model {
  return (prefix) => [
    ...table(
      { e: labels(values, { default: "a" }) },
      {
        checks: [{ name: "{p}ck", expression: "e <> 'a' OR id > 0" }],
        indices: [{ name: "{p}ix", columns: ["id"], where: "e = 'b'" }],
      },
    )(prefix),
    entity(prefix, "v", { id: { type: Number } }, { type: "view", expression: "SELECT id, e FROM {p}t" }),
  ];
}

conformance({ title: "enums", database: "postgres", cases });
