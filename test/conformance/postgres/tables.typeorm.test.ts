import {
  ChildEntity,
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeLevelColumn,
  TreeParent,
  Unique,
  UpdateDateColumn,
  VersionColumn,
  VirtualColumn,
} from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type Columns, entity, id, type Model, type Rest, table, text, whole } from "./table.ts";

const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id) VALUES (1)`];

const commented = (ofTable: string | undefined, ofColumn: string | undefined) =>
  table({ a: { ...text, nullable: true, ...(ofColumn && { comment: ofColumn }) } }, {
    ...(ofTable && { comment: ofTable }),
  } as Rest);

/** TypeORM 0.3 writes the comment of a table as it stands. */
const escapesComments = process.env.TYPEORM_MAJOR !== "0.3";

const collated = (a: string | undefined, b: object = text) =>
  table(
    {
      a: { ...text, nullable: true, ...(a && { collation: a }) },
      b: { nullable: true, ...b },
    } as unknown as Columns,
    {
      indices: [{ name: "{p}ix", columns: ["a", "b"] }],
    },
  );

const dated =
  (options: object): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Row {
      @PrimaryGeneratedColumn()
      id: number;
      @CreateDateColumn(options)
      created: Date;
      @UpdateDateColumn(options)
      updated: Date;
      @DeleteDateColumn(options)
      deleted: Date | null;
      @VersionColumn()
      version: number;
      @VirtualColumn({ query: (alias) => `SELECT count(*) FROM pg_class WHERE ${alias}.id > 0` })
      counted: number;
    }
    return [Row];
  };

const twoEntities =
  (b: object): Model =>
  (prefix) => {
    const of = (name: string, columns: object, rest: Rest = {}) =>
      entity(prefix, name, { ...id, ...columns } as Columns, { tableName: "{p}t", ...rest });
    return [
      of("t", { a: { ...text, nullable: true } }, { indices: [{ name: "{p}ix", columns: ["a"] }] }),
      of("u", { b: { nullable: true, ...b } }, { uniques: [{ name: "{p}uq", columns: ["b"] }] }),
    ];
  };

const inherited =
  (isChanged: boolean): Model =>
  (prefix) => {
    @Index(`${prefix}ix`, ["kind", "name"])
    @Entity(`${prefix}animal`)
    @TableInheritance({
      column: { name: "kind", type: "enum", enum: isChanged ? ["d", "c", "x"] : ["d", "c"] },
    })
    class Animal {
      @PrimaryColumn({ type: "int" })
      herd: number;
      @PrimaryColumn({ type: "int" })
      number: number;
      @Column(text)
      name: string;
    }
    @Unique(`${prefix}uq`, ["tricks"])
    @ChildEntity("d")
    class Dog extends Animal {
      @Column({ type: isChanged ? "bigint" : "int" })
      tricks: number;
    }
    @ChildEntity("c")
    class Cat extends Animal {
      @Column({ type: "int", default: 7 })
      lives: number;
    }
    return isChanged ? [Animal, Dog] : [Animal, Dog, Cat];
  };

const concrete =
  (length: number): Model =>
  (prefix) => {
    abstract class Base {
      @PrimaryGeneratedColumn()
      id: number;
      @Index()
      @Column({ type: "varchar", length, default: "base" })
      name: string;
    }
    @Entity(`${prefix}a`)
    class A extends Base {}
    // Without a default of its own: TypeORM would write it into what it keeps of the parent.
    @Entity(`${prefix}b`)
    class B extends A {
      @Column({ type: "int", default: 1 })
      more: number;
    }
    return [A, B];
  };

const embedded =
  (isUnique: boolean): Model =>
  (prefix) => {
    class Currency {
      @Index({ unique: isUnique })
      @Column({ type: "char", length: 3, nullable: true })
      code: string;
    }
    @Index(["amount"])
    @Unique(["amount", "currency.code"])
    class Money {
      @Column({ type: "numeric", precision: 10, scale: 2, default: 0 })
      amount: string;
      @Column(() => Currency)
      currency: Currency;
    }
    @Entity(`${prefix}t`)
    class Invoice {
      @PrimaryColumn({ type: "int" })
      id: number;
      @Column(() => Money)
      net: Money;
      @Column(() => Money, { prefix: "gross_" })
      gross: Money;
    }
    return [Invoice];
  };

const closure =
  (hasLevel: boolean): Model =>
  (prefix) => {
    @Entity(`${prefix}node`)
    @Tree("closure-table", {
      closureTableName: `${prefix}paths`,
      ancestorColumnName: ({ propertyName }) => `upper_${propertyName}`,
      descendantColumnName: ({ propertyName }) => `lower_${propertyName}`,
    })
    class Node {
      @PrimaryGeneratedColumn("uuid")
      id: string;
      @TreeParent({ onDelete: "CASCADE" })
      parent: Node | null;
      @TreeChildren()
      children: Node[];
      @(hasLevel ? TreeLevelColumn() : Column({ type: "int", nullable: true }))
      level: number;
    }
    return [Node];
  };

const noted = (asExpression: string) =>
  table({ g: { ...whole, asExpression, generatedType: "STORED" } as Columns[string] });

const cases: readonly Case[] = [
  {
    row: "comments",
    before: commented("of it", "of a"),
    after: {
      "with signs": commented("it's; -- $limbeck$ \\ \n", 'it\'s "a" /* */ \\n'),
      "of the table alone": commented("of it", undefined),
      none: commented(undefined, undefined),
    },
    seed,
  },
  {
    row: "comment of a table with a quote",
    before: commented("it's", "it's"),
    after: { none: commented(undefined, undefined) },
    ...(escapesComments
      ? {}
      : { notByTypeorm: 'syntax error at or near "s": TypeORM 0.3 writes the comment as it is' }),
    seed,
  },
  {
    row: "collation",
    before: collated("C"),
    after: {
      another: collated("POSIX"),
      none: collated(undefined),
      "the default one, by name": collated("default"),
      "of another type": collated("C", { type: "text", collation: "C" }),
    },
    seed,
  },
  {
    row: "collation that is the default one, by name",
    before: collated("default"),
    after: { another: collated("C", { ...text, length: 30, collation: "C" }) },
    seed,
  },
  {
    row: "dates of creation, change and deletion; version; virtual column",
    before: dated({}),
    after: {
      "with time zones": dated({ type: "timestamptz" }),
      precision: dated({ precision: 3 }),
      plain: table({ version: whole }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (version) VALUES (1)`],
  },
  {
    row: "two entities of one table",
    before: twoEntities(text),
    after: {
      "one changes": twoEntities({ ...text, length: 30 }),
      "one goes": (prefix) => [twoEntities(text)(prefix)[0]!],
    },
    notByTypeorm: "each entity takes away what the other one declares",
    seed,
  },
  {
    row: "single-table inheritance with a composite key",
    before: inherited(false),
    after: { "a child goes, another changes": inherited(true) },
    seed: (prefix) => [
      `INSERT INTO ${prefix}animal (herd, number, name, kind, tricks) VALUES (1, 1, 'Rex', 'd', 3)`,
    ],
  },
  {
    row: "inheritance without a table",
    before: concrete(20),
    after: { "another length": concrete(30) },
    seed: (prefix) => [`INSERT INTO ${prefix}b DEFAULT VALUES`],
  },
  { row: "embedded entities with indexes", before: embedded(false), after: { unique: embedded(true) }, seed },
  {
    row: "closure table with names, and a level",
    before: closure(true),
    after: { "without a level": closure(false) },
  },
  {
    row: "charset of a column",
    before: table({ a: { ...text, nullable: true, charset: "utf8" } as Columns[string] }),
    after: { none: table({ a: { ...text, length: 30, nullable: true } }) },
    notByTypeorm: 'syntax error at or near "CHARACTER": TypeORM writes it, and PostgreSQL has none',
    seed,
  },
  {
    row: "precision of a type that has none",
    before: table({ a: { type: "real", precision: 3 } as Columns[string] }),
    impossible: /type modifier is not allowed|syntax error/,
  },
  {
    row: "default that is an array of words, some with signs",
    before: table({ a: { type: "text", array: true, default: ["Guild Master", "b"] as never } }),
    after: {
      "other words": table({ a: { type: "text", array: true, default: ["b, c", 'say "x"'] as never } }),
      empty: table({ a: { type: "text", array: true, default: [] as never } }),
    },
    seed,
  },
  {
    row: "metadataTableName",
    before: (prefix) => ({
      entities: noted("1 + 1")(prefix),
      options: { metadataTableName: `${prefix}meta` },
    }),
    after: {
      "another expression": (prefix) => ({
        entities: noted("1 + 2")(prefix),
        options: { metadataTableName: `${prefix}meta` },
      }),
    },
    seed,
  },
];

conformance({ title: "tables", database: "postgres", cases });
