import { constraintsOf } from "../../operation/constraints-of.ts";
import type { Column, Index, ObjectName, Table } from "../../schema/schema.ts";
import { ifNotExists } from "../conditional.ts";
import { columnList, constraintSql, parenthesised } from "../sql-writer.ts";
import { formatType } from "./types.ts";
import { identifier, qualified } from "./literals.ts";

const quoting = { identifier, qualified };

/**
 * CREATE TABLE in the form that TypeORM's SQLite drivers write.
 *
 * They read constraints back from this text with regular expressions, so the order of clauses and the blanks matter
 * (AbstractSqliteQueryRunner.buildCreateColumnSql and loadTables).
 */
export function createTableSql(table: Table, condition: { readonly ifNotExists?: boolean } = {}): string {
  const single = table.primaryKey?.columns.length === 1 ? table.primaryKey : undefined;
  const inlineChecks = new Map(
    table.checks
      .filter(({ name }) => name === undefined)
      .flatMap((check) => {
        const column = table.columns.find(({ name }) =>
          check.expression.startsWith(`${identifier(name)} IN (`),
        );
        return column === undefined ? [] : [[column.name, check] as const];
      }),
  );
  const columns = table.columns.map((column) =>
    columnSql(column, {
      ...(single?.columns[0] === column.name ? { primaryKey: single } : {}),
      ...(inlineChecks.has(column.name) ? { check: inlineChecks.get(column.name)!.expression } : {}),
    }),
  );
  const inline = new Set<unknown>(inlineChecks.values());
  const constraints = constraintsOf({
    ...table,
    checks: table.checks.filter((check) => !inline.has(check)),
  })
    .filter((constraint) => single === undefined || constraint.type !== "primary key")
    .map((constraint) => constraintSql(constraint, quoting));
  const options = [
    ...(table.options.strict ? ["STRICT"] : []),
    ...(table.options.withoutRowid ? ["WITHOUT ROWID"] : []),
  ];
  return (
    `CREATE TABLE ${ifNotExists(condition)}${qualified(table)} (${[...columns, ...constraints].join(", ")})` +
    (options.length === 0 ? "" : ` ${options.join(", ")}`)
  );
}

/** Clauses that stand with a column where the table has them for it alone. */
interface Inline {
  readonly primaryKey?: { readonly name?: string };
  readonly check?: string;
}

export function columnSql(column: Column, { primaryKey, check }: Inline = {}): string {
  const { name, type, nullable, identity, collation, generated } = column;
  const key = primaryKey?.name === undefined ? "" : `CONSTRAINT ${identifier(primaryKey.name)} `;
  return [
    identifier(name),
    formatType(type),
    ...(check === undefined ? [] : [`CHECK( ${check} )`]),
    ...(primaryKey === undefined ? [] : [`${key}PRIMARY KEY`]),
    ...(identity === undefined ? [] : ["AUTOINCREMENT"]),
    ...(collation === undefined ? [] : [`COLLATE ${collationSql(collation)}`]),
    ...(nullable ? [] : ["NOT NULL"]),
    ...(generated === undefined
      ? []
      : [`AS ${parenthesised(generated.expression)} ${generated.stored ? "STORED" : "VIRTUAL"}`]),
    ...(column.default === undefined ? [] : [`DEFAULT ${parenthesised(column.default)}`]),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

export function createIndexSql(
  table: ObjectName,
  index: Index,
  condition: { readonly ifNotExists?: boolean } = {},
): string {
  const parts = index.parts.map((part) => {
    const what = part.column === undefined ? part.expression! : columnList([part.column], quoting);
    const collation = part.collation === undefined ? "" : ` COLLATE ${collationSql(part.collation)}`;
    return `${what}${collation}${part.descending ? " DESC" : ""}`;
  });
  const where = index.where === undefined ? "" : ` WHERE ${index.where}`;
  const unique = index.unique ? "UNIQUE " : "";
  // The index lies in the schema of its table, which is named with the index.
  const name = qualified({
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    name: index.name,
  });
  return `CREATE ${unique}INDEX ${ifNotExists(condition)}${name} ON ${identifier(table.name)} (${parts.join(", ")})${where}`;
}

/** TypeORM reads the name of a collation only where it stands without quotes. */
function collationSql(name: string): string {
  return /^\w+$/.test(name) ? name : identifier(name);
}
