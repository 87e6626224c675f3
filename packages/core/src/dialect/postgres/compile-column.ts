import { OperationError } from "../../errors.ts";
import { applyColumnChange } from "../../operation/column-change.ts";
import { constraintsOf } from "../../operation/constraints-of.ts";
import type { AlterColumn } from "../../operation/operation.ts";
import { displayName, sameName } from "../../schema/object-name.ts";
import type { Column, ObjectName, Table } from "../../schema/schema.ts";
import type { CompileContext } from "../dialect.ts";
import { constraintSql } from "../sql-writer.ts";
import { mentions } from "../sql-tokens.ts";
import { castSql } from "./casts.ts";
import { columnCommentSql, columnSql, createIndexSql, generatedSql, quoting } from "./column-sql.ts";
import { identityChange } from "./compile-identity.ts";
import { cutName, identifier, literal, qualified, readTypedLiteral } from "./literals.ts";
import { formatType } from "./types.ts";

/** True when the table as it is now must be known: the column, and the columns that are computed from it. */
export function needsTable({ change, existing }: AlterColumn): boolean {
  const { type, identity, generated, collation } = change;
  if (type !== undefined || generated !== undefined || collation !== undefined) return true;
  return existing === undefined && identity !== undefined;
}

/**
 * ALTER TABLE … ALTER COLUMN, one facet after the other: https://www.postgresql.org/docs/current/sql-altertable.html
 *
 * A change of the type puts the default off and on again, because its cast is another one; numbering stays.
 */
export function alterColumn(operation: AlterColumn, context: CompileContext, major: number): string[] {
  const { table, change } = operation;
  const column = cutName(operation.column);
  const state = context.state?.tables.find((candidate) => sameName(candidate, table));
  const before = operation.existing ?? state?.columns.find(({ name }) => name === column);
  if (before === undefined && needsTable(operation)) throw unknownColumn(operation);
  const known: Column = before ?? { name: column, type: { name: "text" }, nullable: true };
  const after = applyColumnChange(known, change);

  const recreated = recreate(known, after, operation, state, major);
  if (recreated !== undefined) return recreated;

  const alter = (action: string) =>
    `ALTER TABLE ${qualified(table)} ALTER COLUMN ${identifier(column)} ${action}`;
  const identity = identityChange({ table, column, before: known, after, alter });
  const retyped = change.type !== undefined || change.collation !== undefined;
  const ownDefault = (of: Column) =>
    of.identity === undefined && of.generated === undefined && of.default !== undefined;
  const setDefault = retyped ? ownDefault(after) : change.default !== undefined && ownDefault(after);
  const dropDefault =
    change.identity === undefined &&
    known.identity === undefined &&
    (retyped ? ownDefault(known) : change.default === null);
  // PostgreSQL changes no type of a column that another one is computed from.
  const computed = retyped ? computedFrom(state, column) : [];
  return [
    ...computed.map(({ name }) => dropColumnSql(table, name)),
    ...identity.first,
    ...(change.nullable === true ? [alter("DROP NOT NULL")] : []),
    ...expressionChange(known, after, alter),
    ...(dropDefault ? [alter("DROP DEFAULT")] : []),
    ...(retyped ? [alter(typeAction(operation, known, after))] : []),
    ...identity.retyped,
    ...(setDefault ? [alter(`SET DEFAULT ${change.default ?? withoutCast(after.default!)}`)] : []),
    ...(change.nullable === false ? [alter("SET NOT NULL")] : []),
    ...identity.last,
    ...(change.comment === undefined ? [] : [columnCommentSql(table, column, change.comment)]),
    ...computed.flatMap((other) => addColumnSql(table, other, major)),
    ...(state === undefined ? [] : restored(state, computed)),
  ];
}

function computedFrom(table: Table | undefined, column: string): Column[] {
  return (table?.columns ?? []).filter(
    ({ name, generated }) => name !== column && mentions(generated?.expression, [column]),
  );
}

function dropColumnSql(table: ObjectName, column: string): string {
  return `ALTER TABLE ${qualified(table)} DROP COLUMN ${identifier(column)}`;
}

