import { Column, JoinTable, ManyToMany, ManyToOne, PrimaryGeneratedColumn, ViewEntity } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

const other = (database: string) => `${database}_other`;

interface Shape {
  readonly length?: number;
  readonly isUnique?: boolean;
  readonly onDelete?: "CASCADE" | "SET NULL";
  /** Whether a table here references the one there, or the other way round. */
  readonly from?: "here" | "there";
}

/** A table here and one in another database, the one referencing the other. */
const across =
  ({ length = 20, isUnique = false, onDelete, from = "here" }: Shape): Model =>
  (prefix, database) => {
    const options = onDelete === undefined ? {} : { onDelete };
    const away = { database: other(database) };
    const target = classTable(
      `${prefix}target`,
      { id: PrimaryGeneratedColumn(), name: Column({ type: "varchar", length, unique: isUnique }) },
      from === "here" ? away : {},
    );
    const source = classTable(
      `${prefix}source`,
      {
        id: PrimaryGeneratedColumn(),
        target: ManyToOne(() => target, options),
        a: Column({ type: "int", default: 1 }),
        double: Column({ type: "int", nullable: true, asExpression: "a * 2" }),
      },
      from === "here" ? {} : away,
    );
    return [target, source];
  };

const junction =
  (isAway: boolean): Model =>
  (prefix, database) => {
    const tag = classTable(`${prefix}tag`, { id: PrimaryGeneratedColumn() }, { database: other(database) });
    const tags = [
      ManyToMany(() => tag),
      JoinTable({
        name: `${prefix}tags`,
        ...(isAway ? { database: other(database) } : {}),
      }) as PropertyDecorator,
    ];
    return [tag, classTable(`${prefix}post`, { id: PrimaryGeneratedColumn(), tags })];
  };

const view =
  (condition: string): Model =>
  (prefix, database) => {
    const target = classTable(
      `${prefix}target`,
      { id: PrimaryGeneratedColumn() },
      { database: other(database) },
    );
    class Big {}
    ViewEntity(`${prefix}big`, {
      database: other(database),
      expression: `SELECT id FROM \`${other(database)}\`.\`${prefix}target\` WHERE ${condition}`,
    })(Big);
    return [target, Big];
  };

const databases = ["other"];
const notByTypeorm =
  "synchronize() does not name the database of what is referenced, and the server looks for it beside the referencing table";
const cases: readonly Case[] = [
  {
    row: "table in another database",
    before: across({}),
    after: {
      "a longer column": across({ length: 40 }),
      "an index and an action": across({ isUnique: true, onDelete: "CASCADE" }),
    },
    seed: (prefix, database) => [
      `INSERT INTO \`${other(database)}\`.${prefix}target (name) VALUES ('a')`,
      `INSERT INTO ${prefix}source (targetId) VALUES (1)`,
    ],
    databases,
  },
  {
    row: "reference from another database",
    before: across({ from: "there" }),
    after: { "with an action": across({ from: "there", onDelete: "SET NULL", length: 30 }) },
    seed: (prefix, database) => [
      `INSERT INTO ${prefix}target (name) VALUES ('a')`,
      `INSERT INTO \`${other(database)}\`.${prefix}source (targetId) VALUES (1)`,
    ],
    databases,
    notByTypeorm,
  },
  {
    row: "junction table across databases",
    before: junction(false),
    databases,
  },
  { row: "junction table in another database", before: junction(true), databases, notByTypeorm },
  { row: "view in another database", before: view("id > 1"), after: { edited: view("id > 2") }, databases },
];

for (const database of servers) conformance({ title: "other databases", database, cases });
