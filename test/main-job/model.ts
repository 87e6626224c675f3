import {
  Check,
  ChildEntity,
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  EntitySchema,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeParent,
  Unique,
  UpdateDateColumn,
  VersionColumn,
  ViewColumn,
  ViewEntity,
} from "typeorm";
import type { DatabaseName } from "../databases/index.ts";

/** What TypeORM calls things on a database, where it matters. */
interface Vocabulary {
  readonly enum: "enum" | "simple-enum";
  readonly json: "json" | "jsonb" | "simple-json";
  readonly timestamp: "timestamp with time zone" | "timestamp" | "datetime";
  readonly quote: (name: string) => string;
  /** A label with a quote in it, where TypeORM escapes labels: its SQLite drivers don't. */
  readonly apostrophe: string;
  /** PostgreSQL as TypeORM knows it has no virtual generated columns. */
  readonly generatedType: "STORED" | "VIRTUAL";
}

const double = (name: string) => `"${name}"`;
const backtick = (name: string) => `\`${name}\``;

export const vocabulary: Record<DatabaseName, Vocabulary> = {
  sqlite: {
    enum: "simple-enum",
    json: "simple-json",
    timestamp: "datetime",
    quote: double,
    apostrophe: "its",
    generatedType: "VIRTUAL",
  },
  postgres: {
    enum: "enum",
    json: "jsonb",
    timestamp: "timestamp with time zone",
    quote: double,
    apostrophe: "it's",
    generatedType: "STORED",
  },
  mysql: {
    enum: "enum",
    json: "json",
    timestamp: "timestamp",
    quote: backtick,
    apostrophe: "it's",
    generatedType: "VIRTUAL",
  },
  mariadb: {
    enum: "enum",
    json: "json",
    timestamp: "timestamp",
    quote: backtick,
    apostrophe: "it's",
    generatedType: "VIRTUAL",
  },
};

/** A library's catalogue: every way in which TypeORM makes tables, columns and keys, in one small model. */
export function firstModel(name: DatabaseName) {
  const words = vocabulary[name];
  const q = words.quote;

  class Address {
    @Column({ type: "varchar", length: 80, nullable: true })
    street: string | null;

    @Column({ type: "varchar", length: 10, default: "it''s" })
    zip: string;
  }

  @Entity({ comment: "who lends the copy of a book" })
  @Check("CHK_reader_age", `${q("age")} >= 6 AND ${q("age")} <= 120`)
  class Reader {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 50 })
    @Index()
    name: string;

    @Column({ type: "varchar", length: 100, unique: true })
    email: string;

    @Column({ type: "int", default: 18, comment: "in years" })
    age: number;

    @Column({ type: "decimal", precision: 10, scale: 2, default: 0 })
    fees: string;

    @Column({ type: "boolean", default: true })
    active: boolean;

    @Column({ type: words.enum, enum: ["adult", "child", `${words.apostrophe}, "staff"`], default: "adult" })
    kind: string;

    @Column({ type: words.json, nullable: true })
    settings: object | null;

    @Column(() => Address)
    home: Address;

    @CreateDateColumn()
    createdAt: Date;

    @UpdateDateColumn()
    updatedAt: Date;

    @DeleteDateColumn()
    deletedAt: Date | null;

    @VersionColumn()
    version: number;
  }

  @Entity()
  class Card {
    @PrimaryGeneratedColumn("uuid")
    id: string;

    @OneToOne(() => Reader, { onDelete: "CASCADE" })
    @JoinColumn()
    reader: Reader;

    @Column({ type: words.timestamp, nullable: true })
    expires: Date | null;
  }

  @Entity()
  @Tree("closure-table")
  class Topic {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 30 })
    name: string;

    @TreeParent()
    parent: Topic | null;

    @TreeChildren()
    children: Topic[];
  }

  @Entity()
  @TableInheritance({ column: { type: "varchar", name: "type" } })
  @Unique("UQ_item_code_edition", ["code", "edition"])
  @Index("IDX_item_title_year", ["title", "year"])
  class Item {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 20 })
    code: string;

    @Column({ type: "int", default: 1 })
    edition: number;

    @Column({ type: "varchar", length: 200 })
    title: string;

    @Column({ type: "smallint", nullable: true })
    year: number | null;

    @Column({ type: "int" })
    width: number;

    @Column({ type: "int" })
    height: number;

    @Column({
      type: "int",
      asExpression: `${q("width")} * ${q("height")}`,
      generatedType: words.generatedType,
    })
    area: number;

    @ManyToMany(() => Topic)
    @JoinTable()
    topics: Topic[];

    @OneToMany("Copy", "item")
    copies: unknown[];
  }

  @ChildEntity()
  class Book extends Item {
    @Column({ type: "int", nullable: true })
    pages: number | null;
  }

  @ChildEntity()
  class Film extends Item {
    @Column({ type: "int", nullable: true })
    minutes: number | null;
  }

  @Entity("copy")
  class Copy {
    @PrimaryColumn({ type: "varchar", length: 12 })
    barcode: string;

    @PrimaryColumn({ type: "int" })
    shelf: number;

    @ManyToOne(() => Item, "copies", { nullable: false, onDelete: "CASCADE" })
    item: Item;

    @ManyToOne(() => Reader, { onDelete: "SET NULL" })
    holder: Reader | null;
  }

  const Branch = new EntitySchema<{
    id: number;
    name: string;
    managerId: number | null;
    manager: object | null;
  }>({
    name: "Branch",
    columns: {
      id: { type: Number, primary: true, generated: true },
      name: { type: String, length: 40 },
      managerId: { type: Number, nullable: true },
    },
    uniques: [{ columns: ["name"] }],
    relations: {
      manager: { type: "many-to-one", target: "Employee", joinColumn: { name: "managerId" } },
    },
  });

  // Branch and Employee reference each other: a cycle that has to be cut.
  const Employee = new EntitySchema<{ id: number; branchId: number; branch: object }>({
    name: "Employee",
    columns: {
      id: { type: Number, primary: true, generated: true },
      branchId: { type: Number },
    },
    relations: {
      branch: { type: "many-to-one", target: "Branch", joinColumn: { name: "branchId" } },
    },
  });

  @ViewEntity({
    expression: `SELECT ${q("id")}, ${q("name")} FROM ${q("reader")} WHERE ${q("age")} >= 18`,
  })
  class AdultReader {
    @ViewColumn()
    id: number;

    @ViewColumn()
    name: string;
  }

  return [Reader, Card, Topic, Item, Book, Film, Copy, Branch, Employee, AdultReader];
}

