import { Column, Index, PrimaryColumn, Unique } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { only, servers } from "./servers.ts";

const table =
  (...decorators: readonly ClassDecorator[]): Model =>
  (prefix) => [
    classTable(
      `${prefix}t`,
      {
        id: PrimaryColumn({ type: "int" }),
        a: Column({ type: "varchar", length: 40 }),
        b: Column({ type: "varchar", length: 40 }),
        c: Column({ type: "text" }),
      },
      { decorators },
    ),
  ];

const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id, a, b, c) VALUES (1, 'x', 'y', 'z')`];

const cases: readonly Case[] = [
  {
    row: "fulltext index",
    before: table(Index("ft", ["c"], { fulltext: true })),
    after: {
      "of more columns": table(Index("ft", ["a", "c"], { fulltext: true })),
      "another name": table(Index("of_mine", ["c"], { fulltext: true })),
      "a plain one beside it": table(Index("ft", ["c"], { fulltext: true }), Index(["a"])),
      none: table(),
    },
    seed,
  },
  {
    row: "order of an index's columns",
    before: table(Index("ix", ["a", "b"]), Index("ux", ["b", "a"], { unique: true })),
    after: { reversed: table(Index("ix", ["b", "a"]), Index("ux", ["a", "b"], { unique: true })) },
    seed,
  },
  {
    row: "unique column with an index of its own",
    before: (prefix) => [
      classTable(`${prefix}t`, {
        id: PrimaryColumn({ type: "int" }),
        a: [Column({ type: "varchar", length: 40, unique: true }), Index()],
      }),
    ],
    after: {
      "unique alone": (prefix) => [
        classTable(`${prefix}t`, {
          id: PrimaryColumn({ type: "int" }),
          a: Column({ type: "varchar", length: 40, unique: true }),
        }),
      ],
    },
    notByTypeorm: "both indexes have one name",
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`],
  },
  {
    // A unique constraint is a unique index here, under a name of its own.
    row: "unique as an index",
    before: table(Unique("uq", ["a"]), Unique(["a", "b"])),
    after: {
      "one as an index": table(Index("ux", ["a"], { unique: true }), Unique(["a", "b"])),
      plain: table(Index("uq", ["a"]), Index(["a", "b"])),
      none: table(),
    },
    seed,
  },
];

/** TypeORM makes nothing of it; what the server has under its name stays (see the tests of what is made by hand). */
const unsynchronised: Case = {
  row: "index with synchronize: false",
  before: table(Index("later", { synchronize: false }), Index("ix", ["a"])),
  after: { "without the option": table(Index("later", ["b"]), Index("ix", ["a"])) },
  seed,
};

const parsed: Case = {
  row: "fulltext index with a parser",
  before: table(Index("ft", ["c"], { fulltext: true, parser: "ngram" })),
  after: {
    "of more columns": table(Index("ft", ["a", "c"], { fulltext: true, parser: "ngram" })),
    none: table(),
  },
  seed,
};

/** MariaDB has no such parser: https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/optimization-and-indexes/full-text-indexes */
const unknownParser: Case = {
  row: "fulltext index with a parser",
  before: table(Index("ft", ["c"], { fulltext: true, parser: "ngram" })),
  impossible: /Function 'ngram' is not defined/,
};

for (const database of servers) {
  conformance({
    title: "kinds of indexes",
    database,
    cases: [
      ...cases,
      unsynchronised,
      ...only(database, "mysql", parsed),
      ...only(database, "mariadb", unknownParser),
    ],
  });
}
