import {
  Column,
  ForeignKey,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  type RelationOptions,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

const id = PrimaryColumn({ type: "int" });

/** A table with a key of two columns, and one whose columns are decorated so as to reference it. */
const composite =
  (
    decorate: (target: Function) => Readonly<Record<string, PropertyDecorator | PropertyDecorator[]>>,
  ): Model =>
  (prefix) => {
    const target = classTable(`${prefix}stop`, {
      line: PrimaryColumn({ type: "int" }),
      number: PrimaryColumn({ type: "varchar", length: 10 }),
      code: [Column({ type: "int", nullable: true }), Index({ unique: true })],
    });
    return [target, classTable(`${prefix}trip`, { id, ...decorate(target) })];
  };

const related = (options: RelationOptions, names: readonly [string, string] = ["line", "number"]) =>
  composite((target) => ({
    stop: [
      ManyToOne(() => target, options),
      JoinColumn([
        { name: names[0], referencedColumnName: "line" },
        { name: names[1], referencedColumnName: "number" },
      ]) as PropertyDecorator,
    ],
  }));

const filled = (prefix: string) => [
  `INSERT INTO ${prefix}stop (line, number, code) VALUES (1, 'a', 5)`,
  `INSERT INTO ${prefix}trip (id) VALUES (1)`,
];

/** @ForeignKey on a plain column. */
const declared = (options: object | undefined) =>
  composite((target) => ({
    stopCode: [
      Column({ type: "int", nullable: true }),
      ...(options === undefined ? [] : [ForeignKey(() => target, "code" as never, options)]),
    ],
  }));

const oneToOne = (createForeignKeyConstraints: boolean) =>
  composite((target) => ({
    stop: [
      OneToOne(() => target, { createForeignKeyConstraints }),
      JoinColumn([
        { name: "line", referencedColumnName: "line" },
        { name: "number", referencedColumnName: "number" },
      ]) as PropertyDecorator,
    ],
  }));

const junction =
  (options: object, relation: RelationOptions = {}): Model =>
  (prefix) => {
    const tag = classTable(`${prefix}tag`, { id });
    const post = classTable(`${prefix}post`, {
      id,
      tags: [
        ManyToMany(() => tag, relation),
        JoinTable({ name: `${prefix}post_tags`, ...options }) as PropertyDecorator,
      ],
    });
    return [tag, post];
  };

const indexedReference =
  (isIndexed: boolean): Model =>
  (prefix) => {
    const target = classTable(`${prefix}stop`, { line: id });
    return [
      target,
      classTable(`${prefix}trip`, {
        id,
        stop: [ManyToOne(() => target), ...(isIndexed ? [Index()] : [])],
      }),
    ];
  };

/** What references a key takes after it in all that makes the two comparable. */
const takingAfter =
  (key: object): Model =>
  (prefix) => {
    const target = classTable(`${prefix}stop`, { line: PrimaryColumn(key as never) });
    return [target, classTable(`${prefix}trip`, { id, stop: ManyToOne(() => target) })];
  };

const cases: readonly Case[] = [
  {
    row: "foreign key of several columns",
    before: related({}),
    after: {
      actions: related({ onDelete: "CASCADE", onUpdate: "CASCADE" }),
      // RESTRICT alone is what both servers do for NO ACTION.
      "RESTRICT and CASCADE": related({ onDelete: "RESTRICT", onUpdate: "CASCADE" }),
      "other columns": related({ onDelete: "SET NULL" }, ["of_line", "of_number"]),
      "no constraint": related({ createForeignKeyConstraints: false }),
    },
    seed: filled,
  },
  {
    // InnoDB takes SET DEFAULT, MySQL keeps the word and MariaDB makes RESTRICT of it; TypeORM writes ON DELETE DEFAULT.
    row: "ON DELETE SET DEFAULT",
    before: related({ onDelete: "DEFAULT" }),
    after: { CASCADE: related({ onDelete: "CASCADE" }) },
    seed: filled,
    notByTypeorm: "synchronize() writes ON DELETE DEFAULT, which is a syntax error",
  },
  {
    row: "@ForeignKey",
    before: declared({}),
    after: {
      named: declared({ name: "fk_of_mine" }),
      actions: declared({ onDelete: "SET NULL", onUpdate: "CASCADE" }),
      none: declared(undefined),
    },
    seed: filled,
  },
  {
    row: "reference that takes after an unsigned key, or one of another character set",
    before: takingAfter({ type: "bigint", unsigned: true }),
    after: {
      "a text of a character set": takingAfter({ type: "varchar", length: 20, charset: "latin1" }),
      "a text of a collation": takingAfter({ type: "varchar", length: 20, collation: "utf8mb4_bin" }),
      "an enum": takingAfter({ type: "enum", enum: ["1", "2"] }),
      "a uuid": takingAfter({ type: "uuid" }),
    },
  },
  {
    row: "one-to-one without a constraint",
    before: oneToOne(false),
    after: { "with one": oneToOne(true) },
  },
  {
    row: "foreign key with an index of its own",
    before: indexedReference(true),
    after: { "without it": indexedReference(false) },
    seed: (prefix) => [`INSERT INTO ${prefix}stop (line) VALUES (1)`],
  },
  {
    row: "options of a junction table",
    before: junction({}),
    after: {
      "names of its keys": junction({
        joinColumn: { name: "p", foreignKeyConstraintName: "fk_p" },
        inverseJoinColumn: { name: "t", foreignKeyConstraintName: "fk_t" },
      }),
      "no constraints": junction({}, { createForeignKeyConstraints: false }),
      "no actions": junction({}, { onDelete: "NO ACTION", onUpdate: "NO ACTION" }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}tag (id) VALUES (1)`],
  },
];

for (const database of servers) conformance({ title: "foreign keys", database, cases });