/** The same library some months later: columns come, change and go, and so do keys, indexes, a table and the view. */
export function secondModel(name: DatabaseName) {
  const words = vocabulary[name];
  const q = words.quote;

  @Entity({ comment: "who borrows" })
  @Check("CHK_reader_age", `${q("age")} >= 3 AND ${q("age")} <= 130`)
  class Reader {
    @PrimaryGeneratedColumn()
    id: number;

    // longer
    @Column({ type: "varchar", length: 80 })
    @Index()
    name: string;

    // not unique any more, and optional
    @Column({ type: "varchar", length: 100, nullable: true })
    email: string | null;

    // another type
    @Column({ type: "bigint", default: 21, comment: "in full years" })
    age: string;

    @Column({ type: "decimal", precision: 12, scale: 2, default: 1.5 })
    fees: string;

    @Column({ type: "boolean", default: false })
    active: boolean;

    // one label more
    @Column({
      type: words.enum,
      enum: ["adult", "child", `${words.apostrophe}, "staff"`, "guest"],
      default: "guest",
    })
    kind: string;

    @Column({ type: words.json, nullable: true })
    settings: object | null;

    // new, with a default for the rows that are there
    @Column({ type: "varchar", length: 5, default: "en" })
    @Index("IDX_reader_language")
    language: string;

    @CreateDateColumn()
    createdAt: Date;

    @UpdateDateColumn()
    updatedAt: Date;

    @VersionColumn()
    version: number;
  }

  @Entity()
  class Card {
    @PrimaryGeneratedColumn("uuid")
    id: string;

    @OneToOne(() => Reader, { onDelete: "SET NULL", nullable: true })
    @JoinColumn()
    reader: Reader | null;

    @Column({ type: words.timestamp, nullable: true })
    expires: Date | null;
  }

  @Entity()
  @Tree("closure-table")
  class Topic {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "text" })
    name: string;

    @TreeParent()
    parent: Topic | null;

    @TreeChildren()
    children: Topic[];
  }

  @Entity()
  @TableInheritance({ column: { type: "varchar", name: "type" } })
  @Unique("UQ_item_code_edition", ["edition", "code"])
  @Index("IDX_item_title_year", ["title", "year"], { unique: true })
  class Item {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 20 })
    code: string;

    @Column({ type: "int", default: 1 })
    edition: number;

    @Column({ type: "varchar", length: 200 })
    title: string;

    @Column({ type: "smallint", nullable: true })
    year: number | null;

    @Column({ type: "int" })
    width: number;

    @Column({ type: "int" })
    height: number;

    @Column({
      type: "int",
      asExpression: `(${q("width")} + 2) * (${q("height")} + 2)`,
      generatedType: words.generatedType,
    })
    area: number;

    @ManyToMany(() => Topic)
    @JoinTable()
    topics: Topic[];

    @OneToMany("Copy", "item")
    copies: unknown[];
  }

  @ChildEntity()
  class Book extends Item {
    @Column({ type: "int", nullable: true })
    pages: number | null;
  }

  @Entity("copy")
  class Copy {
    @PrimaryColumn({ type: "varchar", length: 12 })
    barcode: string;

    @PrimaryColumn({ type: "int" })
    shelf: number;

    @ManyToOne(() => Item, "copies", { nullable: false })
    item: Item;

    @ManyToOne(() => Reader, { onDelete: "SET NULL" })
    holder: Reader | null;
  }

  @Entity()
  class Fine {
    @PrimaryGeneratedColumn()
    id: number;

    @ManyToOne(() => Reader, { nullable: false })
    reader: Reader;

    @Column({ type: "int", default: -5 })
    amount: number;
  }

  @ViewEntity({
    expression: `SELECT ${q("id")}, ${q("name")}, ${q("age")} FROM ${q("reader")} WHERE ${q("age")} >= 21`,
  })
  class AdultReader {
    @ViewColumn()
    id: number;

    @ViewColumn()
    name: string;

    @ViewColumn()
    age: string;
  }

  return [Reader, Card, Topic, Item, Book, Copy, Fine, AdultReader];
}
