import type { EntitySchemaColumnOptions } from "typeorm";
import {
  columnTypes,
  type DeclaredType,
  hasNeutralValue,
  typeName,
} from "../conformance/column-types/index.ts";
import type { DatabaseName } from "../databases/index.ts";

/** Values of one family can be converted to each other's types. */
export type Family = "number" | "text" | "other";

/** A type of column with its facets, as an entity declares it. */
export interface Kind {
  readonly family: Family;
  /** What groups kinds that can be converted to each other beyond the family `other`: by itself only. */
  readonly group: string;
  readonly options: Readonly<EntitySchemaColumnOptions>;
  /** The value of the one row of a table: SQL. */
  readonly value: string;
  /** Forms of its default; a function's text is raw SQL. */
  readonly defaults: readonly EntitySchemaColumnOptions["default"][];
  /** Whether a key or an index can hold it. */
  readonly keyable: boolean;
  /** Whether a check can read it. */
  readonly checkable: boolean;
  /** Whether a downgrade can give rows a value that says nothing. */
  readonly neutral: boolean;
}

const notKeyable =
  /^(.*(text|blob)|jsonb?|bytea|clob|simple-json|simple-array|xml|.*range|point|line|lseg|box|path|polygon|circle|tsvector|tsquery|jsonpath|hstore|ltree|cube|geometry|linestring|multi\w+|vector)$/;
const numbers =
  /^((tiny|small|medium|big)?int|integer|int\d|real|float|double|double precision|decimal|numeric|dec|fixed)$/;
const texts = /^(varchar|nvarchar|text|mediumtext|longtext|varying character|native character|clob|citext)$/;

function kind(database: DatabaseName, declared: DeclaredType): readonly [string, Kind] {
  const [options, value, defaults] = declared;
  const name = String(options.type);
  const family = options.array
    ? "other"
    : numbers.test(name)
      ? "number"
      : texts.test(name)
        ? "text"
        : "other";
  return [
    typeName(declared),
    {
      family,
      group: `${name}${options.array ? "[]" : ""}`,
      options,
      value,
      defaults,
      keyable: !options.array && !notKeyable.test(name),
      // MySQL: "Incorrect type for argument".
      checkable: name !== "vector",
      neutral: hasNeutralValue(database, typeName(declared)),
    },
  ];
}

/** The kinds of columns of a database, by a name that says what they are. */
export const kinds = Object.fromEntries(
  (Object.entries(columnTypes) as [DatabaseName, readonly DeclaredType[]][]).map(([database, types]) => [
    database,
    Object.fromEntries(types.map((type) => kind(database, type))),
  ]),
) as Readonly<Record<DatabaseName, Readonly<Record<string, Kind>>>>;

/** A kind of the column `id`: a type, and how the database numbers the rows. */
export interface IdKind {
  readonly options: Readonly<EntitySchemaColumnOptions>;
  readonly value: string;
  readonly group: string;
}

const idKinds: Readonly<Record<string, IdKind>> = {
  int: { options: { type: "int" }, value: "1", group: "number" },
  bigint: { options: { type: "bigint" }, value: "1", group: "number" },
  increment: { options: { type: "int", generated: "increment" }, value: "1", group: "number" },
  "big increment": { options: { type: "bigint", generated: "increment" }, value: "1", group: "number" },
  uuid: {
    options: { type: "uuid", generated: "uuid" },
    value: "'7c1b9d2a-1111-4222-8333-444455556666'",
    group: "uuid",
  },
  text: { options: { type: "varchar", length: 30 }, value: "'1'", group: "number" },
};

/** The kinds of the column `id` of a database. SQLite numbers integers only (TypeORM fails on others). */
export function idKindsOf(database: DatabaseName): Readonly<Record<string, IdKind>> {
  if (database !== "sqlite") return idKinds;
  const { "big increment": _no, increment, ...others } = idKinds;
  return { ...others, increment: { ...increment!, options: { type: "integer", generated: "increment" } } };
}
