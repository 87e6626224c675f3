import { OperationError } from "../../errors.ts";
import { applyColumnChange } from "../../operation/column-change.ts";
import { constraintsOf } from "../../operation/constraints-of.ts";
import type { AlterColumn } from "../../operation/operation.ts";
import { displayName, sameName } from "../../schema/object-name.ts";
import type { Column, Table } from "../../schema/schema.ts";
import type { CompileContext } from "../dialect.ts";
import { constraintSql } from "../sql-writer.ts";
import { tokenise } from "../sql-tokens.ts";
import { castSql, columnCommentSql, columnSql, createIndexSql, generatedSql, quoting } from "./column-sql.ts";
import { identityChange } from "./compile-identity.ts";
import { cutName, identifier, literal, qualified, readTypedLiteral } from "./literals.ts";
import { formatType } from "./types.ts";

/** True when the column as it is now must be known. */
export function needsColumn({ change, existing }: AlterColumn): boolean {
  const { type, identity, generated, collation } = change;
  // What else hangs on the column is lost when it has to be made anew.
  if (generated !== undefined) return true;
  return existing === undefined && (type !== undefined || identity !== undefined || collation !== undefined);
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
  if (before === undefined && needsColumn(operation)) throw unknownColumn(operation);
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
  return [
    ...expressionChange(known, after, alter),
    ...identity.first,
    ...(change.nullable === true ? [alter("DROP NOT NULL")] : []),
    ...(dropDefault ? [alter("DROP DEFAULT")] : []),
    ...(retyped ? [alter(typeAction(operation, known, after))] : []),
    ...identity.retyped,
    ...(setDefault ? [alter(`SET DEFAULT ${change.default ?? withoutCast(after.default!)}`)] : []),
    ...(change.nullable === false ? [alter("SET NOT NULL")] : []),
    ...identity.last,
    ...(change.comment === undefined ? [] : [columnCommentSql(table, column, change.comment)]),
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
  return `${action} USING ${using ?? castSql(before.name, before.type, after.type)}`;
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
  const [old, next] = [before.generated, after.generated];
  if (old === undefined && next === undefined) return undefined;
  if (old !== undefined && next === undefined && old.stored && major >= 13) return undefined;
  if (old !== undefined && next !== undefined && old.stored === next.stored && major >= 17) return undefined;
  if (next !== undefined) generatedSql(next, major);
  const name = qualified(table);
  const dropped = `ALTER TABLE ${name} DROP COLUMN ${identifier(before.name)}`;
  return [
    dropped,
    `ALTER TABLE ${name} ADD COLUMN ${columnSql(after, major)}`,
    ...(after.comment === undefined ? [] : [columnCommentSql(table, after.name, after.comment)]),
    ...(state === undefined ? [] : restored(state, before.name)),
  ];
}

/** The constraints and indexes of a table that went with one of its columns. */
function restored(table: Table, column: string): string[] {
  const mentions = (sql: string | undefined) =>
    sql !== undefined &&
    tokenise(sql).some(({ kind, text }) => (kind === "word" || kind === "quoted") && text === column);
  const name = qualified(table);
  const constraints = constraintsOf(table).filter((constraint) =>
    "columns" in constraint ? constraint.columns.includes(column) : mentions(constraint.expression),
  );
  const indexes = table.indexes.filter(
    ({ parts, where, include }) =>
      mentions(where) ||
      include?.includes(column) ||
      parts.some((part) => part.column === column || mentions(part.expression)),
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