function addColumnSql(table: ObjectName, column: Column, major: number): string[] {
  return [
    `ALTER TABLE ${qualified(table)} ADD COLUMN ${columnSql(column, major)}`,
    ...(column.comment === undefined ? [] : [columnCommentSql(table, column.name, column.comment)]),
  ];
}

/** A literal as it was before the database cast it to the type that the column no longer has. */
function withoutCast(expression: string): string {
  const read = readTypedLiteral(expression);
  return read?.cast === undefined ? expression : literal(read.value);
}

function typeAction({ change, using }: AlterColumn, before: Column, after: Column): string {
  const collation = after.collation === undefined ? "" : ` COLLATE ${identifier(after.collation)}`;
  const action = `TYPE ${formatType(after.type)}${collation}`;
  // The database computes a generated column again by itself, and forbids USING.
  if (change.type === undefined || before.generated !== undefined) return action;
  const value = using ?? castSql(before.name, before.type, after.type);
  return value === undefined ? action : `${action} USING ${value}`;
}

function expressionChange(before: Column, after: Column, alter: (action: string) => string): string[] {
  if (before.generated === undefined) return [];
  if (after.generated === undefined) return [alter("DROP EXPRESSION")];
  return before.generated.expression === after.generated.expression
    ? []
    : [alter(`SET EXPRESSION AS (${after.generated.expression})`)];
}

/**
 * The column made anew, where PostgreSQL can't change what it computes: DROP EXPRESSION came with version 13 and
 * knows stored columns only, SET EXPRESSION with 17, and nothing makes an ordinary column a generated one.
 */
function recreate(
  before: Column,
  after: Column,
  { table, change }: AlterColumn,
  state: Table | undefined,
  major: number,
): string[] | undefined {
  if (change.generated === undefined) return undefined;
  // Neither the new expression on the old type nor the old one on the new type need be possible.
  const isRetyped = change.type !== undefined || change.collation !== undefined;
  const [old, next] = [before.generated, after.generated];
  if (old === undefined && next === undefined) return undefined;
  if (old !== undefined && next === undefined && old.stored && major >= 13) return undefined;
  if (old !== undefined && next !== undefined && old.stored === next.stored && !isRetyped && major >= 17)
    return undefined;
  if (next !== undefined) generatedSql(next, major);
  return [
    dropColumnSql(table, before.name),
    ...addColumnSql(table, after, major),
    ...(state === undefined ? [] : restored(state, [before])),
  ];
}

/** The constraints and indexes of a table that went with some of its columns. */
function restored(table: Table, columns: readonly Column[]): string[] {
  const gone = columns.map(({ name }) => name);
  const includesOne = (names: readonly string[]) => names.some((name) => gone.includes(name));
  const name = qualified(table);
  const constraints = constraintsOf(table).filter((constraint) =>
    "columns" in constraint
      ? includesOne(constraint.columns) || ("include" in constraint && includesOne(constraint.include ?? []))
      : mentions(constraint.expression, gone),
  );
  const indexes = table.indexes.filter(
    ({ parts, where, include = [] }) =>
      mentions(where, gone) ||
      includesOne(include) ||
      parts.some(({ column, expression }) =>
        column === undefined ? mentions(expression, gone) : includesOne([column]),
      ),
  );
  return [
    ...constraints.flatMap((constraint) => [
      // An expression may hold a word that only looks like the column.
      ...("columns" in constraint || constraint.name === undefined
        ? []
        : [`ALTER TABLE ${name} DROP CONSTRAINT IF EXISTS ${identifier(constraint.name)}`]),
      `ALTER TABLE ${name} ADD ${constraintSql(constraint, quoting)}`,
    ]),
    ...indexes.flatMap((index) => [
      `DROP INDEX IF EXISTS ${qualified({ ...table, name: index.name })}`,
      createIndexSql(table, index),
    ]),
  ];
}

function unknownColumn({ table, column }: AlterColumn): OperationError {
  return new OperationError(
    "E_OBJECT_UNKNOWN",
    `The column "${column}" of the table ${displayName(table)} is to be altered, and the database has no such column.`,
    { details: { table: displayName(table), column } },
  );
}
