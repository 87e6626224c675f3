import type { IsSeveral } from "./directives/options-of.ts";

/**
 * The column types of each database as the type checker knows them: what a revision may write as a plain text.
 *
 * Everything else (domains, types of extensions, enums) goes through {@link type}.
 */
export type DialectName = "postgres" | "mysql" | "mariadb" | "sqlite";

/** Names of types by what may follow them; the types of the type checker and {@link isColumnTypeText} come from here. */
interface TypeNames {
  readonly plain: readonly string[];
  /** `name` or `name(n)`. */
  readonly length: readonly string[];
  /** `name`, `name(p)` or `name(p,s)`. */
  readonly digits: readonly string[];
  /** The name with anything behind it. */
  readonly open: readonly string[];
}

/** Spelt as `format_type()` does: https://www.postgresql.org/docs/current/datatype.html */
const postgres = {
  plain: [
    ...["smallint", "integer", "bigint", "real", "double precision", "money", "text", "bytea", "boolean"],
    ...["date", "uuid", "json", "jsonb", "jsonpath", "xml", "inet", "cidr", "macaddr", "macaddr8", "oid"],
    ...["point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery", "name"],
    ...["int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange"],
    ...["int4multirange", "int8multirange", "nummultirange", "tsmultirange", "tstzmultirange"],
    ...["datemultirange", "citext", "hstore", "ltree", "cube"],
  ],
  length: [
    ...["varchar", "character varying", "character", "char", "bit", "bit varying", "varbit"],
    ...["vector", "halfvec"],
  ],
  digits: ["numeric", "decimal"],
  open: ["interval", "geometry", "geography"],
} as const satisfies TypeNames;

/** https://dev.mysql.com/doc/refman/9.4/en/data-types.html */
const mysql = {
  plain: [
    ...[
      "boolean",
      "date",
      "json",
      "tinytext",
      "mediumtext",
      "longtext",
      "tinyblob",
      "mediumblob",
      "longblob",
    ],
  ],
  length: [
    ...["bit", "char", "varchar", "binary", "varbinary", "year", "datetime", "timestamp", "time"],
    ...["text", "blob", "vector"],
  ],
  digits: [],
  open: [
    ...["enum(", "set(", "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring"],
    ...["multipolygon", "geomcollection", "geometrycollection"],
  ],
} as const satisfies TypeNames;

const mysqlNumbers = {
  plain: [],
  length: ["tinyint", "smallint", "mediumint", "int", "integer", "bigint"],
  digits: ["decimal", "float", "double"],
  open: [],
} as const satisfies TypeNames;

/** https://mariadb.com/docs/server/reference/data-types */
const mariadb = {
  ...mysql,
  plain: [...mysql.plain, "uuid", "inet4", "inet6"],
} as const satisfies TypeNames;

/** The names that TypeORM's drivers use; SQLite itself takes any words (https://www.sqlite.org/datatype3.html). */
const sqlite = {
  plain: [""],
  length: [],
  digits: [
    ...["integer", "int", "int2", "int8", "tinyint", "smallint", "mediumint", "bigint", "unsigned big int"],
    ...["character", "varchar", "varying character", "nchar", "native character", "nvarchar", "text", "clob"],
    ...["blob", "real", "double", "double precision", "float", "numeric", "decimal", "boolean", "date"],
    ...["time", "datetime", "json", "jsonb", "any"],
  ],
  open: [],
} as const satisfies TypeNames;

type Texts<N extends TypeNames> =
  | N["plain"][number]
  | N["length"][number]
  | `${N["length"][number]}(${number})`
  | N["digits"][number]
  | `${N["digits"][number]}(${number})`
  | `${N["digits"][number]}(${number},${number})`
  | `${N["open"][number]}${string}`;

type Time<Name extends string> = Name | `${Name}(${number})`;
type Zoned<Name extends string> = Name | `${Name} ${"with" | "without"} time zone`;
type PostgresText = Texts<typeof postgres> | Zoned<Time<"time" | "timestamp">>;

type Numbers = Texts<typeof mysqlNumbers>;
type MysqlText<N extends TypeNames> = Texts<N> | Numbers | `${Numbers}${" unsigned" | ""}${" zerofill" | ""}`;

interface ColumnTypes {
  readonly postgres: PostgresText | `${PostgresText}[]`;
  readonly mysql: MysqlText<typeof mysql>;
  readonly mariadb: MysqlText<typeof mariadb>;
  readonly sqlite: Texts<typeof sqlite>;
}

type Knowing<Text> = { readonly [K in DialectName]: Text extends ColumnTypes[K] ? K : never }[DialectName];
type KnownTo<D extends DialectName, Text> = Text extends unknown
  ? [D] extends [Knowing<Text>]
    ? Text
    : never
  : never;

/** The text of a column type that the database `D` defines; of several databases, one that all of them do. */
export type ColumnTypeText<D extends DialectName> =
  IsSeveral<D> extends true ? { readonly [K in D]: KnownTo<D, ColumnTypes[K]> }[D] : ColumnTypes[D];

/** A type that the type checker does not know; made by {@link type}. */
export interface CustomType {
  readonly customType: string;
  readonly schema?: string;
  /** True when the database does not define it: an enum type, a domain. */
  readonly userDefined: boolean;
  readonly array: boolean;
}

/**
 * A type by its name, as it is: an enum type, a domain, a type of an extension.
 *
 * @param name the name without quotes; with `builtIn` the text of a type as the database writes it.
 * @example
 * column("mood", type("mood"));
 * column("moods", type("mood", { schema: "app", array: true }));
 * column("range", type("int8range", { builtIn: true }));
 */
export function type(
  name: string,
  options: { readonly schema?: string; readonly array?: boolean; readonly builtIn?: boolean } = {},
): CustomType {
  return {
    customType: name,
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    userDefined: options.builtIn !== true,
    array: options.array === true,
  };
}

const zoned = /^(?:time|timestamp)(?:\(\d+\))?(?: with(?:out)? time zone)?$/;

/** True when `text` is one that the type checker takes for the database, so that it can be written without {@link type}. */
export function isColumnTypeText(dialect: DialectName, text: string): boolean {
  switch (dialect) {
    case "postgres": {
      const element = text.endsWith("[]") ? text.slice(0, -2) : text;
      return isText(postgres, element) || zoned.test(element);
    }
    case "mysql":
    case "mariadb":
      return (
        isText(dialect === "mysql" ? mysql : mariadb, text) ||
        isText(mysqlNumbers, text.replace(/ zerofill$/, "").replace(/ unsigned$/, ""))
      );
    case "sqlite":
      return isText(sqlite, text);
  }
}

function isText(names: TypeNames, text: string): boolean {
  const [, name, second] = /^([^(]*)(?:\(\d+(,-?\d+)?\))?$/.exec(text) ?? [];
  if (name !== undefined) {
    if (text === name && names.plain.includes(name)) return true;
    if (second === undefined && names.length.includes(name)) return true;
    if (names.digits.includes(name)) return true;
  }
  return names.open.some((open) => text.startsWith(open));
}
