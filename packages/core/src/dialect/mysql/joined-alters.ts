import type { TableChange } from "../../operation/batch-alter-table.ts";
import type { ObjectName } from "../../schema/schema.ts";
import type { Statement } from "../dialect.ts";
import { qualified } from "./literals.ts";

/** A change of a table and the statements that make it. */
export interface CompiledChange {
  readonly change: TableChange;
  readonly statements: readonly Statement[];
}

/**
 * The statements of changes of one table, neighbours joined to one ALTER TABLE: the rows are copied once, and the
 * statement is done wholly or not at all (https://dev.mysql.com/doc/refman/9.4/en/atomic-ddl.html).
 *
 * All clauses of a statement see the table as it was before. A change of what another one in the statement has made, or has
 * taken away, is a statement of its own.
 */
export function joinedAlters(table: ObjectName, changes: readonly CompiledChange[]): Statement[] {
  const start = `ALTER TABLE ${qualified(table)} `;
  const result: Statement[] = [];
  let joined: TableChange[] = [];
  for (const { change, statements } of changes) {
    const isAlone = !isJoinable(change) || joined.some((other) => inTheWay(other, change));
    for (const [at, statement] of statements.entries()) {
      const last = result.at(-1);
      const isAlter = statement.sql.startsWith(start);
      if (isAlter && at === 0 && !isAlone && joined.length > 0 && last !== undefined) {
        const { operation: _operation, ...common } = last;
        result[result.length - 1] = { ...common, sql: `${last.sql}, ${statement.sql.slice(start.length)}` };
        joined.push(change);
      } else {
        result.push(statement);
        joined = isAlter && isJoinable(change) ? [change] : [];
      }
    }
  }
  return result;
}

/** Table options may be about what follows; numbers and their keys come with helpers of their own. */
function isJoinable(change: TableChange): boolean {
  switch (change.kind) {
    case "alterTableOptions":
    case "backfill":
      return false;
    case "addColumn":
      return change.column.identity === undefined;
    case "alterColumn":
      return change.change.identity === undefined;
    default:
      return true;
  }
}

function inTheWay(before: TableChange, after: TableChange): boolean {
  const made = new Set(touched(before));
  if (touched(after).some((name) => made.has(name))) return true;
  // A name that is new or gone may stand in any expression.
  return before.kind === "renameColumn" || after.kind === "renameColumn"
    ? isAboutColumns(before) && isAboutColumns(after)
    : false;
}

/** What a change makes, alters or takes away. */
function touched(change: TableChange): string[] {
  switch (change.kind) {
    case "addColumn":
      // Neighbours in the order of columns are to be there.
      return [change.column.name, ...[change.insertBefore ?? change.insertAfter ?? []].flat()].map(column);
    case "dropColumn":
    case "alterColumn":
    case "backfill":
      return [column(change.column)];
    case "renameColumn":
      return [column(change.column), column(change.newName)];
    case "createConstraint":
      return key(change.constraint.type, change.constraint.name);
    case "dropConstraint":
      return key(change.type, change.name);
    case "renameConstraint":
      return [...key(change.type, change.name), ...key(change.type, change.newName)];
    case "createIndex":
      return key("index", change.index.name);
    case "dropIndex":
      return key("index", change.name);
    case "renameIndex":
      return [...key("index", change.name), ...key("index", change.newName)];
    case "createTableComment":
    case "dropTableComment":
      return ["comment"];
    case "alterTableOptions":
      return ["options"];
  }
}

/** The servers do not tell letters of columns apart by their case. */
function column(name: string): string {
  return `column ${name.toLowerCase()}`;
}

/** Neither server adds a foreign key beside one that goes for the same columns; a table has one primary key. */
function key(type: string, name = ""): string[] {
  if (type === "foreign key" || type === "primary key") return [type];
  return [`key ${name.toLowerCase()}`];
}

function isAboutColumns({ kind }: TableChange): boolean {
  return kind !== "createTableComment" && kind !== "dropTableComment";
}
