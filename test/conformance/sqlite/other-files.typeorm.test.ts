import {
  Column,
  type DataSource,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  ViewColumn,
  ViewEntity,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

const databases = ["other"];
const away = { database: "other.db" };

interface Shape {
  readonly length?: number;
  readonly isUnique?: boolean;
  readonly onDelete?: "CASCADE" | "SET NULL";
  readonly expression?: string;
}

/** A table that references another one; each lies here or in the other file. */
const references =
  (
    { length = 20, isUnique = false, onDelete, expression = "a * 2" }: Shape,
    { source, target }: { readonly source: object; readonly target: object } = { source: away, target: away },
  ): Model =>
  (prefix) => {
    const options = onDelete === undefined ? {} : { onDelete };
    const referenced = classTable(
      `${prefix}target`,
      { id: PrimaryGeneratedColumn(), name: Column({ type: "varchar", length, unique: isUnique }) },
      target,
    );
    const referencing = classTable(
      `${prefix}source`,
      {
        id: PrimaryGeneratedColumn(),
        target: ManyToOne(() => referenced, options),
        a: [Column({ type: "integer", default: 1 }), Index({ where: "a > 0" })],
        kind: Column({ type: "simple-enum", enum: ["one", "two"], default: "one" }),
        double: Column({
          type: "integer",
          nullable: true,
          asExpression: expression,
          generatedType: "STORED",
        }),
      },
      source,
    );
    return [referenced, referencing];
  };

const rows = (source: string, target: string) => (prefix: string) => [
  `INSERT INTO ${target}${prefix}target (name) VALUES ('a'), ('b')`,
  `INSERT INTO ${source}${prefix}source (targetId) VALUES (1), (2), (2)`,
];

const junction =
  (options: object): Model =>
  (prefix) => {
    const tag = classTable(`${prefix}tag`, { id: PrimaryGeneratedColumn() }, away);
    const tags = [
      ManyToMany(() => tag),
      JoinTable({ name: `${prefix}tags`, ...options }) as PropertyDecorator,
    ];
    return [tag, classTable(`${prefix}post`, { id: PrimaryGeneratedColumn(), tags })];
  };

/** One name in two files. */
const twice =
  (length: number): Model =>
  (prefix) =>
    [{}, away].map((options) =>
      classTable(
        `${prefix}t`,
        { id: PrimaryGeneratedColumn(), name: [Column({ type: "varchar", length }), Index(`${prefix}ix`)] },
        options,
      ),
    );

type Expression = string | ((dataSource: DataSource) => ReturnType<DataSource["createQueryBuilder"]>);

const view =
  (options: object, expression: (table: Function, prefix: string) => Expression): Model =>
  (prefix) => {
    const table = classTable(`${prefix}t`, { id: PrimaryGeneratedColumn() }, away);
    class Big {}
    ViewColumn()(Big.prototype, "id");
    ViewEntity({ name: `${prefix}big`, expression: expression(table, prefix), ...options })(Big);
    return [table, Big];
  };

const asText = (condition: string) => (_table: Function, prefix: string) =>
  `SELECT id FROM ${prefix}t WHERE ${condition}`;
const built = (condition: string) => (table: Function) => (dataSource: DataSource) =>
  dataSource.createQueryBuilder().select("t.id", "id").from(table, "t").where(condition);

const leftOut =
  "synchronize() leaves out the foreign key, and not the comma before it, which is a syntax error";
const misplaced = "synchronize() makes the view in the DataSource's own file, with the other one in its name";
const cases: readonly Case[] = [
  {
    row: "tables in another file",
    before: references({}),
    after: {
      "a longer column": references({ length: 40 }),
      "a unique key and an action": references({ isUnique: true, onDelete: "CASCADE" }),
      "another expression": references({ expression: "a * 3" }),
    },
    seed: rows(`"other.db".`, `"other.db".`),
    databases,
  },
  {
    // SQLite has no such foreign key, and TypeORM leaves it out.
    row: "reference to a table in another file",
    before: references({}, { source: {}, target: away }),
    after: {
      "a longer column": references({ length: 40 }, { source: {}, target: away }),
    },
    seed: rows("", `"other.db".`),
    databases,
    notByTypeorm: leftOut,
  },
  {
    row: "reference from another file",
    before: references({}, { source: away, target: {} }),
    after: { "another expression": references({ expression: "a + 1" }, { source: away, target: {} }) },
    seed: rows(`"other.db".`, ""),
    databases,
    notByTypeorm: leftOut,
  },
  { row: "junction table across files", before: junction({}), databases },
  { row: "junction table in another file", before: junction(away), databases },
  {
    row: "tables of one name in two files",
    before: twice(20),
    after: { longer: twice(40) },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (name) VALUES ('here')`,
      `INSERT INTO "other.db".${prefix}t (name) VALUES ('there'), ('there too')`,
    ],
    databases,
  },
  {
    row: "view in another file",
    before: view(away, asText("id > 1")),
    after: { edited: view(away, asText("id > 2")) },
    seed: (prefix) => [`INSERT INTO "other.db".${prefix}t (id) VALUES (1), (2)`],
    databases,
    notByTypeorm: misplaced,
  },
  {
    row: "view in another file, from a query builder",
    before: view(away, built("t.id > 1")),
    after: { edited: view(away, built("t.id > 2")) },
    seed: (prefix) => [`INSERT INTO "other.db".${prefix}t (id) VALUES (1), (2)`],
    databases,
    notByTypeorm: misplaced,
  },
  {
    row: "view over a table in another file",
    before: view({}, built("t.id > 1")),
    impossible: /cannot reference objects in database/,
    databases,
  },
];

conformance({ title: "other files", database: "sqlite", cases });
