import type { DatabaseName } from "../../databases/index.ts";
import type { DeclaredType } from "./declared-type.ts";
import { mariadbTypes, mysqlTypes } from "./mysql.ts";
import { postgresTypes } from "./postgres.ts";
import { sqliteTypes } from "./sqlite.ts";

export type { DeclaredType };

/** The types that TypeORM can declare on each database, with forms of their defaults. */
export const columnTypes: Readonly<Record<DatabaseName, readonly DeclaredType[]>> = {
  sqlite: sqliteTypes,
  postgres: postgresTypes,
  mysql: mysqlTypes,
  mariadb: mariadbTypes,
};

/** The type in words, e.g. `numeric, precision 10, scale 2`; different for each in the list of a database. */
export function typeName([options]: DeclaredType): string {
  const { type, ...facets } = options;
  return [String(type), ...Object.entries(facets).map(([facet, of]) => `${facet} ${String(of)}`)].join(", ");
}

// A shape, a word or a vector that says nothing can't be told from one that says something.
const shapes = /^(geometry|(multi)?(point|linestring|polygon)|line|lseg|box|path|circle|cube)\b/;
const words = /^(macaddr8?|tsquery|xml|jsonpath|vector)\b/;
const withoutNeutralValue: Readonly<Record<DatabaseName, readonly RegExp[]>> = {
  sqlite: [],
  postgres: [shapes, words],
  mysql: [shapes, words],
  mariadb: [shapes],
};

/** False for a type whose values all say something: rows can't be given one by a downgrade. */
export function hasNeutralValue(database: DatabaseName, name: string): boolean {
  return !withoutNeutralValue[database].some((types) => types.test(name));
}
