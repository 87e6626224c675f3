import type { EntitySchemaColumnOptions } from "typeorm";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { describeRepeated, type Repeated } from "./repeated-differences.ts";

type Column = EntitySchemaColumnOptions;

// Defaults that TypeORM writes into a migration again and again, because it compares them as text.
const both = ["1.1", "0.3"] as const;
const column = (what: string, options: Column, repeats: Repeated["repeats"] = both): Repeated => ({
  what,
  entities: (name) => [entity(`${name}a`, { a: options })],
  repeats,
});

const postgres: readonly Repeated[] = [
  column("typeorm#3076: an empty array", { type: "int", array: true, default: () => "ARRAY[]::int[]" }),
  column("typeorm#3076: the time in UTC", { type: "timestamp", default: () => "(now() at time zone 'utc')" }),
  column("typeorm#10038: jsonb", { type: "jsonb", default: '{"countryCode":"fr", "numero":""}' }),
  column("typeorm#10038: jsonb with a cast", { type: "jsonb", default: () => "'{}'::jsonb" }),
  column("typeorm#9750: gen_random_uuid()", { type: "uuid", default: () => "gen_random_uuid()" }),
  column("typeorm#7287, #7579: NULL", { type: "varchar", nullable: true, default: () => "NULL" }),
  column("typeorm#7287, #7579: null in small letters", {
    type: "int",
    nullable: true,
    default: () => "null",
  }),
  column("typeorm#7955: a boolean as text", { type: "boolean", default: () => "'true'" }),
  column("typeorm#5132: a call with a cast", { type: "varchar", default: () => "lower('AB'::text)" }),
  column("typeorm#5275: an array with blanks", {
    type: "text",
    array: true,
    default: "{Guild Master,Master}",
  }),
  column("an interval after now", { type: "timestamptz", default: () => "now() + interval '1 day'" }),
  column("a number as SQL", { type: "int", default: () => "5" }),
  column("a fraction", { type: "numeric", precision: 10, scale: 2, default: 1.5 }),
  column("a fraction as text", { type: "numeric", precision: 10, scale: 2, default: "1.50" }),
  { ...column("a big number", { type: "float", default: 1e20 }), otherWords: true },
  column("text with two colons", { type: "varchar", default: "a::b" }),
  column("an instant", { type: "timestamptz", default: "2020-01-01" }),
  column("a cast to text", { type: "text", default: () => "'abc'::text" }),
  column("a cast to varchar", { type: "varchar", default: () => "'abc'::character varying" }),
  column("money", { type: "money", default: 5 }),
  column("a part of the time", { type: "int", default: () => "EXTRACT(epoch FROM now())::int" }),
];

const mysql = (isMariadb: boolean): readonly Repeated[] => [
  column("typeorm#10532: uuid() as an expression", {
    type: "varchar",
    length: 36,
    default: () => "(uuid())",
  }),
  column("typeorm#7287, #7579: NULL", { type: "varchar", nullable: true, default: () => "NULL" }),
  column("typeorm#7955: a boolean as SQL", { type: "boolean", default: () => "true" }),
  column("today", { type: "date", default: () => "(CURRENT_DATE)" }),
  column("a local time", { type: "timestamp", default: () => "LOCALTIMESTAMP" }),
  column("a sum", { type: "int", default: () => "(1+1)" }),
  column("a random number", { type: "double", default: () => "(rand())" }),
  column("a big number", { type: "double", default: 1e20 }),
  column("a backslash", { type: "varchar", default: "a\\\\b" }, isMariadb ? [] : both),
];

// TypeORM itself finds nothing here on SQLite.
const sqlite: readonly Repeated[] = [
  {
    ...column("typeorm#7287, #7579: NULL", { type: "varchar", nullable: true, default: () => "NULL" }, []),
    otherWords: true,
  },
  column("typeorm#7955: a boolean as SQL", { type: "boolean", default: () => "true" }, []),
];

const cases = { postgres, mysql: mysql(false), mariadb: mysql(true), sqlite };
for (const name of databaseNames) describeRepeated(name, "a default that comes again and again", cases[name]);
