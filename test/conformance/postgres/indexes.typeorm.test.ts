import { Column, Entity, Index, type IndexOptions, JoinColumn, ManyToOne, PrimaryColumn } from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type Columns, type Model, type Rest, table, text, whole } from "./table.ts";

type Indices = NonNullable<Rest["indices"]>;

/** TypeORM 0.3 knows no access method but the one of `spatial`. */
const hasMethods = process.env.TYPEORM_MAJOR !== "0.3";

const columns = {
  a: text,
  b: whole,
  p: { type: "point", nullable: true },
  j: { type: "jsonb", default: {} },
} as Columns;
const indexed = (...indices: Partial<Indices[number]>[]) => table(columns, { indices: indices as Indices });
const named = (index: Partial<Indices[number]>) => indexed({ name: "{p}ix", ...index });
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id, a, b) VALUES (1, 'x', 5)`];

const onRelation =
  (isIndexed: boolean, options: object = {}): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Target {
      @PrimaryColumn({ type: "int" })
      id: number;
    }
    @Entity(`${prefix}s`)
    class Source {
      @PrimaryColumn({ type: "int" })
      id: number;
      @(isIndexed ? Index(options) : () => {})
      @ManyToOne(() => Target, { nullable: true })
      @JoinColumn({ name: "Target Id" })
      t: Target | null;
    }
    return [Target, Source];
  };

/** By decorator: an EntitySchema knows no access methods. */
const method =
  (type: string, columns: string[], options: object = {}): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Row {
      @PrimaryColumn({ type: "int" })
      id: number;
      @Column(text)
      a: string;
      @Column(whole)
      b: number;
      @Column({ type: "point", nullable: true })
      p: string | null;
      @Column({ type: "jsonb", default: {} })
      j: object;
    }
    Index(`${prefix}ix`, columns, { type, ...options } as IndexOptions)(Row);
    return [Row];
  };

const cases: readonly Case[] = [
  {
    row: "index, unique or not",
    before: named({ columns: ["a"], unique: true }),
    after: {
      "not unique, behind the name": named({ columns: ["a"] }),
      "a name with case": indexed({ name: "{p}Index Of Mine", columns: ["a"], unique: true }),
      "TypeORM's own name": indexed({ columns: ["a"], unique: true }),
    },
    seed,
  },
  {
    row: "index, order of its columns",
    before: indexed({ columns: ["a", "b"] }),
    after: {
      reversed: indexed({ columns: ["b", "a"] }),
      "both orders": indexed({ name: "{p}1", columns: ["a", "b"] }, { name: "{p}2", columns: ["b", "a"] }),
    },
    seed,
  },
  {
    row: "partial index",
    before: named({ columns: ["a"], where: "b > 1 and a != 'y'" }),
    after: {
      "edited behind the name": named({ columns: ["a"], where: "b > 2" }),
      "whole, behind the name": named({ columns: ["a"] }),
      unique: named({ columns: ["a"], where: "b > 1 and a != 'y'", unique: true }),
      "over a column whose type changes": table({ ...columns, b: { type: "bigint" } } as Columns, {
        indices: [{ name: "{p}ix", columns: ["a"], where: "b > 1 and a != 'y'" }],
      }),
    },
    seed,
  },
  {
    row: "partial index without a name",
    before: indexed({ columns: ["a"], where: `"b" IS NOT NULL` }),
    after: {
      edited: indexed({ columns: ["a"], where: `"b" IS NULL` }),
      none: indexed(),
      "one whole and one partial": indexed({ columns: ["a"], where: `"b" IS NOT NULL` }, { columns: ["a"] }),
    },
    seed,
  },
  {
    row: "spatial index",
    before: indexed({ columns: ["p"], spatial: true }),
    after: { none: indexed(), "a name": indexed({ name: "{p}Spatial", columns: ["p"], spatial: true }) },
    seed,
  },
  {
    row: "index that is built concurrently",
    before: named({ columns: ["a"], ...({ concurrent: true } as object) }),
    after: { "of another column": named({ columns: ["b"], ...({ concurrent: true } as object) }) },
    notByTypeorm: "CREATE INDEX CONCURRENTLY cannot run inside a transaction block",
    seed,
  },
  {
    row: "index on a relation",
    before: onRelation(true),
    after: { unique: onRelation(true, { unique: true }), none: onRelation(false) },
  },
  ...(hasMethods
    ? ([
        {
          row: "index, its access method",
          before: method("hash", ["a"]),
          after: {
            "btree, behind the name": named({ columns: ["a"] }),
            "brin, behind the name": method("brin", ["b"]),
            gin: method("gin", ["j"]),
            gist: method("gist", ["p"]),
            spgist: method("spgist", ["p"]),
            "hash, partial": method("hash", ["a"], { where: "b > 0" }),
          },
          seed,
        },
        {
          row: "index of the method that is the default anyway",
          before: method("btree", ["a"]),
          after: { "of several columns": method("btree", ["b", "a"]) },
          seed,
        },
      ] satisfies Case[])
    : []),
];

conformance({ title: "indexes", database: "postgres", cases });
