import { Column, type ColumnOptions, Index, PrimaryColumn } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { only, servers } from "./servers.ts";

const table =
  (options: ColumnOptions, ...decorators: readonly PropertyDecorator[]): Model =>
  (prefix) => [
    classTable(`${prefix}t`, { id: PrimaryColumn({ type: "int" }), at: [Column(options), ...decorators] }),
  ];

const seed = (prefix: string) => [
  `INSERT INTO ${prefix}t (id, at) VALUES (1, ST_GeomFromText('POINT(1 2)'))`,
];

const cases: readonly Case[] = [
  {
    row: "spatial index",
    before: table({ type: "point" }, Index({ spatial: true })),
    after: {
      none: table({ type: "point" }),
      "another name": table({ type: "point" }, Index("of_mine", { spatial: true })),
      "of another type": table({ type: "geometry" }, Index({ spatial: true })),
    },
    seed,
  },
  {
    row: "spatial type",
    before: table({ type: "point" }),
    after: {
      wider: table({ type: "geometry" }),
      optional: table({ type: "point", nullable: true }),
      indexed: table({ type: "point" }, Index({ spatial: true })),
    },
    seed,
  },
  {
    // TypeORM has the option for PostgreSQL, and its driver for these databases passes it over.
    row: "srid",
    before: table({ type: "point", srid: 4326 }),
    after: { "of a wider type": table({ type: "geometry", srid: 3857 }) },
    seed,
  },
];

const vectors: readonly Case[] = [
  {
    row: "dimensions of a vector",
    before: table({ type: "vector", length: 3 } as ColumnOptions),
    after: {
      more: table({ type: "vector", length: 8 } as ColumnOptions),
      "as many as TypeORM chooses": table({ type: "vector" } as ColumnOptions),
      optional: table({ type: "vector", length: 3, nullable: true } as ColumnOptions),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, at) VALUES (1, STRING_TO_VECTOR('[1,2,3]'))`],
  },
];

for (const database of servers) {
  conformance({
    title: "spatial types and vectors",
    database,
    cases: [...cases, ...only(database, "mysql", ...vectors)],
  });
}
