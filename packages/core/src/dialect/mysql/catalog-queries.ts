import type { ObjectName } from "../../schema/schema.ts";
import type { Flavour } from "./flavour.ts";
import { identifier, literal, qualified } from "./literals.ts";

/** Which tables a catalog query tells about. */
export interface Scope {
  readonly schemas: readonly string[];
  /** Only tables with these names; absent: all. */
  readonly tables?: readonly string[];
}

export const currentSchema = "SELECT DATABASE() AS `schema`";

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-schemata-table.html */
export function existingSchemas({ schemas }: Scope): string {
  return `SELECT SCHEMA_NAME AS \`schema\` FROM information_schema.SCHEMATA WHERE SCHEMA_NAME ${among(schemas)}`;
}

/** All but the server's own. */
export const allSchemas = `SELECT SCHEMA_NAME AS \`schema\` FROM information_schema.SCHEMATA
  WHERE SCHEMA_NAME NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys') ORDER BY SCHEMA_NAME`;

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-tables-table.html */
export function tables(scope: Scope): string {
  return `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, TABLE_COMMENT AS \`comment\`, ENGINE AS \`engine\`,
    TABLE_COLLATION AS \`collation\`
  FROM information_schema.TABLES
  WHERE ${within(scope)} AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
  ORDER BY TABLE_SCHEMA, TABLE_NAME`;
}

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-columns-table.html */
export function columns(scope: Scope, { srid }: Flavour): string {
  return `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, COLUMN_NAME AS \`name\`, COLUMN_TYPE AS \`type\`,
    DATA_TYPE AS \`dataType\`, COLUMN_DEFAULT AS \`default\`, IS_NULLABLE AS \`nullable\`, EXTRA AS \`extra\`,
    CHARACTER_SET_NAME AS \`charset\`, COLLATION_NAME AS \`collation\`, COLUMN_COMMENT AS \`comment\`,
    GENERATION_EXPRESSION AS \`expression\`, ${srid ? "SRS_ID" : "NULL"} AS \`srid\`
  FROM information_schema.COLUMNS
  WHERE ${within(scope)}
  ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`;
}

/** Indexes, and the primary key among them: https://dev.mysql.com/doc/refman/9.4/en/information-schema-statistics-table.html */
export function indexes(scope: Scope, { expressionIndexes, unusedIndex }: Flavour): string {
  return `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, INDEX_NAME AS \`name\`, NON_UNIQUE AS \`nonUnique\`,
    COLUMN_NAME AS \`column\`, COLLATION AS \`order\`, SUB_PART AS \`length\`, INDEX_TYPE AS \`type\`,
    ${expressionIndexes ? "EXPRESSION" : "NULL"} AS \`expression\`, ${unusedIndex?.condition ?? "FALSE"} AS \`unused\`
  FROM information_schema.STATISTICS
  WHERE ${within(scope)}
  ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;
}

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-key-column-usage-table.html */
export function foreignKeyColumns(scope: Scope): string {
  return `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`, COLUMN_NAME AS \`column\`,
    REFERENCED_TABLE_SCHEMA AS \`referencedSchema\`, REFERENCED_TABLE_NAME AS \`referencedTable\`,
    REFERENCED_COLUMN_NAME AS \`referencedColumn\`
  FROM information_schema.KEY_COLUMN_USAGE
  WHERE ${within(scope)} AND REFERENCED_TABLE_NAME IS NOT NULL
  ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`;
}

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-referential-constraints-table.html */
export function foreignKeyActions(scope: Scope): string {
  return `
  SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`,
    DELETE_RULE AS \`onDelete\`, UPDATE_RULE AS \`onUpdate\`
  FROM information_schema.REFERENTIAL_CONSTRAINTS
  WHERE ${within(scope, "CONSTRAINT_SCHEMA", "TABLE_NAME")}`;
}

/**
 * MySQL names the table of a check elsewhere; MariaDB has checks of columns as well.
 * https://dev.mysql.com/doc/refman/9.4/en/information-schema-check-constraints-table.html
 * https://mariadb.com/docs/server/reference/system-tables/information-schema/information-schema-tables/information-schema-check_constraints-table
 */
