import { Column, type ColumnOptions, PrimaryColumn } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { only, servers } from "./servers.ts";

const table =
  (columns: Readonly<Record<string, ColumnOptions>>): Model =>
  (prefix) => [
    classTable(`${prefix}t`, {
      id: PrimaryColumn({ type: "int" }),
      ...Object.fromEntries(Object.entries(columns).map(([name, options]) => [name, Column(options)])),
    }),
  ];

const raw = (sql: string) => () => sql;
const text = { type: "varchar", length: 60 } as const;
const large = (sql: string): ColumnOptions => ({ type: "text", default: raw(sql) });

const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id) VALUES (1)`];

const cases: readonly Case[] = [
  {
    row: "defaults that are expressions",
    before: table({
      a: { ...text, default: raw("(uuid())") },
      b: { type: "int", default: raw("(1 + 1)") },
      c: { type: "double", default: raw("(rand() * 10)") },
      d: { ...text, default: raw("(concat('it''s', \"x\", lower('Y')))") },
      f: { type: "int", default: raw("(if(1 < 2, 3, 4))") },
    }),
    after: {
      others: table({
        a: { ...text, default: raw("(upper(uuid()))") },
        b: { type: "int", default: raw("(1 + 2)") },
        c: { type: "double", default: raw("(rand() * 100)") },
        d: { ...text, default: raw("(concat('its', \"x\", lower('Y')))") },
        f: { type: "int", default: raw("(if(1 < 2, 4, 3))") },
      }),
      literals: table({
        a: { ...text, default: "uuid()" },
        b: { type: "int", default: 2 },
        c: { type: "double", default: raw("10") },
        d: { ...text, default: "x" },
        f: { type: "int", default: raw("-3") },
      }),
    },
    seed,
  },
  {
    row: "defaults of dates and times",
    before: table({
      b: { type: "date", default: raw("(curdate() + interval 1 year)") },
      d: { type: "datetime", default: raw("LOCALTIME") },
      e: { type: "datetime", precision: 3, default: raw("NOW(3)") },
    }),
    after: {
      others: table({
        b: { type: "date", default: "2020-01-01" },
        d: { type: "datetime", default: "2020-01-01 00:00:00" },
        e: { type: "datetime", precision: 3, default: "2020-01-01 00:00:00.500" },
      }),
    },
    seed,
  },
  {
    row: "defaults that compute with the current time",
    before: table({
      a: { type: "date", default: raw("(CURRENT_DATE)") },
      b: { type: "datetime", default: raw("(now() + interval 1 day)") },
      c: { type: "time", default: raw("(CURRENT_TIME)") },
      d: { type: "year", default: raw("(year(now()))") },
    }),
    after: {
      others: table({
        a: { type: "date", default: raw("(CURRENT_DATE() - interval 1 day)") },
        b: { type: "datetime", default: raw("(now() + interval 2 day)") },
        c: { type: "time", default: "10:00:00" },
        d: { type: "year", default: 2020 },
      }),
    },
    seed,
    ...(process.env.TYPEORM_MAJOR === "0.3"
      ? { notByTypeorm: "synchronize() of 0.3 makes CURRENT_TIMESTAMP() of whatever holds a word for now" }
      : {}),
  },
  {
    row: "defaults of booleans, numbers and bits",
    before: table({
      a: { type: "boolean", default: true },
      b: { type: "boolean", default: raw("true") },
      c: { type: "decimal", precision: 10, scale: 2, default: 1.5 },
      d: { type: "decimal", precision: 10, scale: 2, default: "-0.50" },
      e: { type: "int", default: -7 },
      f: { type: "bigint", default: "9223372036854775807" },
      g: { type: "bit", default: raw("b'1'") },
      h: { type: "float", precision: 8, scale: 3, default: 1.25 },
      i: { type: "double", default: raw("1e20") },
    }),
    after: {
      others: table({
        a: { type: "boolean", default: false },
        b: { type: "boolean", default: raw("false") },
        c: { type: "decimal", precision: 10, scale: 2, default: 1.55 },
        d: { type: "decimal", precision: 10, scale: 2, default: "0.5" },
        e: { type: "int", default: 7 },
        f: { type: "bigint", default: "-9223372036854775808" },
        g: { type: "bit", default: raw("b'0'") },
        h: { type: "float", precision: 8, scale: 3, default: 1.5 },
        i: { type: "double", default: raw("1e21") },
      }),
    },
    seed,
  },
  {
    row: "defaults of texts, documents and bytes",
    before: table({
      a: large("('a text')"),
      b: { type: "json", default: raw(`('{"a": 1}')`) },
      c: { type: "json", default: raw("(json_object('a', 1))") },
      d: { type: "blob", default: raw("('bytes')") },
      e: { type: "json", default: raw("('[]')"), nullable: true },
      f: { type: "varbinary", length: 8, default: "x" },
      g: { type: "binary", length: 2, default: "xy" },
    }),
    after: {
      others: table({
        a: large("('another')"),
        b: { type: "json", default: raw(`('{"a": 2}')`) },
        c: { type: "json", default: raw("(json_array('a', 1))") },
        d: { type: "blob", default: raw("('more')") },
        e: { type: "json", default: raw("('{}')"), nullable: true },
        f: { type: "varbinary", length: 8, default: "y" },
        g: { type: "binary", length: 2, default: "yx" },
      }),
    },
    seed,
  },
  {
    row: "default that is NULL",
    before: table({
      a: { ...text, nullable: true, default: null },
      b: { ...text, nullable: true, default: raw("NULL") },
      c: { type: "int", nullable: true, default: raw("null") },
      d: { ...text, nullable: true, default: "NULL" },
      e: { ...text, default: "" },
    }),
    after: {
      others: table({
        a: { ...text, nullable: true, default: "null" },
        b: { ...text, nullable: true, default: "" },
        c: { type: "int", nullable: true, default: 0 },
        d: { ...text, nullable: true },
        e: { ...text, default: "''''" },
      }),
    },
    seed,
  },
];

/** MySQL wants parentheses around a literal of these types, MariaDB takes it as it is. */
const bare: Case = {
  row: "defaults of texts without parentheses",
  before: table({
    a: large("'a text'"),
    b: { type: "json", default: raw(`'{"a": 1}'`) },
    c: { type: "json", default: "{}" },
    d: { type: "text", default: "plain" },
  }),
  after: {
    others: table({
      a: large("'another'"),
      b: { type: "json", default: raw("'{}'") },
      c: { type: "json", default: "[]" },
      d: { type: "text", default: raw("''") },
    }),
  },
  seed,
};

/** What MariaDB takes for a function without parentheses. */
const bareFunctions: Case = {
  row: "defaults that are functions without parentheses",
  before: table({
    a: { type: "date", default: raw("CURRENT_DATE") },
    b: { ...text, default: raw("uuid()") },
  }),
  after: {
    others: table({
      a: { type: "date", default: raw("(CURRENT_DATE + interval 1 day)") },
      b: { ...text, default: raw("lower(uuid())") },
    }),
  },
  seed,
};

for (const database of servers) {
  conformance({
    title: "defaults",
    database,
    cases: [...cases, ...only(database, "mariadb", bare, bareFunctions)],
  });
}
