import type { OperationOf } from "../../operation/operation.ts";
import type { ObjectName, Table } from "../../schema/schema.ts";
import { stableJson } from "../../util/stable-json.ts";
import { identifier, qualified } from "./literals.ts";
import { autoIncrementIndex } from "./reflect-keys.ts";
import { keepServed } from "./served-foreign-keys.ts";
import { autoIncrementIndexSql, isKey } from "./table-sql.ts";

/** One ALTER TABLE with all its clauses: the table is looked at, and perhaps copied, once. */
export function alter(table: ObjectName, ...clauses: readonly string[]): string {
  return `ALTER TABLE ${qualified(table)} ${clauses.join(", ")}`;
}

export function renameIndex(table: ObjectName, name: string, newName: string): string {
  return alter(table, `RENAME INDEX ${identifier(name)} TO ${identifier(newName)}`);
}

export function dropIndex(
  table: ObjectName,
  name: string,
  before: Table | undefined,
  condition = "",
): string {
  const clauses =
    before === undefined
      ? []
      : keepServed(before, {
          ...before,
          indexes: before.indexes.filter((index) => index.name !== name),
          uniques: before.uniques.filter((unique) => unique.name !== name),
        });
  return alter(table, `DROP INDEX ${condition}${identifier(name)}`, ...clauses);
}

/** Drops the primary key; what it served, a numbered column and foreign keys, gets an index in its place. */
export function dropPrimaryKey(table: ObjectName, before: Table | undefined): string {
  if (before === undefined) return alter(table, "DROP PRIMARY KEY");
  const { primaryKey: _primaryKey, ...after } = before;
  const column = before.columns.find(({ identity }) => identity !== undefined);
  return alter(
    table,
    "DROP PRIMARY KEY",
    ...(column === undefined || isKey(column.name, after)
      ? []
      : [`ADD ${autoIncrementIndexSql(column.name)}`]),
    ...keepServed(before, after),
  );
}

/** The helper of a numbered column goes when the primary key has come. */
export function releaseHelper([first]: readonly string[], before: Table | undefined): string[] {
  const column = before?.columns.find(({ identity }) => identity !== undefined);
  if (before === undefined || column === undefined || column.name !== first) return [];
  const isThere = before.indexes.some(({ name }) => name === autoIncrementIndex);
  // A state worked out from operations does not know it, but then it must be there.
  return isThere || !isKey(column.name, before) ? [`DROP INDEX ${identifier(autoIncrementIndex)}`] : [];
}

/** The name that the server gave a constraint which the operation tells by its definition. */
export function nameOf(
  { type, existing }: OperationOf<"dropConstraint">,
  table: Table | undefined,
): string | undefined {
  if (table === undefined || existing === undefined) return undefined;
  const { type: _type, name: _name, aliases: _aliases, ...definition } = existing;
  const candidates: readonly { readonly name?: string }[] =
    type === "check"
      ? table.checks
      : type === "foreign key"
        ? table.foreignKeys
        : table.indexes.map(({ name, parts }) => ({ name, columns: parts.map(({ column }) => column) }));
  return candidates.find(({ name: _own, ...other }) => stableJson(other) === stableJson(definition))?.name;
}
