import {
  ChildEntity,
  Column,
  Entity,
  EntitySchema,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeLevelColumn,
  TreeParent,
} from "typeorm";
import { databaseNames } from "../../databases/index.ts";
import type { Case, Entities } from "../case.ts";
import { conformance } from "../conformance.ts";

type Model = (prefix: string) => Entities;

/** A table to point to, and one that points by a column with the given options. */
const pointing =
  (relation: object, column: object = {}): Model =>
  (prefix) => [
    new EntitySchema<{ id: number }>({
      name: `${prefix}target`,
      tableName: `${prefix}target`,
      columns: { id: { type: Number, primary: true } },
    }),
    new EntitySchema<{ id: number; targetId: number; target: object }>({
      name: `${prefix}source`,
      tableName: `${prefix}source`,
      columns: {
        id: { type: Number, primary: true },
        targetId: { type: Number, nullable: true, ...column },
      },
      relations: {
        target: {
          type: "many-to-one",
          target: `${prefix}target`,
          joinColumn: { name: "targetId" },
          ...relation,
        },
      },
    }),
  ];

const linked = (prefix: string) => [
  `INSERT INTO ${prefix}target (id) VALUES (1)`,
  `INSERT INTO ${prefix}source (id) VALUES (7)`,
];

const oneToOne =
  (isUnique: boolean): Model =>
  (prefix) => {
    @Entity(`${prefix}person`)
    class Person {
      @PrimaryGeneratedColumn()
      id: number;
    }
    @Entity(`${prefix}passport`)
    class Passport {
      @PrimaryGeneratedColumn()
      id: number;
      @(isUnique ? OneToOne(() => Person) : ManyToOne(() => Person))
      @JoinColumn()
      person: Person;
    }
    return [Person, Passport];
  };

const manyToMany =
  (table: object | undefined): Model =>
  (prefix) => {
    @Entity(`${prefix}tag`)
    class Tag {
      @PrimaryGeneratedColumn()
      id: number;
    }
    @Entity(`${prefix}post`)
    class Post {
      @PrimaryGeneratedColumn("uuid")
      id: string;
      @(table === undefined ? Column({ type: "int", nullable: true }) : ManyToMany(() => Tag))
      @(table === undefined ? () => {} : JoinTable({ name: `${prefix}post_tags`, ...table }))
      tags: unknown;
    }
    return [Tag, Post];
  };

const composite =
  (columns: readonly string[]): Model =>
  (prefix) => {
    class Stop {}
    for (const name of ["line", "number", "code"]) {
      const decorate = columns.includes(name) ? PrimaryColumn : Column;
      decorate({ type: "int" })(Stop.prototype, name);
    }
    Entity(`${prefix}stop`)(Stop);
    return [Stop];
  };

const referencingComposite: Model = (prefix) => {
  @Entity(`${prefix}line`)
  class Line {
    @PrimaryColumn({ type: "int" })
    company: number;
    @PrimaryColumn({ type: "varchar", length: 10 })
    number: string;
  }
  @Entity(`${prefix}trip`)
  class Trip {
    @PrimaryGeneratedColumn()
    id: number;
    @ManyToOne(() => Line, { onDelete: "CASCADE" })
    line: Line;
  }
  return [Line, Trip];
};

const tree =
  (type: "closure-table" | "materialized-path" | "nested-set"): Model =>
  (prefix) => {
    @Entity(`${prefix}node`)
    @Tree(type)
    class Node {
      @PrimaryGeneratedColumn()
      id: number;
      @TreeParent()
      parent: Node | null;
      @TreeChildren()
      children: Node[];
      @TreeLevelColumn()
      level: number;
    }
    return [Node];
  };

const inherited =
  (hasSecondChild: boolean): Model =>
  (prefix) => {
    @Entity(`${prefix}animal`)
    @TableInheritance({ column: { type: "varchar", name: "kind", length: 20 } })
    class Animal {
      @PrimaryGeneratedColumn()
      id: number;
      @Index()
      @Column({ type: "varchar", length: 30 })
      name: string;
    }
    @ChildEntity(`${prefix}dog`)
    class Dog extends Animal {
      @Column({ type: "int" })
      tricks: number;
    }
    @ChildEntity(`${prefix}cat`)
    class Cat extends Animal {
      @Column({ type: "int" })
      lives: number;
    }
    return hasSecondChild ? [Animal, Dog, Cat] : [Animal, Dog];
  };

