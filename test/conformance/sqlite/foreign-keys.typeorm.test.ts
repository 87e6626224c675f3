import {
  Column,
  Entity,
  ForeignKey,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type RelationOptions,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

const id = PrimaryColumn({ type: "integer" });

/** A table with a key of two columns, and one whose columns are decorated so as to reference it. */
const composite =
  (
    decorate: (target: Function) => Readonly<Record<string, PropertyDecorator | PropertyDecorator[]>>,
  ): Model =>
  (prefix) => {
    const target = classTable(`${prefix}stop`, {
      line: PrimaryColumn({ type: "integer" }),
      number: PrimaryColumn({ type: "varchar", length: 10 }),
      code: Column({ type: "integer", nullable: true, unique: true }),
    });
    return [target, classTable(`${prefix}trip`, { id, ...decorate(target) })];
  };

const joined = JoinColumn([
  { name: "line", referencedColumnName: "line" },
  { name: "number", referencedColumnName: "number" },
]) as PropertyDecorator;
const related = (options: RelationOptions) =>
  composite((target) => ({ stop: [ManyToOne(() => target, options), joined] }));
const oneToOne = (options: RelationOptions) =>
  composite((target) => ({ stop: [OneToOne(() => target, options), joined] }));

/** @ForeignKey on a plain column. */
const declared = (options: object | undefined) =>
  composite((target) => ({
    stopCode: [
      Column({ type: "integer", nullable: true }),
      ...(options === undefined ? [] : [ForeignKey(() => target, "code" as never, options)]),
    ],
  }));

const filled = (prefix: string) => [
  `INSERT INTO ${prefix}stop (line, number, code) VALUES (1, 'a', 5)`,
  `INSERT INTO ${prefix}trip (id) VALUES (1)`,
];

const junction =
  (options: object): Model =>
  (prefix) => {
    const tag = classTable(`${prefix}tag`, { id });
    const tags = [
      ManyToMany(() => tag),
      JoinTable({ name: `${prefix}post_tags`, ...options }) as PropertyDecorator,
    ];
    return [tag, classTable(`${prefix}post`, { id, tags })];
  };

/** Two tables that reference each other, and themselves. */
const cycle =
  (length: number, options: RelationOptions): Model =>
  (prefix) => {
    class Hen {}
    class Egg {}
    for (const [target, name, other] of [
      [Hen, "hen", Egg],
      [Egg, "egg", Hen],
    ] as const) {
      PrimaryGeneratedColumn()(target.prototype, "id");
      Column({ type: "varchar", length, default: "x" })(target.prototype, "name");
      ManyToOne(() => other, options)(target.prototype, "other");
      ManyToOne(() => target, options)(target.prototype, "self");
      Entity(`${prefix}${name}`)(target);
    }
    return [Hen, Egg];
  };

const cases: readonly Case[] = [
  {
    row: "deferrable foreign key",
    before: related({ deferrable: "INITIALLY DEFERRED" }),
    after: {
      "initially immediate": related({ deferrable: "INITIALLY IMMEDIATE" }),
      "not deferrable": related({ onDelete: "CASCADE" }),
      "no constraint": related({ createForeignKeyConstraints: false }),
    },
    seed: filled,
  },
  {
    row: "one-to-one of several columns",
    before: oneToOne({ createForeignKeyConstraints: false }),
    after: { "with a constraint": oneToOne({ onDelete: "SET NULL" }) },
    seed: filled,
  },
  {
    row: "actions of a foreign key",
    before: related({ onDelete: "SET NULL", onUpdate: "CASCADE" }),
    after: {
      others: related({ onDelete: "RESTRICT", onUpdate: "SET NULL" }),
      "no action": related({}),
    },
    seed: filled,
  },
  {
    row: "@ForeignKey",
    before: declared({}),
    after: {
      named: declared({ name: "fk_of_mine" }),
      "deferrable, with actions": declared({ onDelete: "SET NULL", deferrable: "INITIALLY DEFERRED" }),
      none: declared(undefined),
    },
    seed: filled,
  },
  {
    row: "options of a junction table",
    before: junction({}),
    after: {
      "names of its keys": junction({
        joinColumn: { name: "p", foreignKeyConstraintName: "fk_p" },
        inverseJoinColumn: { name: "t", foreignKeyConstraintName: "fk_t" },
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}tag (id) VALUES (1)`],
  },
  {
    row: "tables that reference each other and themselves",
    before: cycle(20, {}),
    after: {
      "longer, with an action": cycle(30, { onDelete: "CASCADE" }),
      deferrable: cycle(20, { deferrable: "INITIALLY DEFERRED" }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}hen (id, selfId) VALUES (1, 1)`,
      `INSERT INTO ${prefix}egg (id, otherId, selfId) VALUES (1, 1, 1)`,
      `UPDATE ${prefix}hen SET otherId = 1`,
    ],
  },
];

conformance({ title: "foreign keys", database: "sqlite", cases });
