import { Column, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn, Unique } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

type Properties = Readonly<Record<string, PropertyDecorator>>;

const table =
  (properties: Properties, ...decorators: readonly ClassDecorator[]): Model =>
  (prefix) => [classTable(`${prefix}t`, properties, { decorators })];

const whole = { type: "int" } as const;
const numbered = PrimaryGeneratedColumn({ type: "int" });
const given = PrimaryColumn(whole);

/** A table that others reference by its key, which becomes another one with them. */
const referenced =
  (key: PropertyDecorator): Model =>
  (prefix) => {
    const target = classTable(`${prefix}t`, { id: key, a: Column({ ...whole, default: 1 }) });
    return [
      target,
      classTable(`${prefix}child`, {
        id: PrimaryGeneratedColumn(),
        parent: ManyToOne(() => target, { onDelete: "CASCADE" }),
      }),
    ];
  };

const cases: readonly Case[] = [
  {
    row: "auto-increment",
    before: table({ id: numbered, a: Column(whole) }),
    after: {
      none: table({ id: given, a: Column(whole) }),
      "of a bigger type": table({
        id: PrimaryGeneratedColumn({ type: "bigint", unsigned: true }),
        a: Column(whole),
      }),
      "of another column": table({ id: Column(whole), a: numbered }),
      "in a key of two columns": table({ id: numbered, a: PrimaryColumn(whole) }),
      "with a comment": table({
        id: PrimaryGeneratedColumn({ type: "int", comment: "number" }),
        a: Column(whole),
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (a) VALUES (3), (4)`],
  },
  {
    row: "key without auto-increment",
    before: table({ id: given, a: Column(whole) }),
    after: {
      numbered: table({ id: numbered, a: Column(whole) }),
      "another column more": table({ id: given, a: PrimaryColumn(whole) }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (3, 5), (7, 6)`],
  },
  {
    row: "order of the key's columns",
    before: table({ a: given, b: given, c: Column(whole) }),
    after: {
      reversed: table({ b: given, a: given, c: Column(whole) }),
      "one instead of another": table({ a: given, c: given, b: Column(whole) }),
      "a unique key beside it": table({ a: given, b: Column(whole), c: Column(whole) }, Unique(["a", "b"])),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (a, b, c) VALUES (1, 2, 3), (2, 3, 4)`],
  },
  {
    row: "two auto-increment columns",
    before: table({ id: numbered, a: PrimaryGeneratedColumn() }),
    impossible: /There can be only one auto-increment column in MySql table/,
  },
  {
    row: "key that others reference",
    before: referenced(numbered),
    after: {
      "of a bigger type": referenced(PrimaryGeneratedColumn({ type: "bigint" })),
      "without auto-increment": referenced(given),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (a) VALUES (1), (2)`,
      `INSERT INTO ${prefix}child (parentId) VALUES (1), (2)`,
    ],
  },
  {
    row: "generated uuid",
    before: table({ id: PrimaryGeneratedColumn("uuid"), a: Column({ type: "uuid", nullable: true }) }),
    after: {
      "plain text": table({
        id: PrimaryColumn({ type: "varchar", length: 40 }),
        a: Column({ type: "varchar", length: 50, nullable: true }),
      }),
      "and a column more": table({
        id: PrimaryGeneratedColumn("uuid"),
        a: Column({ type: "uuid", nullable: true, unique: true }),
        b: Column({ type: "uuid", nullable: true }),
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES ('7c1b9d2a-1111-4222-8333-444455556666')`],
  },
];

for (const database of servers) conformance({ title: "numbering and keys", database, cases });
