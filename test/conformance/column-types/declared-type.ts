import type { EntitySchemaColumnOptions } from "typeorm";

type Default = EntitySchemaColumnOptions["default"];

/** A type of a column with its facets, a value of it as SQL, and forms of default that it can have. */
export type DeclaredType = readonly [
  options: EntitySchemaColumnOptions,
  value: string,
  defaults: readonly Default[],
];

/** A default that is SQL. */
export const raw = (sql: string) => (): string => sql;

export const wholeDefaults: readonly Default[] = [0, 1, -7, "5", raw("6"), null];
export const decimalDefaults: readonly Default[] = [0, 1, -7, 2.5, "1.25", null];
export const textDefaults: readonly Default[] = ["", "x", "it''s", '%_; -- "', "null", "1", null];
