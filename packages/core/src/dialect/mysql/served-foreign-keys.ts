import type { ForeignKey, Index, Table } from "../../schema/schema.ts";
import { nameKey } from "../../schema/object-name.ts";
import { stableJson } from "../../util/stable-json.ts";
import { columnList } from "../sql-writer.ts";
import type { Flavour } from "./flavour.ts";
import { identifier, qualified } from "./literals.ts";
import { indexSql } from "./table-sql.ts";

const quoting = { identifier, qualified };

/**
 * Both databases need an index for every foreign key, make one under the key's name when there is none, drop it in
 * silence when another one comes, and refuse to drop the last one (error 1553).
 * https://dev.mysql.com/doc/refman/9.4/en/create-table-foreign-keys.html
 *
 * The state can be a live one, with those indexes, or one worked out from operations, which does not know them: there,
 * a foreign key that no known index serves has got its own.
 */

/** True when an index (or the primary key) begins with the columns of the key, in any order among themselves. */
function serves(columns: readonly (string | undefined)[], key: ForeignKey): boolean {
  return key.columns.every((column, at) => columns[at] === column);
}

function isServed(key: ForeignKey, { primaryKey, uniques }: Table, indexes: readonly Index[]): boolean {
  return (
    (primaryKey !== undefined && serves(primaryKey.columns, key)) ||
    uniques.some(({ columns }) => serves(columns, key)) ||
    indexes.some((index) => index.kind === undefined && serves(indexColumns(index), key))
  );
}

/** Columns of which the index holds the whole value. */
function indexColumns({ parts }: Index): (string | undefined)[] {
  return parts.map(({ column, length }) => (length === undefined ? column : undefined));
}

/**
 * The found table without indexes that nobody declared: a foreign key without a name gets one that is named after its first
 * column. Such an index may be declared as well, so it counts where the wanted table has one like it, and where the foreign
 * key goes and leaves it behind.
 */
export function withoutServing(found: Table, wanted: Table): Table {
  const names = new Set(wanted.indexes.map(({ name }) => name));
  // Nearly always, all of them are wanted.
  if (found.indexes.every(({ name }) => names.has(name))) return found;
  const columnsOf = ({ parts }: Index) => stableJson(parts.map(({ column }) => column));
  const isWanted = (index: Index) =>
    names.has(index.name) || wanted.indexes.some((other) => columnsOf(other) === columnsOf(index));
  const reference = ({ columns, referencedTable, referencedColumns }: ForeignKey) =>
    stableJson([columns, nameKey(referencedTable), referencedColumns]);
  const kept = new Set(wanted.foreignKeys.map(reference));
  const keys = found.foreignKeys.filter((key) => kept.has(reference(key)));
  return {
    ...found,
    indexes: found.indexes.filter(
      (index) => isWanted(index) || !keys.some((key) => isNamedAfterColumn(index, key)),
    ),
  };
}

/**
 * Clauses that make an index which may be the server's own, named after the column, one that was asked for: another foreign
 * key for the same columns would replace it by one with its name.
 */
export function keepNamedAfterColumn(name: string, before: Table | undefined, flavour: Flavour): string[] {
  const key = before?.foreignKeys.find((other) => other.name === name);
  if (before === undefined || key === undefined) return [];
  return before.indexes.flatMap((index) =>
    index.name !== name && isNamedAfterColumn(index, key)
      ? [`DROP INDEX ${identifier(index.name)}`, `ADD ${indexSql(index, flavour)}`]
      : [],
  );
}

function isNamedAfterColumn(index: Index, { columns }: ForeignKey): boolean {
  const [first = ""] = columns;
  return (
    !index.unique &&
    index.kind === undefined &&
    index.name.startsWith(first) &&
    /^(_\d+)?$/.test(index.name.slice(first.length)) &&
    index.parts.length === columns.length &&
    index.parts.every((part, at) => stableJson(part) === stableJson({ column: columns[at] }))
  );
}

/** Clauses that give the foreign keys an index of their own which `before` served and `after` does not. */
export function keepServed(before: Table, after: Table): string[] {
  const added: Index[] = [];
  return after.foreignKeys.flatMap((key) => {
    const { name } = key;
    if (name === undefined || !isServed(key, before, before.indexes)) return [];
    if (isServed(key, after, [...after.indexes, ...added])) return [];
    added.push({ name, parts: key.columns.map((column) => ({ column })), unique: false });
    return [`ADD INDEX ${identifier(name)} (${columnList(key.columns, quoting)})`];
  });
}

/** The clauses that drop a foreign key, and the index that the server made for it. */
export function dropForeignKey(name: string, before: Table | undefined, condition = ""): string[] {
  const drop = `DROP FOREIGN KEY ${condition}${identifier(name)}`;
  const key = before?.foreignKeys.find((other) => other.name === name);
  if (before === undefined || key === undefined) return [drop];
  const hasOwnIndex =
    before.indexes.some((index) => index.name === name && !index.unique) ||
    !isServed(key, before, before.indexes);
  if (!hasOwnIndex) return [drop];
  const after: Table = {
    ...before,
    foreignKeys: before.foreignKeys.filter((other) => other !== key),
    indexes: before.indexes.filter((index) => index.name !== name),
  };
  return [drop, `DROP INDEX ${identifier(name)}`, ...keepServed(before, after)];
}
