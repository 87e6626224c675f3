import {
  Column,
  type ColumnOptions,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  RelationId,
  Unique,
  ViewColumn,
  ViewEntity,
  VirtualColumn,
} from "typeorm";
import { type DatabaseName, databaseNames } from "../../databases/index.ts";
import type { Case, Entities, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

type Decorators = Readonly<Record<string, PropertyDecorator | PropertyDecorator[]>>;

const id = PrimaryColumn({ type: "int" });
const text = (length: number, options: object = {}) => Column({ type: "varchar", length, ...options });

const table =
  (columns: Decorators, ...decorators: readonly ClassDecorator[]): Model =>
  (prefix) => [classTable(`${prefix}t`, { id, ...columns }, { decorators })];

/** All that TypeORM reads when it queries and saves, and not when it makes a table. */
const ofQueries =
  (length: number, hasThem: boolean): Model =>
  (prefix) => {
    const target = classTable(`${prefix}target`, { id });
    const only = <T>(...items: readonly T[]): readonly T[] => (hasThem ? items : []);
    const source = classTable(
      `${prefix}source`,
      {
        id,
        a: text(length, hasThem ? { select: false, insert: false, update: false } : {}),
        b: text(20, hasThem ? { transformer: { from: String, to: String }, default: "x" } : { default: "x" }),
        target: [
          ManyToOne(
            () => target,
            hasThem ? { eager: true, cascade: true, orphanedRowAction: "delete", persistence: false } : {},
          ),
        ],
        ...(hasThem && {
          targetNumber: RelationId("target") as PropertyDecorator,
          doubled: VirtualColumn({ type: "int", query: (alias) => `SELECT ${alias}.id * 2` }),
        }),
      },
      {
        ...(hasThem && { orderBy: { a: "DESC" as const } }),
        decorators: [
          Index(`${prefix}ix`, ["a"], {
            ...(hasThem && { sparse: true, background: true, expireAfterSeconds: 5, nullFiltered: true }),
          }),
        ],
      },
    );
    for (const decorate of only(OneToMany(() => source, "target"))) decorate(target.prototype, "sources");
    return [target, source];
  };

/** Options that one database has, on all of them. */
const ofOthers =
  (database: DatabaseName, length: number, hasThem: boolean): Model =>
  (prefix) => {
    const isMySql = database === "mysql" || database === "mariadb";
    const of = (isOwn: boolean, options: object) => (hasThem && !isOwn ? options : {});
    const mysqlColumn = of(isMySql, { unsigned: true, onUpdate: "CURRENT_TIMESTAMP" });
    const postgresColumn = of(database === "postgres", { hstoreType: "object", srid: 4326 });
    const target = classTable(`${prefix}target`, { id });
    const source = classTable(
      `${prefix}source`,
      {
        id: PrimaryColumn({ type: "int", primaryKeyConstraintName: `${prefix}pk` }),
        a: text(length, { ...postgresColumn }),
        n: Column({ type: "int", default: 1, ...mysqlColumn }),
        kind: Column({
          type: "simple-enum",
          enum: ["x", "y"],
          ...of(database === "postgres", { enumName: "k" }),
        }),
        target: ManyToOne(() => target, of(!isMySql, { deferrable: "INITIALLY DEFERRED" })),
      },
      {
        ...of(isMySql, { engine: "MyISAM" }),
        ...of(isMySql || database === "sqlite", { database: "elsewhere" }),
        ...of(database === "postgres", { schema: "elsewhere" }),
        ...of(database === "sqlite", { withoutRowid: true }),
        ...of(database !== "sqlite", { comment: "which SQLite does not keep" }),
        decorators: [
          Index(`${prefix}ix`, ["a"], of(isMySql, { fulltext: true, parser: "ngram" })),
          Index(`${prefix}ix2`, ["n", "a"], of(!isMySql, { where: "n > 1" })),
          Index(`${prefix}ix3`, ["n", "id"], of(database === "postgres", { concurrent: true })),
          ...(hasThem && database !== "postgres" ? [Exclusion(`USING gist ("n" WITH =)`)] : []),
          Unique(`${prefix}uq`, ["a", "id"], of(!isMySql, { deferrable: "INITIALLY DEFERRED" })),
        ],
      },
    );
    class Big {}
    ViewColumn()(Big.prototype, "id");
    ViewEntity({
      name: `${prefix}big`,
      expression: `SELECT id FROM ${prefix}target`,
      ...of(database === "postgres", { materialized: true }),
    })(Big);
    return [target, source, Big];
  };

const withoutKey: Model = (prefix) => [classTable(`${prefix}t`, { a: text(20) })];
const namedTwice: Model = (prefix) => [
  classTable(`${prefix}t`, {
    a: PrimaryColumn({ type: "int", primaryKeyConstraintName: "one" }),
    b: PrimaryColumn({ type: "int", primaryKeyConstraintName: "other" }),
  }),
];

/** A column that keeps what a default says, with another one for it. */
const quoted = (value: string) => table({ a: text(20, { default: value }) });

enum Level {
  Low,
  High = 5,
}
const level = (values: object, value: number) =>
  table({ a: Column({ type: "simple-enum", enum: values, default: value }) });

const precise = (precision: number | null) =>
  table({ a: Column({ type: "decimal", precision, ...(precision === null ? {} : { scale: 2 }) }) });

const seed = (columns: string, values: string) => (prefix: string) => [
  `INSERT INTO ${prefix}t (id, ${columns}) VALUES (1, ${values})`,
];

/** TypeORM keeps the results of queries in a table of its own. */
const cached =
  (length: number): Model =>
  (prefix, database) => ({
    entities: table({ a: text(length) })(prefix, database) as Entities,
    options: { cache: true },
  });

/** Who reads an index's columns by a function may say an order, which TypeORM passes over. */
const ordered = (...columns: readonly string[]) =>
  table(
    { a: text(20), b: text(20) },
    Index("ix", () => Object.fromEntries(columns.map((column, at) => [column, at === 0 ? 1 : -1]))),
    Unique("uq", () => ({ b: -1 })),
  );

const joined =
  (isUnique: boolean): Model =>
  (prefix) => {
    const target = classTable(`${prefix}target`, { id });
    const other = classTable(`${prefix}other`, { id });
    const join = JoinColumn({ name: "x" }) as PropertyDecorator;
    return [
      target,
      other,
      classTable(`${prefix}source`, {
        id,
        ...(isUnique ? {} : { one: [ManyToOne(() => target), join] }),
        two: [ManyToOne(() => other), join],
      }),
    ];
  };

const cases = (database: DatabaseName): readonly Case[] => [
  {
    row: "options of queries: select, insert, update, transformer, cascade, eager, persistence, orderBy, sparse, …",
    before: ofQueries(20, true),
    after: { "none of them, a longer column": ofQueries(30, false) },
  },
  {
    row: "options that only other databases have",
    before: ofOthers(database, 20, true),
    after: { "none of them, a longer column": ofOthers(database, 30, false) },
    // TypeORM makes no foreign keys on SQLite between tables that name a schema.
    ...(database === "sqlite"
      ? {
          leftOut: (operation) =>
            operation.kind === "createConstraint" && operation.constraint.type === "foreign key",
        }
      : {}),
  },
  { row: "entity without a primary key", before: withoutKey, impossible: /does not have a primary column/ },
  {
    row: "primary key with two names",
    before: namedTwice,
    impossible: /multiple primary columns with different constraint names/,
  },
  {
    row: "type of another database",
    before: table({ a: Column({ type: "nvarchar2" }) }),
    impossible: /Data type "nvarchar2" in "c\d+_t.a" is not supported/,
  },
  {
    row: "length of a type that has none",
    before: table({ a: Column({ type: "date", length: 5 } as ColumnOptions) }),
    impossible: /does not support length property/,
  },
  {
    row: "enum without labels",
    before: table({ a: Column({ type: database === "sqlite" ? "simple-enum" : "enum" }) }),
    ...(database === "sqlite" ? {} : { impossible: /missing "enum" or "enumName"/ }),
  },
  ...(["identity", "rowid"] as const)
    .filter((strategy) => strategy === "rowid" || database !== "postgres")
    .map((strategy): Case => ({
      row: `key generated by ${strategy}, which the database has not got`,
      before: (prefix) => [
        classTable(`${prefix}t`, { id: PrimaryGeneratedColumn(strategy as "rowid"), a: text(20) }),
      ],
      after: {
        longer: (prefix) => [
          classTable(`${prefix}t`, { id: PrimaryGeneratedColumn(strategy as "rowid"), a: text(30) }),
        ],
      },
      seed: seed("a", "'x'"),
    })),
  {
    row: "two indexes over the same columns in another order, without names",
    before: table({ a: text(20), b: text(20) }, Index(["a", "b"]), Index(["b", "a"])),
    after: { one: table({ a: text(20), b: text(20) }, Index(["b", "a"])) },
    notByTypeorm: "both have one name: TypeORM sorts the columns in it",
  },
  {
    row: "default that is NULL, in its forms",
    before: table({
      a: text(20, { default: null }),
      b: text(20, { nullable: true, default: () => "NULL" }),
      c: Column({ type: "int", nullable: true, default: () => "null" }),
      d: text(20, { nullable: true, default: undefined }),
    }),
    after: {
      values: table({
        a: text(20, { nullable: true, default: "null" }),
        b: text(20, { nullable: true, default: "NULL" }),
        c: Column({ type: "int", nullable: true, default: 0 }),
        d: text(20, { nullable: true, default: "" }),
      }),
    },
    seed: seed("a", "'x'"),
  },
  {
    row: "default with a quote that is not doubled",
    before: quoted("it's"),
    after: { another: quoted("'"), "with doubled ones": quoted("it''s ''so''") },
    seed: seed("a", "'x'"),
    notByTypeorm: "synchronize() writes the quote as it is, which is a syntax error",
  },
  {
    row: "simple-enum of numbers, from an enum of TypeScript",
    before: level(Level, Level.High),
    after: { "other numbers": level([0, 1, 5, 10], 1), "one of another place": level([5, 0], 0) },
    seed: seed("a", "'0'"),
  },
  {
    row: "precision that is null",
    before: precise(null),
    after: { eight: precise(8) },
    seed: seed("a", "1"),
  },
  { row: "cache: true", before: cached(20), after: { longer: cached(30) }, seed: seed("a", "'x'") },
  {
    row: "index and unique by a function, with an order that TypeORM passes over",
    before: ordered("a", "b"),
    after: { "the other way round": ordered("b", "a") },
    seed: seed("a, b", "'x', 'y'"),
  },
  {
    row: "two references by one column",
    before: joined(false),
    after: { one: joined(true) },
    ...(database === "sqlite"
      ? {}
      : { notByTypeorm: "both constraints have one name: TypeORM makes it of table and column alone" }),
  },
];

for (const database of databaseNames) {
  conformance({ title: "options of every kind", database, cases: cases(database) });
}
