import { OperationError } from "../../errors.ts";
import { constraintsOf } from "../../operation/constraints-of.ts";
import type { Constraint } from "../../operation/operation.ts";
import type { Column, Generated, Index, ObjectName, Table } from "../../schema/schema.ts";
import { stableJson } from "../../util/stable-json.ts";
import { ifNotExists } from "../conditional.ts";
import { columnList, constraintSql } from "../sql-writer.ts";
import { identifier, literal, qualified } from "./literals.ts";
import { formatType } from "./types.ts";

export const quoting = { identifier, qualified } as const;

/** A column as it stands in CREATE TABLE or behind ADD COLUMN. */
export function columnSql(column: Column, major: number): string {
  const { name, type, identity, generated, collation, nullable } = column;
  const value = column.default;
  return [
    identifier(name),
    identity === "serial" ? serialType(column) : formatType(type),
    ...(collation === undefined ? [] : [`COLLATE ${identifier(collation)}`]),
    ...(generated === undefined ? [] : [generatedSql(generated, major)]),
    ...(identity === undefined || identity === "serial"
      ? []
      : [`GENERATED ${identity.toUpperCase()} AS IDENTITY`]),
    ...(nullable ? [] : ["NOT NULL"]),
    ...(value === undefined || identity !== undefined || generated !== undefined ? [] : [`DEFAULT ${value}`]),
  ].join(" ");
}

export function generatedSql({ expression, stored }: Generated, major: number): string {
  if (!stored && major < 18) {
    throw new OperationError(
      "E_UNSUPPORTED_OPERATION",
      `PostgreSQL ${major} has no virtual generated columns, they came with version 18: make the column stored.`,
      { details: { expression, major } },
    );
  }
  return `GENERATED ALWAYS AS (${expression}) ${stored ? "STORED" : "VIRTUAL"}`;
}

const serialTypes: Readonly<Record<string, string>> = {
  smallint: "smallserial",
  integer: "serial",
  bigint: "bigserial",
};

function serialType({ name, type }: Column): string {
  const serial = type.array ? undefined : serialTypes[type.name];
  if (serial !== undefined) return serial;
  throw new OperationError(
    "E_UNSUPPORTED_OPERATION",
    `The column "${name}" can't be serial with the type ${formatType(type)}: give it smallint, integer or bigint.`,
    { details: { column: name, type: formatType(type) } },
  );
}

/**
 * One statement, and one more for each constraint that CREATE TABLE makes otherwise (`transformIndexConstraints` and
 * `transformCheckConstraints` in https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_utilcmd.c):
 * one of two keys over the same columns, and a valid constraint of one that is not to be.
 */
export function createTableSql(table: Table, major: number, isConditional = false): string[] {
  const keys = new Set(table.primaryKey === undefined ? [] : [stableJson(table.primaryKey.columns)]);
  const isLater = (constraint: Constraint): boolean => {
    if (constraint.type !== "unique") return "notValid" in constraint && constraint.notValid === true;
    const key = stableJson(constraint.columns);
    const isKnown = keys.has(key);
    keys.add(key);
    return isKnown;
  };
  const constraints = constraintsOf(table);
  const later = constraints.filter(isLater);
  const parts = [
    ...table.columns.map((column) => columnSql(column, major)),
    ...constraints
      .filter((constraint) => !later.includes(constraint))
      .map((constraint) => constraintSql(constraint, quoting)),
  ];
  const name = qualified(table);
  return [
    `CREATE TABLE ${ifNotExists({ ifNotExists: isConditional })}${name} (${parts.join(", ")})`,
    ...later.map((constraint) => `ALTER TABLE ${name} ADD ${constraintSql(constraint, quoting)}`),
  ];
}

export function columnCommentSql(table: ObjectName, column: string, comment: string | null): string {
  return `COMMENT ON COLUMN ${qualified(table)}.${identifier(column)} IS ${literal(comment)}`;
}

interface CreateIndexHow {
  /** While others go on writing, which the index's own wish says nothing about. */
  readonly concurrently?: boolean;
  readonly ifNotExists?: boolean;
}

export function createIndexSql(table: ObjectName, index: Index, how: CreateIndexHow = {}): string {
  const { name, unique, method, include, nullsNotDistinct, where } = index;
  return [
    `CREATE${unique ? " UNIQUE" : ""} INDEX ${how.concurrently ? "CONCURRENTLY " : ""}${ifNotExists(how)}${identifier(name)} ON ${qualified(table)}`,
    ...(method === undefined ? [] : [`USING ${identifier(method)}`]),
    `(${index.parts.map(indexPartSql).join(", ")})`,
    ...(include === undefined ? [] : [`INCLUDE (${columnList(include, quoting)})`]),
    ...(nullsNotDistinct ? ["NULLS NOT DISTINCT"] : []),
    ...(where === undefined ? [] : [`WHERE ${where}`]),
  ].join(" ");
}

export function indexPartSql({
  column,
  expression,
  collation,
  operatorClass,
  descending,
  nulls,
}: Index["parts"][number]): string {
  return [
    column === undefined ? `(${expression ?? ""})` : identifier(column),
    ...(collation === undefined ? [] : [`COLLATE ${identifier(collation)}`]),
    ...(operatorClass === undefined ? [] : [identifier(operatorClass)]),
    ...(descending ? ["DESC"] : []),
    ...(nulls === undefined ? [] : [`NULLS ${nulls.toUpperCase()}`]),
  ].join(" ");
}