const embedded =
  (columnPrefix: string | boolean | undefined): Model =>
  (prefix) => {
    class Money {
      @Column({ type: "int", default: 0 })
      amount: number;
      @Index()
      @Column({ type: "varchar", length: 3, default: "EUR" })
      currency: string;
    }
    @Entity(`${prefix}invoice`)
    class Invoice {
      @PrimaryGeneratedColumn()
      id: number;
      @Column(() => Money, columnPrefix === undefined ? {} : { prefix: columnPrefix })
      total: Money;
    }
    return [Invoice];
  };

const selfReference =
  (onDelete: "CASCADE" | "SET NULL"): Model =>
  (prefix) => {
    @Entity(`${prefix}boss`)
    class Boss {
      @PrimaryGeneratedColumn()
      id: number;
      @ManyToOne(() => Boss, { onDelete })
      boss: Boss | null;
    }
    return [Boss];
  };

const cycle =
  (isClosed: boolean): Model =>
  (prefix) => [
    new EntitySchema<{ id: number; other: object }>({
      name: `${prefix}hen`,
      tableName: `${prefix}hen`,
      columns: { id: { type: Number, primary: true } },
      relations: { other: { type: "many-to-one", target: `${prefix}egg`, joinColumn: { name: "eggId" } } },
    }),
    new EntitySchema<{ id: number; other?: object }>({
      name: `${prefix}egg`,
      tableName: `${prefix}egg`,
      columns: { id: { type: Number, primary: true } },
      ...(isClosed && {
        relations: { other: { type: "many-to-one", target: `${prefix}hen`, joinColumn: { name: "henId" } } },
      }),
    }),
  ];

const cases: readonly Case[] = [
  {
    row: "many-to-one",
    before: pointing({}),
    after: {
      "ON DELETE CASCADE": pointing({ onDelete: "CASCADE" }),
      "ON UPDATE CASCADE": pointing({ onUpdate: "CASCADE" }),
      "ON DELETE SET NULL": pointing({ onDelete: "SET NULL" }),
      "another name of the constraint": pointing({
        joinColumn: { name: "targetId", foreignKeyConstraintName: "fk_of_mine" },
      }),
      "no constraint": pointing({ createForeignKeyConstraints: false }),
    },
    seed: linked,
  },
  { row: "one-to-one", before: oneToOne(true), after: { "many-to-one": oneToOne(false) } },
  {
    row: "many-to-many",
    before: manyToMany({}),
    after: {
      "names of its columns": manyToMany({ joinColumn: { name: "p" }, inverseJoinColumn: { name: "t" } }),
    },
  },
  {
    row: "primary key of several columns",
    before: composite(["line", "number"]),
    after: {
      "a column more": composite(["line", "number", "code"]),
      "a column less": composite(["line"]),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}stop (line, number, code) VALUES (1, 1, 1)`,
      `INSERT INTO ${prefix}stop (line, number, code) VALUES (2, 1, 1)`,
    ],
  },
  { row: "foreign key of several columns", before: referencingComposite },
  {
    row: "closure table",
    before: tree("closure-table"),
    after: { "materialized path": tree("materialized-path") },
  },
  {
    row: "materialized path",
    before: tree("materialized-path"),
    after: { "nested set": tree("nested-set") },
  },
  { row: "nested set", before: tree("nested-set") },
  { row: "single-table inheritance", before: inherited(false), after: { "a child more": inherited(true) } },
  {
    row: "embedded entity",
    before: embedded(undefined),
    after: { "another prefix": embedded("sum"), "no prefix": embedded(false) },
  },
  {
    row: "reference to itself",
    before: selfReference("CASCADE"),
    after: { action: selfReference("SET NULL") },
  },
  { row: "tables that reference each other", before: cycle(true), after: { "one way": cycle(false) } },
];

for (const database of databaseNames) conformance({ title: "relations", database, cases });
