import {
  Column,
  Entity,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  Tree,
  TreeChildren,
  TreeParent,
  Unique,
} from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type Columns, type DeclaredModel, entity, id, type Model, text, whole } from "./table.ts";

/** The table `t` in a schema, with one column more in the default one. */
const inSchema =
  (schema: string | undefined, columns: object = { a: text }): Model =>
  (prefix) => [
    entity(prefix, "t", { ...id, ...columns } as Columns, {
      ...(schema && { schema }),
      uniques: [{ columns: ["a"] }],
      indices: [{ name: "{p}ix", columns: ["a", "id"] }],
      checks: [{ name: "{p}ck", expression: "id > 0" }],
    }),
  ];
const both =
  (...models: readonly Model[]): Model =>
  (prefix) =>
    models.flatMap((model, at) => {
      const [first] = model(prefix);
      (first as { options: { name: string } }).options.name += String(at);
      return [first!];
    });

const across =
  (schema: string, onDelete: "CASCADE" | "SET NULL", isMany = false): Model =>
  (prefix) => {
    @Entity(`${prefix}author`, { schema })
    class Author {
      @PrimaryGeneratedColumn()
      id: number;
    }
    @Entity(`${prefix}book`)
    class Book {
      @PrimaryGeneratedColumn()
      id: number;
      @ManyToOne(() => Author, { onDelete })
      author: Author;
      @(isMany ? ManyToMany(() => Author) : Column({ type: "int", nullable: true }))
      @(isMany ? JoinTable({ name: `${prefix}editors`, schema: "second" }) : () => {})
      editors: unknown;
    }
    return [Author, Book];
  };

const everything =
  (length: number): Model =>
  (prefix) => {
    @Entity(`${prefix}t`, { schema: "Mixed Case" })
    @Unique(["a", "e"])
    class Row {
      @PrimaryGeneratedColumn("identity")
      id: number;
      @PrimaryGeneratedColumn()
      serial: number;
      @Index()
      @Column({ type: "varchar", length })
      a: string;
      @Column({ type: "enum", enum: length > 20 ? ["x", "y", "z"] : ["x", "y"], default: "x" })
      e: string;
      @Column({ type: "int", asExpression: `${length} + length(a)`, generatedType: "STORED" })
      g: number;
    }
    return [Row];
  };

const closure =
  (closureTableSchema?: string): Model =>
  (prefix) => {
    @Entity(`${prefix}node`, { schema: "first" })
    @Tree("closure-table", {
      closureTableName: `${prefix}paths`,
      ...(closureTableSchema === undefined ? {} : { closureTableSchema }),
    })
    class Node {
      @PrimaryGeneratedColumn()
      id: number;
      @TreeParent()
      parent: Node | null;
      @TreeChildren()
      children: Node[];
    }
    return [Node];
  };

const byDefault =
  (model: Model): DeclaredModel =>
  (prefix) => ({ entities: model(prefix), options: { schema: "first" } as object });

const prepare = ["CREATE SCHEMA first", "CREATE SCHEMA second", 'CREATE SCHEMA "Mixed Case"'];
const schemas = ["first", "second", "Mixed Case"];

const cases: readonly Case[] = [
  {
    row: "table in a schema",
    before: inSchema("first"),
    after: {
      "another length": inSchema("first", { a: { ...text, length: 30 }, b: { ...whole, nullable: true } }),
      "one more of the name in the default schema": both(inSchema("first"), inSchema(undefined)),
    },
    seed: (prefix) => [`INSERT INTO first.${prefix}t VALUES (1, 'x')`],
  },
  {
    row: "table in the schema that is the default one",
    before: inSchema("public"),
    after: { "another length": inSchema(undefined, { a: { ...text, length: 30 } }) },
  },
  {
    row: "two schemas with a table of the same name",
    before: both(inSchema("first"), inSchema("second", { a: { ...text, length: 7 } })),
    after: {
      "one changes": both(inSchema("first", { a: { ...text, length: 30 } }), inSchema("second", { a: text })),
    },
    seed: (prefix) => [`INSERT INTO first.${prefix}t VALUES (1, 'x')`],
  },
  {
    row: "relation to another schema, and a junction table in a third",
    before: across("first", "CASCADE", true),
    after: { "another action": across("first", "SET NULL", true), "no junction": across("first", "CASCADE") },
    seed: (prefix) => [
      `INSERT INTO first.${prefix}author DEFAULT VALUES`,
      `INSERT INTO ${prefix}book ("authorId") VALUES (1)`,
    ],
  },
  {
    row: "schema whose name needs quotes, with every kind of part",
    before: everything(20),
    after: { "other ones": everything(40) },
    seed: (prefix) => [`INSERT INTO "Mixed Case".${prefix}t (a) VALUES ('x')`],
  },
  { row: "closure table in a schema", before: closure() },
  { row: "closure table in another schema than its tree", before: closure("second") },
  {
    row: "schema of the DataSource",
    before: byDefault(inSchema(undefined)),
    after: {
      "another length": byDefault(inSchema(undefined, { a: { ...text, length: 30 } })),
      "relation across": byDefault(across("second", "CASCADE")),
    },
    seed: (prefix) => [`INSERT INTO first.${prefix}t VALUES (1, 'x')`],
  },
  {
    row: "schema that is not there yet",
    schemas: ["third"],
    before: inSchema("third"),
    notByTypeorm: 'schema "third" does not exist: TypeORM creates no schemas',
    after: { "another length": inSchema("third", { a: { ...text, length: 30 } }) },
  },
];

conformance({
  title: "schemas",
  database: "postgres",
  cases: cases.map((one) => ({ prepare, schemas, ...one })),
});
