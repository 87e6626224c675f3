import {
  ChildEntity,
  Column,
  DefaultNamingStrategy,
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
  TreeParent,
  ViewColumn,
  ViewEntity,
} from "typeorm";
import { databaseNames } from "../../databases/index.ts";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

const id = PrimaryColumn({ type: "int" });
const text = (length: number) => Column({ type: "varchar", length });

/** A tree whose paths have a table of their own. */
function node(
  name: string,
  columns: Readonly<Record<string, PropertyDecorator>>,
  options: object = {},
  type: "closure-table" | "materialized-path" | "nested-set" = "closure-table",
) {
  class Node {}
  for (const [property, decorate] of Object.entries(columns)) decorate(Node.prototype, property);
  Reflect.defineMetadata("design:type", Node, Node.prototype, "parent");
  TreeParent()(Node.prototype, "parent");
  TreeChildren()(Node.prototype, "children");
  Entity(name)(Node);
  if (type === "closure-table") Tree(type, options)(Node);
  else Tree(type)(Node);
  return Node;
}

/** Tables that follow from relations, with names that follow from those of the entities. */
const prefixed =
  (length: number): Model =>
  (prefix) => {
    const tag = classTable("tag", { id, name: text(length) });
    const post = classTable("post", {
      id,
      tags: [ManyToMany(() => tag), JoinTable() as PropertyDecorator],
    });
    class Named {}
    ViewColumn()(Named.prototype, "id");
    ViewEntity({ name: "named", expression: `SELECT id FROM ${prefix}tag` })(Named);
    return {
      entities: [tag, post, node("node", { id: PrimaryGeneratedColumn(), name: text(length) }), Named],
      options: { entityPrefix: prefix },
    };
  };

const long = "whose_name_goes_on_and_on";
const shortened =
  (length: number): Model =>
  (prefix) => {
    const tag = classTable(`${prefix}tag_${long}`, { id });
    const tags = [ManyToMany(() => tag), JoinTable() as PropertyDecorator];
    return [tag, classTable(`${prefix}post_${long}`, { id, name: text(length), tags })];
  };

const friends =
  (options: object): Model =>
  (prefix) => {
    class Person {}
    id(Person.prototype, "id");
    ManyToMany(() => Person)(Person.prototype, "friends");
    JoinTable({ name: `${prefix}friends`, ...options })(Person.prototype, "friends");
    Entity(`${prefix}person`)(Person);
    return [Person];
  };

/** A row of the one table for each of the other's, under the same key. */
const sharedKey =
  (options: object): Model =>
  (prefix) => {
    const person = classTable(`${prefix}person`, { id });
    const passport = classTable(`${prefix}passport`, {
      id,
      person: [OneToOne(() => person, options), JoinColumn({ name: "id" }) as PropertyDecorator],
    });
    return [person, passport];
  };

const partOfKey =
  (options: object): Model =>
  (prefix) => {
    const order = classTable(`${prefix}order`, { id });
    const line = classTable(`${prefix}line`, {
      orderId: id,
      number: id,
      order: [ManyToOne(() => order, options), JoinColumn({ name: "orderId" }) as PropertyDecorator],
    });
    return [order, line];
  };

/** The type of what is referenced, even where the column that references is declared with another one. */
const takingAfter =
  (length: number): Model =>
  (prefix) => {
    const country = classTable(`${prefix}country`, {
      code: PrimaryColumn({ type: "varchar", length }),
      number: [Column({ type: "decimal", precision: length, scale: 0 }), Index({ unique: true })],
    });
    const join = (name: string, referencedColumnName: string) =>
      JoinColumn({ name, referencedColumnName }) as PropertyDecorator;
    const city = classTable(`${prefix}city`, {
      id,
      country_code: Column({ type: "int", nullable: true }),
      country: [ManyToOne(() => country), join("country_code", "code")],
      former: [ManyToOne(() => country), join("former", "code")],
    });
    return [country, city];
  };

const byUnique =
  (referenced: "code" | "id"): Model =>
  (prefix) => {
    const target = classTable(`${prefix}target`, { id, code: Column({ type: "int", unique: true }) });
    const source = classTable(`${prefix}source`, {
      id,
      target: [
        ManyToOne(() => target),
        JoinColumn({ name: "x", referencedColumnName: referenced }) as PropertyDecorator,
      ],
    });
    return [target, source];
  };

/** Only those parts that TypeORM is to leave to others. */
const left =
  (synchronize: boolean | undefined): Model =>
  (prefix) => {
    const others = synchronize === undefined ? {} : { synchronize };
    const tag = classTable(
      `${prefix}tag`,
      { id, name: text(20) },
      {
        decorators: [
          synchronize === false ? Index(`${prefix}ix`, { synchronize }) : Index(`${prefix}ix`, ["name"]),
        ],
      },
    );
    const tags = [
      ManyToMany(() => tag),
      JoinTable({ name: `${prefix}tags`, ...others }) as PropertyDecorator,
    ];
    class Named {}
    ViewColumn()(Named.prototype, "id");
    ViewEntity({ name: `${prefix}named`, expression: `SELECT id FROM ${prefix}tag`, ...others })(Named);
    return [tag, classTable(`${prefix}post`, { id, tags }), Named];
  };

/** The columns of children, of what is embedded in them and of their relations, all of which others have not. */
const inherited =
  (length: number, column: object): Model =>
  (prefix) => {
    const target = classTable(`${prefix}target`, { id });
    class Size {}
    Column({ type: "int" })(Size.prototype, "height");
    class Animal {}
    id(Animal.prototype, "id");
    TableInheritance(column)(Animal);
    Entity(`${prefix}animal`)(Animal);
    class Dog extends Animal {}
    text(length)(Dog.prototype, "bark");
    Column(() => Size)(Dog.prototype, "size");
    ManyToOne(() => target, { nullable: false })(Dog.prototype, "target");
    ChildEntity("dog")(Dog);
    return [target, Animal, Dog];
  };

