import {
  Column,
  DefaultNamingStrategy,
  Entity,
  Index,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Tree,
  TreeChildren,
  TreeLevelColumn,
  TreeParent,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

const id = PrimaryColumn({ type: "int" });
const text = (length: number) => Column({ type: "varchar", length });

const withEngine =
  (engine?: string): Model =>
  (prefix) => [classTable(`${prefix}t`, { id, a: text(20) }, engine === undefined ? {} : { engine })];

const commented =
  (comment?: string): Model =>
  (prefix) => [classTable(`${prefix}t`, { id }, comment === undefined ? {} : { comment })];

/** Two entities with a part of one table each. */
const shared =
  (length: number, hasIndex: boolean): Model =>
  (prefix) => {
    const name = `${prefix}t`;
    return [
      classTable(name, { id, a: text(length) }),
      classTable(name, { id, b: [Column({ type: "int", nullable: true }), ...(hasIndex ? [Index()] : [])] }),
    ];
  };

/** A table for each class, with the columns of the class above it. */
const concrete =
  (length: number): Model =>
  (prefix) => {
    class Content {
      title: string;
      kind: string;
    }
    PrimaryGeneratedColumn()(Content.prototype, "id");
    Column({ type: "varchar", length })(Content.prototype, "title");
    Column({ type: "varchar", length: 10, default: "any" })(Content.prototype, "kind");
    class Post extends Content {}
    Column({ type: "varchar", length: 10, default: "post" })(Post.prototype, "kind");
    Entity(`${prefix}post`)(Post);
    class Question extends Content {}
    Column({ type: "int", default: 0 })(Question.prototype, "answers");
    Entity(`${prefix}question`)(Question);
    return [Post, Question];
  };

const closure =
  (hasNames: boolean): Model =>
  (prefix) => {
    class Node {}
    PrimaryGeneratedColumn()(Node.prototype, "id");
    TreeParent()(Node.prototype, "parent");
    TreeChildren()(Node.prototype, "children");
    Reflect.defineMetadata("design:type", Node, Node.prototype, "parent");
    TreeLevelColumn()(Node.prototype, "level");
    Entity(`${prefix}node`)(Node);
    if (!hasNames) Tree("closure-table")(Node);
    else {
      Tree("closure-table", {
        closureTableName: `${prefix}paths`,
        ancestorColumnName: (column) => `above_${column.propertyName}`,
        descendantColumnName: (column) => `below_${column.propertyName}`,
      })(Node);
    }
    return [Node];
  };

/** Names that reach the limit of 64 characters, and a foreign key and an index whose names TypeORM makes. */
const longNames =
  (isIndexed: boolean): Model =>
  (prefix) => {
    const name = (word: string) => word.padEnd(64, "_");
    const target = classTable(name(`${prefix}target`), { id });
    return [
      target,
      classTable(name(`${prefix}source`), {
        id,
        [name("column")]: [
          Column({ type: "varchar", length: 20 }),
          ...(isIndexed ? [Index(name("index"))] : []),
        ],
        target: ManyToOne(() => target),
        [name("generated")]: Column({ type: "int", nullable: true, asExpression: "char_length('abc')" }),
      }),
    ];
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

const model = (prefix: string, isOptional: boolean) => {
  const target = classTable(`${prefix}target`, { id });
  return [
    target,
    classTable(`${prefix}source`, {
      id,
      name: [Column({ type: "varchar", length: 20, nullable: isOptional }), Index()],
      target: ManyToOne(() => target),
      twice: Column({ type: "int", nullable: true, asExpression: "1 + 1" }),
    }),
  ];
};

const cases: readonly Case[] = [
  {
    row: "engine",
    before: withEngine("MyISAM"),
    after: { another: withEngine("InnoDB"), "another case of it": withEngine("innodb") },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`],
  },
  {
    row: "comment of a table with signs",
    before: commented("it's a `table` 100%\nof signs"),
    after: { another: commented(`größer 👍 "quoted" \\ slash`), none: commented() },
  },
  {
    row: "several entities on one table",
    before: shared(20, false),
    after: { "a longer column": shared(40, false), "an index in one of them": shared(20, true) },
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
    row: "closure table with names of its own",
    before: closure(true),
    after: { "without them": closure(false) },
  },
  {
    row: "names of 64 characters",
    before: longNames(false),
    after: { "with an index": longNames(true) },
  },
  {
    row: "naming strategy",
    before: (prefix) => ({ entities: model(prefix, false), options: { namingStrategy: new Shouting() } }),
    after: {
      optional: (prefix) => ({ entities: model(prefix, true), options: { namingStrategy: new Shouting() } }),
    },
  },
  {
    row: "entityPrefix",
    before: (prefix) => ({ entities: model("", false), options: { entityPrefix: prefix } }),
    after: { optional: (prefix) => ({ entities: model("", true), options: { entityPrefix: prefix } }) },
  },
  {
    row: "metadataTableName",
    before: (prefix) => ({ entities: model(prefix, false), options: { metadataTableName: `${prefix}meta` } }),
    after: {
      optional: (prefix) => ({
        entities: model(prefix, true),
        options: { metadataTableName: `${prefix}meta` },
      }),
    },
  },
];

for (const database of servers) conformance({ title: "tables and names", database, cases });
