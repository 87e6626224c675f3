import { Column, type ColumnOptions, Entity, PrimaryColumn } from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type DeclaredModel, type Model, table, text, whole } from "./table.ts";

/** A column of a type that an extension brings; TypeORM and Limbeck create the extension. */
const of = (type: string, more: object = {}) =>
  table({ x: { type: type as "citext", nullable: true, ...more } });

const spatial =
  (options: object): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Place {
      @PrimaryColumn({ type: "int" })
      id: number;
      @Column({ nullable: true, ...options } as ColumnOptions)
      x: string | null;
    }
    return [Place];
  };

const withOptions =
  (options: object, model: Model = table({ a: text })): DeclaredModel =>
  (prefix) => ({ entities: model(prefix), options });

const seed = (value: string) => (prefix: string) => [`INSERT INTO ${prefix}t (id, x) VALUES (1, ${value})`];

const cases: readonly Case[] = [
  {
    row: "citext",
    before: of("citext", { default: "It''s" }),
    after: {
      text: of("text", { default: "It''s" }),
      array: of("citext", { array: true }),
      "unique, with an index": table(
        { x: { type: "citext", nullable: true, unique: true, default: "It''s" } },
        { indices: [{ columns: ["x", "id"] }] },
      ),
    },
    seed: seed("'A'"),
  },
  {
    row: "text that becomes citext",
    before: of("varchar", { length: 20 }),
    after: { citext: of("citext") },
    seed: seed("'A'"),
  },
  {
    row: "hstore",
    before: of("hstore", { hstoreType: "string", default: "a=>1" }),
    after: { "no default": of("hstore", { hstoreType: "object" }), text: of("text") },
    seed: seed("'a=>1'"),
  },
  {
    row: "ltree",
    before: of("ltree"),
    after: {
      "with an index": table({ x: { type: "ltree", nullable: true } }, { indices: [{ columns: ["x"] }] }),
      text: of("text"),
    },
    seed: seed("'a.b'"),
  },
  {
    row: "cube",
    before: of("cube"),
    after: { "array of numbers": of("float8", { array: true }), array: of("cube", { array: true }) },
    seed: seed("NULL"),
  },
  {
    row: "installExtensions: false",
    prepare: ["CREATE EXTENSION IF NOT EXISTS citext", "CREATE EXTENSION IF NOT EXISTS btree_gist"],
    before: withOptions({ installExtensions: false }, of("citext")),
    after: { text: withOptions({ installExtensions: false }, of("text")) },
    seed: seed("'A'"),
  },
  {
    row: "uuidExtension: pgcrypto",
    before: withOptions({ uuidExtension: "pgcrypto" }, table({ x: { type: "uuid", generated: "uuid" } })),
    after: { plain: withOptions({ uuidExtension: "pgcrypto" }, table({ x: { type: "uuid" } })) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
  },
  {
    row: "vector",
    before: spatial({ type: "vector", length: 3 }),
    impossible:
      /extension "vector" is not available|type "vector\(3\)" does not exist|type "vector" does not exist/,
  },
  {
    row: "halfvec",
    before: spatial({ type: "halfvec", length: 3 }),
    impossible: /extension "vector" is not available|type "halfvec" does not exist/,
  },
  {
    row: "geometry with a spatial type and an SRID",
    before: spatial({ type: "geometry", spatialFeatureType: "Point", srid: 4326 }),
    impossible: /extension "postgis" is not available|type "geometry" does not exist/,
  },
  {
    row: "geography",
    before: spatial({ type: "geography", spatialFeatureType: "Polygon", srid: 4326 }),
    impossible: /extension "postgis" is not available|type "geography" does not exist/,
  },
];

/** `extensions` came with TypeORM 1.0. */
const more: readonly Case[] =
  process.env.TYPEORM_MAJOR === "0.3"
    ? []
    : [
        {
          row: "extensions of the DataSource",
          before: withOptions(
            { extensions: ["pg_trgm", "intarray"] },
            table({ a: { ...whole, array: true, default: () => "sort(ARRAY[2, 1])" } }),
          ),
          after: {
            "one more": withOptions(
              { extensions: ["pg_trgm", "intarray", "unaccent"] },
              table({ a: { ...whole, array: true }, b: { ...text, default: () => "unaccent('é')" } }),
            ),
          },
          seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
        },
      ];

conformance({ title: "types of extensions", database: "postgres", cases: [...cases, ...more] });
