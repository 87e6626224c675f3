import type { Dialect, Query, Row, Statement } from "../dialect/dialect.ts";
import { ExecutionError, messageOf } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { rowChanges } from "../revision/row-changes.ts";
import { emptyTable } from "../schema/empty-schema.ts";
import { displayName } from "../schema/object-name.ts";
import type { ObjectName } from "../schema/schema.ts";

/** Long enough for any id that the graph accepts; MySQL's keys can't be longer with four bytes a character. */
const revisionType = "varchar(191)";
const column = "revision";

/** The table that says where a database stands: one row a head. */
export interface VersionTable {
  /** The heads in it; none while the table does not exist. */
  read(): Promise<readonly string[]>;
  exists(): Promise<boolean>;
  /** Creates the table unless it is there. */
  ensure(): Promise<void>;
  /** True when the rows are those. */
  isAt(rows: readonly string[]): Promise<boolean>;
  /** Turns the rows `before` into the rows `after`. */
  write(before: readonly string[], after: readonly string[]): Promise<void>;
}

export function versionTable(dialect: Dialect, query: Query, name: ObjectName): VersionTable {
  const table = dialect.qualified(name);
  const revision = dialect.identifier(column);

  const run = async (purpose: Purpose, sql: string): Promise<Row[]> => {
    try {
      return await query(sql);
    } catch (cause) {
      throw refused(name, purpose, sql, cause);
    }
  };

  const exists = async (): Promise<boolean> => {
    const { tables } = await dialect.reflect(query, {
      ...(name.schema === undefined ? {} : { schemas: [name.schema] }),
      tables: [name],
    });
    return tables.length > 0;
  };

  const rows = async (): Promise<string[]> => {
    const found = await run("read", `SELECT ${revision} FROM ${table}`);
    return found.map((row) => String(row[column])).sort();
  };

  return {
    exists,
    async read() {
      return (await exists()) ? rows() : [];
    },
    async isAt(expected) {
      return sameIds(await rows(), expected);
    },
    async ensure() {
      if (await exists()) return;
      try {
        for (const { sql } of creationStatements(dialect, name)) await run("create", sql);
      } catch (error) {
        // Another migrator was faster, where no lock keeps it out (SQLite).
        if (!(await exists())) throw error;
      }
    },
    async write(before, after) {
      for (const sql of rowStatements(dialect, name, before, after)) await run("write", sql);
      const found = await rows();
      if (!sameIds(found, after)) throw unexpected(name, after, found);
    },
  };
}

/** The statements that create the table. */
export function creationStatements(dialect: Dialect, name: ObjectName): readonly Statement[] {
  const context = { metadataTable: { name: "typeorm_metadata" }, metadataTableExists: false };
  return dialect.compile([creation(dialect, name)], context);
}

/** The statement that takes every row out of the table. */
export function emptyingStatement(dialect: Dialect, name: ObjectName): string {
  return `DELETE FROM ${dialect.qualified(name)}`;
}

/** The statements that turn the rows `before` into the rows `after`. */
export function rowStatements(
  dialect: Dialect,
  name: ObjectName,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const table = dialect.qualified(name);
  const revision = dialect.identifier(column);
  const changes = rowChanges(before, after);
  return [
    ...changes.delete.map((id) => `DELETE FROM ${table} WHERE ${revision} = ${dialect.literal(id)}`),
    ...changes.insert.map((id) => `INSERT INTO ${table} (${revision}) VALUES (${dialect.literal(id)})`),
  ];
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort().join() === [...b].sort().join();
}

function creation(dialect: Dialect, { schema, name }: ObjectName): Operation {
  return {
    kind: "createTable",
    table: {
      ...emptyTable(name, schema),
      columns: [{ name: column, type: dialect.parseType(revisionType), nullable: false }],
      primaryKey: { name: `pk_${name}`, columns: [column] },
    },
  };
}

type Purpose = keyof typeof waysOut;

const waysOut = {
  create: "May this user create tables there? One who may can do it beforehand: limbeck ensure-version.",
  read: `Is it Limbeck's, with the column ${column}, and may this user read it? "versionTable" says which table it is.`,
  write: "May this user write to it?",
} as const;

function refused(name: ObjectName, purpose: Purpose, sql: string, cause: unknown): ExecutionError {
  const table = displayName(name);
  return new ExecutionError(
    "E_VERSION_TABLE",
    `Can't ${purpose} the version table ${table}: ${messageOf(cause)}. ${waysOut[purpose]} The statement was: ${sql}`,
    { details: { table, statement: sql }, cause },
  );
}

/** Somebody else wrote the table meanwhile: two migrators without a lock, or a hand. */
function unexpected(name: ObjectName, expected: readonly string[], found: readonly string[]): ExecutionError {
  return new ExecutionError(
    "E_VERSION_TABLE",
    `The version table ${displayName(name)} should now hold ${list(expected)}, but holds ${list(found)}: ` +
      `something else changed it at the same time. Look at it, then stamp the database with where it stands.`,
    { details: { table: displayName(name), expected, found } },
  );
}

function list(ids: readonly string[]): string {
  return ids.length === 0 ? "no row" : ids.join(", ");
}
