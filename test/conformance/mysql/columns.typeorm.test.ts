import { Column, type ColumnOptions, PrimaryColumn } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

/** A table of columns, all of them with other facets in each state of it. */
const table =
  (columns: Readonly<Record<string, ColumnOptions>>): Model =>
  (prefix) => [
    classTable(`${prefix}t`, {
      id: PrimaryColumn({ type: "int" }),
      ...Object.fromEntries(Object.entries(columns).map(([name, options]) => [name, Column(options)])),
    }),
  ];

const text = { type: "varchar", length: 20 } as const;

/** `width` and `zerofill` are options of TypeORM 0.3; 1.x has no word for them. */
const padded = (options: object): ColumnOptions => ({ type: "int", ...options }) as ColumnOptions;
const hasWidth = process.env.TYPEORM_MAJOR === "0.3";

const cases: readonly Case[] = [
  {
    row: "charset and collation",
    before: table({
      a: { ...text, charset: "latin1" },
      b: { ...text, collation: "utf8mb4_bin" },
      c: { ...text, charset: "utf8mb4", collation: "utf8mb4_unicode_ci" },
      d: text,
      e: { type: "text", charset: "ascii" },
      g: { ...text, charset: "utf8" },
    }),
    after: {
      others: table({
        a: { ...text, charset: "utf8mb4" },
        b: { ...text, collation: "utf8mb4_unicode_ci" },
        c: { ...text, charset: "latin1", collation: "latin1_general_cs" },
        d: { ...text, collation: "utf8mb4_bin" },
        e: { type: "text", charset: "utf8mb4", collation: "utf8mb4_bin" },
        g: { ...text, charset: "ascii" },
      }),
      "of the table": table({
        a: text,
        b: text,
        c: text,
        d: { ...text, charset: "latin1" },
        e: { type: "text" },
        g: text,
      }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (id, a, b, c, d, e, g) VALUES (1, 'é', 'x', 'ü', 'd', 'e', 'g')`,
    ],
  },
  {
    row: "charset of an enum",
    before: table({ a: { type: "enum", enum: ["x", "y"], charset: "latin1" } }),
    after: {
      another: table({
        a: { type: "enum", enum: ["x", "y"], charset: "utf8mb4", collation: "utf8mb4_bin" },
      }),
      "of the table": table({ a: { type: "enum", enum: ["x", "y"] } }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'y')`],
    notByTypeorm: "synchronize() puts the character set before the labels, which is a syntax error",
  },
  {
    row: "unsigned, and the sizes of numbers",
    before: table({
      a: { type: "int", unsigned: true },
      b: { type: "int" },
      c: { type: "decimal", precision: 8, scale: 2, unsigned: true },
      d: { type: "decimal", precision: 8, scale: 2 },
      e: { type: "double" },
      f: { type: "float", unsigned: true },
      g: { type: "float", precision: 8, scale: 2 },
      h: { type: "bigint", unsigned: true, nullable: true },
    }),
    after: {
      others: table({
        a: { type: "int" },
        b: { type: "int", unsigned: true },
        c: { type: "decimal", precision: 8, scale: 3, unsigned: true },
        d: { type: "decimal", precision: 10, scale: 2, unsigned: true },
        e: { type: "double", precision: 10, scale: 3 },
        f: { type: "float" },
        g: { type: "float" },
        h: { type: "bigint", nullable: true },
      }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (id, a, b, c, d, e, f, g, h) VALUES (1, 1, 2, 3.25, 4.5, 5, 6, 7, 8)`,
    ],
  },
  ...(hasWidth
    ? [
        {
          row: "zerofill and width",
          before: table({
            a: padded({ zerofill: true, width: 6 }),
            b: padded({ zerofill: true }),
            c: padded({ unsigned: true }),
            d: padded({ type: "smallint", zerofill: true, width: 3 }),
            e: padded({ type: "bit", width: 5 }),
          }),
          after: {
            others: table({
              a: padded({ zerofill: true, width: 8 }),
              b: padded({}),
              c: padded({ zerofill: true, width: 4 }),
              d: padded({ type: "smallint", unsigned: true }),
              e: padded({ type: "bit", width: 9 }),
            }),
          },
          seed: (prefix: string) => [
            `INSERT INTO ${prefix}t (id, a, b, c, d, e) VALUES (1, 1, 2, 3, 4, b'101')`,
          ],
        } satisfies Case,
        {
          // The server keeps no width that pads nothing but that of tinyint(1).
          row: "width without zerofill",
          before: table({ a: padded({ width: 6 }), b: padded({ type: "tinyint", width: 1 }) }),
          after: { "of another size": table({ a: padded({ type: "bigint", width: 6 }), b: padded({}) }) },
        } satisfies Case,
      ]
    : []),
  {
    row: "lengths and precisions",
    before: table({
      a: { type: "varbinary", length: 16 },
      // A value is filled up to the length, and then no shorter column takes it.
      b: { type: "binary", length: 4, nullable: true },
      d: { type: "datetime", precision: 3 },
      e: { type: "time" },
      f: { type: "text" },
      g: { type: "blob" },
      h: { type: "char", length: 3 },
      i: { type: "timestamp", precision: 6, nullable: true },
    }),
    after: {
      others: table({
        a: { type: "varbinary", length: 32 },
        b: { type: "binary", length: 8, nullable: true },
        d: { type: "datetime", precision: 6 },
        e: { type: "time", precision: 2 },
        f: { type: "mediumtext" },
        g: { type: "longblob" },
        h: { type: "varchar", length: 3 },
        i: { type: "timestamp", nullable: true },
      }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (id, a, d, e, f, g, h) VALUES (1, 'a', '2020-01-02 03:04:05.678', '03:04:05', 'f', 'g', 'h')`,
    ],
  },
  {
    row: "comments with signs",
    before: table({
      a: { ...text, comment: `it's "quoted" and \`back\` \\ slash` },
      b: { ...text, comment: "first\nsecond" },
      c: { type: "int", comment: "a number", default: 5 },
    }),
    after: {
      others: table({
        a: { ...text, comment: "\\'; DROP TABLE x; -- %s ? :a" },
        b: { ...text, comment: "größer 👍" },
        c: { type: "int", default: 5 },
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 'a', 'b')`],
  },
  {
    row: "simple-json, simple-array and json",
    before: table({
      a: { type: "simple-json" },
      b: { type: "simple-array" },
      c: { type: "json" },
      d: { type: "json", nullable: true, default: () => `('{"x":[1,"two"]}')` },
    }),
    after: {
      others: table({
        a: { type: "json" },
        b: { type: "simple-json", nullable: true },
        c: { type: "longtext" },
        d: { type: "json", nullable: true, comment: "a document" },
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a, b, c) VALUES (1, '{}', 'a,b', '[1]')`],
  },
  {
    row: "default of json as an object",
    before: table({ a: { type: "json", default: { x: [1, "it's"] } } }),
    after: {
      another: table({ a: { type: "json", default: { y: '"\\' } } }),
      none: table({ a: { type: "json" } }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
    notByTypeorm: "synchronize() writes [object Object], which is a syntax error",
  },
];

for (const database of servers) conformance({ title: "facets of columns", database, cases });