export function checks(scope: Scope, { checksByTable }: Flavour): string {
  if (checksByTable) {
    return `
  SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`, LEVEL AS \`level\`,
    CHECK_CLAUSE AS \`expression\`
  FROM information_schema.CHECK_CONSTRAINTS
  WHERE ${within(scope, "CONSTRAINT_SCHEMA", "TABLE_NAME")}
  ORDER BY CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME`;
  }
  return `
  SELECT t.TABLE_SCHEMA AS \`schema\`, t.TABLE_NAME AS \`table\`, c.CONSTRAINT_NAME AS \`name\`, 'Table' AS \`level\`,
    c.CHECK_CLAUSE AS \`expression\`
  FROM information_schema.CHECK_CONSTRAINTS c
  JOIN information_schema.TABLE_CONSTRAINTS t
    ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME
  WHERE ${within(scope, "t.TABLE_SCHEMA", "t.TABLE_NAME")} AND t.CONSTRAINT_TYPE = 'CHECK'
  ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME, c.CONSTRAINT_NAME`;
}

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-views-table.html */
export function views(scope: Scope): string {
  return `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, VIEW_DEFINITION AS \`definition\`
  FROM information_schema.VIEWS
  WHERE ${within(scope)}
  ORDER BY TABLE_SCHEMA, TABLE_NAME`;
}

/** https://dev.mysql.com/doc/refman/9.4/en/information-schema-view-table-usage-table.html */
export function viewUsage({ schemas }: Scope): string {
  return `
  SELECT VIEW_SCHEMA AS \`schema\`, VIEW_NAME AS \`name\`, TABLE_SCHEMA AS \`tableSchema\`, TABLE_NAME AS \`table\`
  FROM information_schema.VIEW_TABLE_USAGE
  WHERE VIEW_SCHEMA ${among(schemas)}
  ORDER BY VIEW_SCHEMA, VIEW_NAME, TABLE_SCHEMA, TABLE_NAME`;
}

/**
 * Labels of an enum or a set by their numbers, in hexadecimal digits: the column of a recursive table has the type of the
 * first column that it comes from, and makes labels of numbers.
 * https://dev.mysql.com/doc/refman/9.4/en/with.html#common-table-expressions-recursive
 * https://dev.mysql.com/doc/refman/9.4/en/enum.html#enum-indexes, https://dev.mysql.com/doc/refman/9.4/en/set.html
 */
export function labels(table: ObjectName, column: string, type: string, numbers: readonly number[]): string {
  const asked = numbers.map((number) => `SELECT ${number} AS n`).join(" UNION ALL ");
  return `
  WITH RECURSIVE labels AS (
    SELECT 0 AS n, t.${identifier(column)} AS label FROM (SELECT 1) AS one LEFT JOIN ${qualified(table)} AS t ON FALSE
    UNION ALL
    SELECT asked.n, ${type === "set" ? "1 << (asked.n - 1)" : "asked.n"}
    FROM labels JOIN (${asked}) AS asked ON labels.n = 0
  )
  SELECT n AS number, HEX(CONVERT(label USING utf8mb4)) AS label FROM labels WHERE n > 0`;
}

/**
 * The defaults of columns in hexadecimal digits, as `d0`, `d1`, …; also those of an empty table.
 * https://dev.mysql.com/doc/refman/9.4/en/miscellaneous-functions.html#function_default
 */
export function defaults(table: ObjectName, columns: readonly string[]): string {
  const values = columns.map(
    (column, at) => `HEX(CONVERT(DEFAULT(one.${identifier(column)}) USING utf8mb4)) AS d${at}`,
  );
  const names = columns.map((column) => `t.${identifier(column)}`);
  return `
  SELECT ${values.join(", ")}
  FROM (SELECT ${names.join(", ")} FROM (SELECT 1) AS none LEFT JOIN ${qualified(table)} AS t ON FALSE LIMIT 1) AS one`;
}

/** https://dev.mysql.com/doc/refman/9.4/en/show-create-table.html, https://dev.mysql.com/doc/refman/9.4/en/show-create-view.html */
export function showCreate(kind: "TABLE" | "VIEW", name: ObjectName): string {
  return `SHOW CREATE ${kind} ${qualified(name)}`;
}

/** TypeORM's service table with the texts of views and generated columns as declared. */
export function metadataRows(table: ObjectName): string {
  return `SELECT \`type\`, \`schema\`, \`table\`, \`name\`, \`value\` FROM ${qualified(table)}`;
}

/** MariaDB opens only the tables of a database that stands as a literal. */
function within({ schemas, tables: names }: Scope, schema = "TABLE_SCHEMA", table = "TABLE_NAME"): string {
  return `${schema} ${among(schemas)}${names === undefined ? "" : ` AND ${table} ${among(names)}`}`;
}

function among(names: readonly string[]): string {
  const [first, ...more] = names;
  if (first === undefined) return "IN (NULL)";
  return more.length === 0 ? `= ${literal(first)}` : `IN (${names.map((name) => literal(name)).join(", ")})`;
}
