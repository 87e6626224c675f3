import { constraintsOf } from "../../operation/constraints-of.ts";
import type { Constraint } from "../../operation/operation.ts";
import type { Column, ForeignKey, Index, ObjectName, Table } from "../../schema/schema.ts";
import { ifNotExists } from "../conditional.ts";
import { columnList, constraintSql, parenthesised } from "../sql-writer.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import type { Flavour } from "./flavour.ts";
import { currentTimestamp, identifier, literal, qualified, readLiteral, tokenRules } from "./literals.ts";
import { autoIncrementIndex } from "./reflect-keys.ts";
import { formatType, isLargeObject } from "./types.ts";

const quoting = { identifier, qualified };

/** CREATE TABLE with its constraints; https://dev.mysql.com/doc/refman/9.4/en/create-table.html */
export function createTableSql(
  table: Table,
  flavour: Flavour,
  { defaultSchema, ...condition }: { readonly defaultSchema?: string; readonly ifNotExists?: boolean } = {},
): string {
  const { options } = table;
  const columns = table.columns.map((column) => columnSql(column, flavour));
  const constraints = constraintsOf(table).map((constraint) =>
    tableConstraintSql(located(constraint, table, defaultSchema)),
  );
  const indexes = table.indexes.map((index) => indexSql(index, flavour));
  const numbered = table.columns.find(({ identity }) => identity !== undefined);
  // The index that the column is declared with comes in a statement of its own, and that is too late.
  const helper =
    numbered === undefined || isKey(numbered.name, table) ? [] : [autoIncrementIndexSql(numbered.name)];
  return (
    `CREATE TABLE ${ifNotExists(condition)}${qualified(table)} (${[...columns, ...constraints, ...indexes, ...helper].join(", ")}) ` +
    [
      `ENGINE=${options.engine ?? "InnoDB"}`,
      ...(options.charset === undefined ? [] : [`DEFAULT CHARACTER SET ${options.charset}`]),
      ...(options.collation === undefined ? [] : [`COLLATE ${options.collation}`]),
      ...(table.comment === undefined ? [] : [`COMMENT=${literal(table.comment)}`]),
    ].join(" ")
  );
}

/** True when an index begins with the column, as AUTO_INCREMENT needs it. */
export function isKey(column: string, { primaryKey, uniques, indexes }: Table): boolean {
  return (
    primaryKey?.columns[0] === column ||
    uniques.some(({ columns }) => columns[0] === column) ||
    indexes.some(({ parts, kind }) => kind === undefined && parts[0]?.column === column)
  );
}

export function autoIncrementIndexSql(column: string): string {
  return `UNIQUE INDEX ${identifier(autoIncrementIndex)} (${identifier(column)})`;
}

/** A unique constraint is a unique index here, and the primary key has no name. */
export function tableConstraintSql(constraint: Constraint): string {
  switch (constraint.type) {
    case "primary key":
      return `PRIMARY KEY (${columnList(constraint.columns, quoting)})`;
    case "unique":
      return `UNIQUE INDEX ${constraint.name === undefined ? "" : `${identifier(constraint.name)} `}(${columnList(constraint.columns, quoting)})`;
    case "foreign key": {
      // Left out, NO ACTION becomes RESTRICT on MariaDB: the same to the server, but not to TypeORM.
      const { onDelete, onUpdate, ...key } = constraint;
      const plain = constraintSql({ ...key, onDelete: "no action", onUpdate: "no action" }, quoting);
      return `${plain} ON DELETE ${onDelete.toUpperCase()} ON UPDATE ${onUpdate.toUpperCase()}`;
    }
    default:
      return constraintSql(constraint, quoting);
  }
}

/** Without a database, the referenced table would be looked for in the database of the referencing one. */
export function located<T extends Constraint | ForeignKey>(
  constraint: T,
  table: ObjectName,
  defaultSchema: string | undefined,
): T {
  if (!("referencedTable" in constraint) || table.schema === undefined || defaultSchema === undefined) {
    return constraint;
  }
  return { ...constraint, referencedTable: { schema: defaultSchema, ...constraint.referencedTable } };
}

/** An index as it stands in CREATE TABLE or behind ADD. */
export function indexSql(index: Index, flavour: Flavour, condition = ""): string {
  const { name, parts, unique, kind, parser, unused, attributes = [] } = index;
  const prefix = unique ? "UNIQUE " : kind === undefined ? "" : `${kind.toUpperCase()} `;
  const list = parts.map(({ column, expression = "", length, descending }) => {
    const what =
      column === undefined
        ? `(${withoutOuterParentheses(expression, tokenRules)})`
        : identifier(column) + (length === undefined ? "" : `(${length})`);
    return what + (descending ? " DESC" : "");
  });
  return [
    `${prefix}INDEX ${condition}${identifier(name)} (${list.join(", ")})`,
    ...(parser === undefined ? [] : [`WITH PARSER ${identifier(parser)}`]),
    ...(unused && flavour.unusedIndex !== undefined ? [flavour.unusedIndex.word] : []),
    ...attributes,
  ].join(" ");
}

/** A column as it stands in CREATE TABLE, or behind ADD COLUMN and MODIFY COLUMN: with all of its attributes. */
export function columnSql(column: Column, flavour: Flavour): string {
  const {
    type,
    charset,
    collation,
    generated,
    nullable,
    identity,
    onUpdate,
    comment,
    check,
    attributes = [],
  } = column;
  // MariaDB's generated columns take neither word.
  const nullability =
    generated !== undefined && !flavour.generatedNullability ? "" : nullable ? "NULL" : "NOT NULL";
  return [
    identifier(column.name),
    formatType(type),
    charset === undefined ? "" : `CHARACTER SET ${charset}`,
    collation === undefined ? "" : `COLLATE ${collation}`,
    generated === undefined
      ? ""
      : `GENERATED ALWAYS AS ${parenthesised(generated.expression)} ${generated.stored ? "STORED" : "VIRTUAL"}`,
    nullability,
    column.default === undefined ? "" : `DEFAULT ${defaultSql(column, flavour)}`,
    onUpdate === undefined ? "" : `ON UPDATE ${onUpdate}`,
    ...attributes,
    identity === undefined ? "" : "AUTO_INCREMENT",
    comment === undefined ? "" : `COMMENT ${literal(comment)}`,
    check === undefined ? "" : `CHECK ${parenthesised(check)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Everything but a plain literal or the current time stands in parentheses, which all supported versions know. */
function defaultSql(
  { type, default: expression = "" }: Column,
  { largeDefaultsInParentheses }: Flavour,
): string {
  const bare = withoutOuterParentheses(expression, tokenRules);
  const now = currentTimestamp(bare);
  if (now !== undefined && /^(?:datetime|timestamp)$/.test(type.name)) return now;
  const isConstant = readLiteral(bare) !== undefined || isConstantText.test(bare);
  if (isConstant && !(largeDefaultsInParentheses && isLargeObject(type))) return bare;
  return `(${bare})`;
}

/** Numbers that JavaScript would write otherwise, bits, bytes and the words for values. */
const isConstantText =
  /^(?:[+-]?\d*\.?\d+(?:e[+-]?\d+)?|b'[01]*'|x'[0-9a-f]*'|0x[0-9a-f]+|true|false|null)$/i;