const closure =
  (hasNames: boolean): Model =>
  (prefix) => [
    node(
      `${prefix}node`,
      { id: PrimaryGeneratedColumn() },
      hasNames
        ? {
            closureTableName: `${prefix}paths`,
            ancestorColumnName: ({ propertyName }: { propertyName: string }) => `above_${propertyName}`,
            descendantColumnName: ({ propertyName }: { propertyName: string }) => `below_${propertyName}`,
          }
        : {},
    ),
  ];

class TreeNames extends DefaultNamingStrategy {
  override materializedPathColumnName = "way";
  override nestedSetColumnNames = { left: "from_here", right: "to_here" };
  override closureJunctionTableName(name: string): string {
    return `${name}_ways`;
  }
}

/** Trees of all kinds, whose columns and tables a naming strategy names. */
const trees =
  (namingStrategy: DefaultNamingStrategy): Model =>
  (prefix) => ({
    entities: (["closure-table", "materialized-path", "nested-set"] as const).map((type, at) =>
      node(`${prefix}node${at}`, { id: PrimaryGeneratedColumn() }, {}, type),
    ),
    options: { namingStrategy },
  });

/** All that an EntitySchema can say of a tree with something embedded. */
const bySchema =
  (length: number): Model =>
  (prefix) => {
    const money = new EntitySchema<{ currency: string }>({
      name: `${prefix}money`,
      columns: { currency: { type: "varchar", length, nullable: true } },
      indices: [{ columns: ["currency"] }],
    });
    return [
      new EntitySchema<{ id: number; parent: object; children: object[] }>({
        name: `${prefix}node`,
        tableName: `${prefix}node`,
        columns: { id: { type: "int", primary: true, generated: "increment" } },
        trees: [{ type: "materialized-path" }],
        embeddeds: { total: { schema: money, prefix: "sum_" } } as never,
        relations: {
          parent: { type: "many-to-one", target: `${prefix}node`, treeParent: true, inverseSide: "children" },
          children: {
            type: "one-to-many",
            target: `${prefix}node`,
            treeChildren: true,
            inverseSide: "parent",
          },
        },
      }),
    ];
  };

const cases: readonly Case[] = [
  {
    row: "entityPrefix of a junction table, a closure table and a view",
    before: prefixed(20),
    after: { longer: prefixed(30) },
  },
  {
    row: "junction table whose name TypeORM shortens where the database has a limit",
    before: shortened(20),
    after: { longer: shortened(30) },
  },
  {
    row: "many-to-many with itself",
    before: friends({}),
    after: {
      "names of its columns": friends({ joinColumn: { name: "one" }, inverseJoinColumn: { name: "other" } }),
    },
  },
  {
    row: "one-to-one by the primary key",
    before: sharedKey({}),
    after: {
      "ON DELETE CASCADE": sharedKey({ onDelete: "CASCADE" }),
      "no constraint": sharedKey({ createForeignKeyConstraints: false }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}person (id) VALUES (1)`,
      `INSERT INTO ${prefix}passport (id) VALUES (1)`,
    ],
  },
  {
    row: "many-to-one that is a part of the primary key",
    before: partOfKey({}),
    after: { "ON DELETE CASCADE": partOfKey({ onDelete: "CASCADE" }) },
  },
  {
    row: "reference that takes after a key of text",
    before: takingAfter(20),
    after: { longer: takingAfter(30) },
    seed: (prefix) => [
      `INSERT INTO ${prefix}country (code, number) VALUES ('de', 49)`,
      `INSERT INTO ${prefix}city (id, country_code) VALUES (1, 'de')`,
    ],
  },
  {
    row: "reference to a unique column",
    before: byUnique("code"),
    after: { "to the key": byUnique("id") },
    seed: (prefix) => [
      `INSERT INTO ${prefix}target (id, code) VALUES (7, 7)`,
      `INSERT INTO ${prefix}source (id, x) VALUES (1, 7)`,
    ],
  },
  {
    row: "view, junction table and index with synchronize: false",
    before: left(false),
    after: { "without the option": left(undefined) },
  },
  {
    row: "single-table inheritance with relations and embedded entities of a child",
    before: inherited(20, { column: { type: "varchar", length: 10, name: "kind" } }),
    after: { longer: inherited(30, { column: { type: "varchar", length: 10, name: "kind" } }) },
  },
  {
    row: "single-table inheritance whose column has no type",
    before: inherited(20, { column: "kind" }),
    impossible: /Data type "" in "Animal.kind" is not supported/,
  },
  {
    row: "single-table inheritance without a column",
    before: inherited(20, {}),
    impossible: /it should also have a discriminator column/,
  },
  {
    row: "trees by a naming strategy",
    before: trees(new TreeNames()),
    after: { "TypeORM's own names": trees(new DefaultNamingStrategy()) },
  },
  {
    row: "tree with an embedded entity, by an entity schema",
    before: bySchema(3),
    after: { longer: bySchema(5) },
  },
  {
    // TypeORM references the whole key by the first of its columns.
    row: "closure table of a composite key",
    before: (prefix) => [node(`${prefix}node`, { a: id, b: id })],
    impossible:
      /number of referencing and referenced columns|number of columns in foreign key|Key reference and table reference don't match|Incorrect foreign key/,
  },
  {
    row: "closure table with names of its own",
    before: closure(true),
    after: { "without them": closure(false) },
  },
];

for (const database of databaseNames) conformance({ title: "tables of relations", database, cases });
