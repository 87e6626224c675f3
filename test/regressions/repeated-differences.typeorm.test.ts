import { EntitySchema, type EntitySchemaColumnOptions } from "typeorm";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { describeRepeated, type Repeated } from "./repeated-differences.ts";

// What TypeORM drops and creates again and again though nothing has changed, beside defaults.
const both = ["1.1", "0.3"] as const;
type Columns = Record<string, EntitySchemaColumnOptions>;
const one = (
  what: string,
  columns: Columns,
  more: object = {},
  repeats: Repeated["repeats"] = both,
): Repeated => ({ what, entities: (name) => [entity(`${name}a`, columns, more)], repeats });

const text = { type: "varchar", length: 50 } as const;
const whole = { type: "int" } as const;

/** On every database, without a difference to TypeORM. */
const everywhere: readonly Repeated[] = [
  one(
    "typeorm#2077: an index of a column",
    { b: { type: "varchar" } },
    { indices: [{ columns: ["b"] }] },
    [],
  ),
  {
    what: "typeorm#5117: the unique index of a one-to-one relation, and indexes beside it",
    entities: (name) => [
      entity(`${name}b`),
      entity(
        `${name}a`,
        { c: whole, d: whole },
        {
          indices: [{ columns: ["c"] }, { columns: ["d", "c"], unique: true }],
          relations: {
            b: { type: "one-to-one", target: `${name}b`, joinColumn: { name: "b_id" } },
          },
        },
      ),
    ],
    repeats: [],
  },
  {
    what: "typeorm#8167: keys and foreign keys of a join table",
    entities: (name) => [
      entity(`${name}b`),
      entity(
        `${name}a`,
        {},
        { relations: { bs: { type: "many-to-many", target: `${name}b`, joinTable: { name: `${name}c` } } } },
      ),
    ],
    repeats: [],
  },
];

const long = "a_name_that_is_so_long_that_the_database_cuts_it_off";

const postgres: readonly Repeated[] = [
  {
    what: "typeorm#9233: an enumName that is the name it would have anyway",
    entities: (name) => [
      entity(`${name}a`, { b: { type: "enum", enum: ["x", "y"], enumName: `${name}a_b_enum` } }),
    ],
    repeats: both,
  },
  {
    what: "an enum type whose name is cut off",
    entities: (name) => [entity(`${name}${long}`, { another_long_name: { type: "enum", enum: ["x", "y"] } })],
    repeats: both,
  },
  {
    what: "a serial column whose sequence has a name that is cut off",
    entities: (name) => [
      new EntitySchema({
        name: `${name}${long}`,
        tableName: `${name}${long}`,
        columns: { another_long_name: { type: "int", primary: true, generated: "increment" } },
      }),
    ],
    repeats: both,
  },
  one('the collation "default"', { a: { ...text, collation: "default" } }),
];

const mysqls = (isMariadb: boolean): readonly Repeated[] => [
  one("typeorm#10532: a uuid as key", { a: { type: "uuid", generated: "uuid" } }, {}, []),
  one("typeorm#4630: enum values with a quote or a comma", { a: { type: "enum", enum: ["it''s", "a,b"] } }),
  one("typeorm#3963: a collation", { a: { ...text, collation: "utf8mb4_bin" } }, {}, []),
  one("a float with a precision", { a: { type: "float", precision: 5 } }),
  {
    what: "ON DELETE SET DEFAULT, of which InnoDB makes RESTRICT",
    entities: (name) => [
      entity(`${name}b`),
      entity(
        `${name}a`,
        {},
        {
          relations: {
            b: {
              type: "many-to-one",
              target: `${name}b`,
              joinColumn: { name: "b_id" },
              onDelete: "SET DEFAULT",
            },
          },
        },
      ),
    ],
    repeats: isMariadb ? both : [],
  },
];

const mariadb: readonly Repeated[] = [
  ...mysqls(true),
  // MySQL refuses what TypeORM writes here: a time with three digits and a default with six.
  one("a creation time with a precision of its own", {
    a: { type: "datetime", createDate: true, precision: 3 },
  }),
];

const sqlite: readonly Repeated[] = [
  one("a check with a line break", { a: whole }, { checks: [{ expression: "a > 0\n  AND a < 10" }] }),
  {
    what: "a foreign key of two columns",
    entities: (name) => [
      new EntitySchema({
        name: `${name}b`,
        tableName: `${name}b`,
        columns: { x: { type: "int", primary: true }, y: { type: "int", primary: true } },
      }),
      entity(
        `${name}a`,
        { b_x: whole, b_y: whole },
        {
          foreignKeys: [
            { target: `${name}b`, columnNames: ["b_y", "b_x"], referencedColumnNames: ["y", "x"] },
          ],
        },
      ),
    ],
    repeats: [],
  },
];

const cases = { postgres, mysql: mysqls(false), mariadb, sqlite };
for (const name of databaseNames)
  describeRepeated(name, "what comes again and again", [...everywhere, ...cases[name]]);
