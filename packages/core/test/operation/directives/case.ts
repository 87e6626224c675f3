import type { DialectName, ErrorCode, Operations } from "@limbeck/core";

/** What a database answers to a call that it can't do: it throws before anything has been changed. */
export interface Lack {
  readonly code: ErrorCode;
  /** What of the message names the way out. */
  readonly wayOut: string;
  /** Nothing of it shows in the types of the call. */
  readonly compiles?: boolean;
}

/** For a database whose `op` has not got the method or the option: the call does not compile, and is not tried. */
export interface NotOffered {
  readonly notOffered: string;
  /** It does compile, because it differs from what the database can do in a name alone. */
  readonly compiles?: boolean;
}

export function notOffered(reason: string): NotOffered {
  return { notOffered: reason };
}

/** For a database that has something like it under another name. */
export function otherName(reason: string): NotOffered {
  return { notOffered: reason, compiles: true };
}

/** For a database that can't do the call. */
export function lacks(wayOut: string, code: ErrorCode = "E_UNSUPPORTED_OPERATION"): Lack {
  return { code, wayOut };
}

/** The statements on each database, in order, or what it says instead. */
export type Expected = { readonly [D in DialectName]: readonly string[] | Lack | NotOffered };

type Answer = Expected[DialectName];

export function isNotOffered(answer: Answer): answer is NotOffered {
  return "notOffered" in answer;
}

export function isStatements(answer: Answer): answer is readonly string[] {
  return Array.isArray(answer);
}

export function isLack(answer: Answer): answer is Lack {
  return "wayOut" in answer;
}

/** The databases that can do the call: it must compile for a revision that is for all of them. */
type Able<E extends Expected> = {
  [D in DialectName]: E[D] extends Lack | NotOffered ? never : D;
}[DialectName];

/** What Alembic 1.20 makes of the same call (appendix A of the notes on it), and why ours is another one. */
export interface AlembicSql {
  readonly call: string;
  readonly sql: { readonly [D in "postgres" | "mysql" | "sqlite"]?: string };
  /** By database; one that is not here must write the same, but for the spelling. */
  readonly why?: { readonly [D in "postgres" | "mysql" | "sqlite"]?: string };
}

interface CaseOf<E extends Expected> {
  /** What it shows of the directive. */
  readonly title: string;
  readonly sql: E;
  run(op: Operations<Able<E>>): Promise<unknown>;
  /** Takes it back; absent where `reverse()` can tell the inverse from the call alone. */
  undo?(op: Operations<Able<E>>): Promise<unknown>;
  /** Values of rows are gone in between, as they must be. */
  readonly losesRows?: boolean;
  /** TypeORM's service table is there, with the rows of the library's views. */
  readonly typeormMetadata?: boolean;
  /** It narrows `op.dialect`, which one database alone has nothing to narrow of. */
  readonly forSeveral?: boolean;
  readonly alembic?: AlembicSql;
}

/** A call of a directive, and the SQL that it is. */
export interface Case extends Omit<CaseOf<Expected>, "run" | "undo"> {
  run(op: never): Promise<unknown>;
  undo?(op: never): Promise<unknown>;
}

export function example<const E extends Expected>(one: CaseOf<E>): Case {
  return one;
}

/** An option or a method of PostgreSQL alone. */
export function notOfferedButByPostgres(reason: string) {
  const others = notOffered(reason);
  return { mysql: others, mariadb: others, sqlite: others } as const;
}

/** What is PostgreSQL's by its name alone. */
export function byAnotherNameButOnPostgres(reason: string) {
  const others = otherName(reason);
  return { mysql: others, mariadb: others, sqlite: others } as const;
}

/** The same statements on both. */
export function mysqlAndMariadb(...statements: readonly string[]) {
  return { mysql: statements, mariadb: statements } as const;
}

/** What neither of the two can do. */
export function mysqlAndMariadbLack(wayOut: string) {
  return { mysql: lacks(wayOut), mariadb: lacks(wayOut) } as const;
}

/** The same statements on both, which quote names alike. */
export function postgresAndSqlite(...statements: readonly string[]) {
  return { postgres: statements, sqlite: statements } as const;
}

export interface Rebuild {
  /** What stands in the parentheses of the new table's CREATE TABLE, and behind them. */
  readonly definition: string;
  readonly behind?: string;
  /** The columns that keep their values. */
  readonly columns: readonly string[];
  /** SQL of values that are computed, by column. */
  readonly values?: Readonly<Record<string, string>>;
  /** Statements that put indexes and triggers back. */
  readonly afterwards?: readonly string[];
}

/** The statements that build a table of SQLite anew: https://www.sqlite.org/lang_altertable.html#otheralter */
export function rebuilt(
  table: string,
  { definition, behind = "", columns, values = {}, afterwards = [] }: Rebuild,
) {
  const name = (column: string) => (column === "rowid" ? column : `"${column}"`);
  const sources = columns.map((column) => values[column] ?? name(column));
  const temporary = `"limbeck_rebuild_${table}"`;
  return [
    `CREATE TABLE ${temporary} (${definition})${behind}`,
    `INSERT INTO ${temporary} (${columns.map(name).join(", ")}) SELECT ${sources.join(", ")} FROM "${table}"`,
    `DROP TABLE "${table}"`,
    "PRAGMA legacy_alter_table = ON",
    `ALTER TABLE ${temporary} RENAME TO "${table}"`,
    "PRAGMA legacy_alter_table = OFF",
    ...afterwards,
  ];
}
