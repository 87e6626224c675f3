import {
  Column,
  DefaultNamingStrategy,
  Entity,
  Index,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

type Properties = Readonly<Record<string, PropertyDecorator>>;

const id = PrimaryColumn({ type: "integer" });
const whole = Column({ type: "integer" });

const table =
  (properties: Properties, options: object = {}, ...decorators: readonly ClassDecorator[]): Model =>
  (prefix) => [classTable(`${prefix}t`, properties, { ...options, decorators })];

const withoutRowid = { withoutRowid: true };

/** Two entities with a part of one table each. */
const shared =
  (length: number): Model =>
  (prefix) => [
    classTable(`${prefix}t`, { id, a: Column({ type: "varchar", length }) }),
    classTable(`${prefix}t`, { id, b: [Column({ type: "integer", nullable: true }), Index()] }),
  ];

/** A table for each class, with the columns of the class above it. */
const concrete =
  (length: number): Model =>
  (prefix) => {
    class Content {}
    PrimaryGeneratedColumn()(Content.prototype, "id");
    Column({ type: "varchar", length })(Content.prototype, "title");
    Column({ type: "varchar", default: "any" })(Content.prototype, "kind");
    class Post extends Content {}
    Column({ type: "varchar", default: "post" })(Post.prototype, "kind");
    Entity(`${prefix}post`)(Post);
    class Question extends Content {}
    Column({ type: "integer", default: 0 })(Question.prototype, "answers");
    Entity(`${prefix}question`)(Question);
    return [Post, Question];
  };

class Shouting extends DefaultNamingStrategy {
  override columnName(property: string, given: string, prefixes: string[]): string {
    return super.columnName(property, given, prefixes).toUpperCase();
  }
  override indexName(): string {
    return "IX_OF_THE_STRATEGY";
  }
  override foreignKeyName(): string {
    return "FK_OF_THE_STRATEGY";
  }
}

const model = (prefix: string, length: number) => {
  const target = classTable(`${prefix}target`, { id });
  return [
    target,
    classTable(`${prefix}source`, {
      id,
      name: [Column({ type: "varchar", length }), Index()],
      target: ManyToOne(() => target),
      twice: Column({ type: "integer", nullable: true, asExpression: "1 + 1", generatedType: "VIRTUAL" }),
    }),
  ];
};

const reserved = (options: object) =>
  table(
    { order: id, "it's": whole, "say `x`": Column({ type: "text", nullable: true, ...options }) },
    {},
    Index("in dex", ["it's", "say `x`"]),
    Unique("key", ["it's"]),
  );

const cases: readonly Case[] = [
  {
    row: "WITHOUT ROWID",
    before: table({ a: id, b: PrimaryColumn({ type: "text" }), c: whole }, withoutRowid, Index(["c"])),
    after: {
      "with a rowid": table({ a: id, b: PrimaryColumn({ type: "text" }), c: whole }, {}, Index(["c"])),
      "a column more": table(
        { a: id, b: PrimaryColumn({ type: "text" }), c: whole, d: Column({ type: "text", default: "x" }) },
        withoutRowid,
      ),
      "another key": table({ a: id, b: Column({ type: "text" }), c: whole }, withoutRowid),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (a, b, c) VALUES (1, 'x', 2), (2, 'y', 3)`],
  },
  {
    row: "AUTOINCREMENT",
    before: table({ id: PrimaryGeneratedColumn(), a: whole }),
    after: {
      none: table({ id, a: whole }),
      "of another column": table({ id: whole, a: PrimaryGeneratedColumn() }),
      "with a changed column beside it": table({ id: PrimaryGeneratedColumn(), a: Column({ type: "text" }) }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (a) VALUES (5), (6)`],
  },
  {
    row: "AUTOINCREMENT of a bigint",
    before: table({ id: PrimaryGeneratedColumn({ type: "bigint" }) }),
    impossible: /AUTOINCREMENT is only allowed on an INTEGER PRIMARY KEY/,
  },
  {
    row: "two AUTOINCREMENT columns",
    before: table({ id: PrimaryGeneratedColumn(), a: PrimaryGeneratedColumn() }),
    impossible: /does not support AUTOINCREMENT on composite primary key/,
  },
  {
    row: "key without AUTOINCREMENT",
    before: table({ id, a: whole }),
    after: {
      numbered: table({ id: PrimaryGeneratedColumn(), a: whole }),
      "two columns": table({ id, a: PrimaryColumn({ type: "integer" }) }),
      "generated uuid": table({ id: PrimaryGeneratedColumn("uuid"), a: whole }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (3, 5), (7, 6)`],
  },
  {
    row: "order of the key's columns",
    before: table({ a: id, b: id, c: whole }),
    after: {
      reversed: table({ b: id, a: id, c: whole }),
      "one instead of another": table({ a: id, c: id, b: whole }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (a, b, c) VALUES (1, 2, 3), (2, 3, 4)`],
  },
  {
    // No name of a key is written: TypeORM reads none back.
    row: "name of the primary key",
    before: table({ a: PrimaryColumn({ type: "integer", primaryKeyConstraintName: "pk_of_mine" }) }),
  },
  {
    row: "reserved names and names with signs",
    before: reserved({}),
    after: { "another type": reserved({ type: "varchar", length: 20 }) },
    seed: (prefix) => [`INSERT INTO ${prefix}t ("order", "it's") VALUES (1, 2)`],
  },
  {
    row: "name with a double quote",
    before: table({ id, 'say "x"': whole }),
    after: { "another type": table({ id, 'say "x"': Column({ type: "text" }) }) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, "say ""x""") VALUES (1, 2)`],
    notByTypeorm: "synchronize() writes the quote as it is, which is a syntax error",
  },
  {
    row: "several entities on one table",
    before: shared(20),
    after: { "a longer column": shared(40) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`],
    notByTypeorm: "each entity takes away the columns that the others declare",
  },
  {
    row: "concrete table inheritance",
    before: concrete(20),
    after: { "a longer column": concrete(40) },
    seed: (prefix) => [`INSERT INTO ${prefix}post (title) VALUES ('x')`],
  },
  {
    row: "naming strategy",
    before: (prefix) => ({ entities: model(prefix, 20), options: { namingStrategy: new Shouting() } }),
    after: {
      longer: (prefix) => ({ entities: model(prefix, 30), options: { namingStrategy: new Shouting() } }),
    },
  },
  {
    row: "entityPrefix",
    before: (prefix) => ({ entities: model("", 20), options: { entityPrefix: prefix } }),
    after: { longer: (prefix) => ({ entities: model("", 30), options: { entityPrefix: prefix } }) },
  },
  {
    row: "metadataTableName",
    before: (prefix) => ({ entities: model(prefix, 20), options: { metadataTableName: `${prefix}meta` } }),
    after: {
      longer: (prefix) => ({ entities: model(prefix, 30), options: { metadataTableName: `${prefix}meta` } }),
    },
  },
];

conformance({ title: "tables, keys and names", database: "sqlite", cases });
