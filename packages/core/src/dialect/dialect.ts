import type { DialectName } from "../operation/column-types.ts";
import type { Operation } from "../operation/operation.ts";
import type { BoundSql } from "../operation/sql.ts";
import type { Column, ColumnType, EnumType, ObjectName, Schema, Table } from "../schema/schema.ts";
import type { Declaration, DeclaredColumn } from "./declared-column.ts";

export type { DialectName };

/** A row as the driver returns it. */
export type Row = Record<string, unknown>;

/** Runs one statement on one connection; the only way by which a dialect reaches the database. */
export type Query = (sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** The server a dialect object was made for. */
export interface Server {
  /** As the server says it, e.g. `18.4`, `9.7.4`, `10.11.19-MariaDB`. */
  readonly version: string;
  /** The files beside the DataSource's own (SQLite); absent where a schema is no file, or no DataSource is at hand. */
  readonly files?: DatabaseFiles;
}

/**
 * The files beside the DataSource's own that an entity names with `database`. Revisions and schemas call them by that
 * name, which is the same on every machine.
 */
export interface DatabaseFiles {
  /** Those that the entities name: TypeORM attaches them to its connection. */
  readonly declared: readonly string[];
  /** Where TypeORM would look for a file of that name, and what it would call it; undefined for the DataSource's own. */
  locate(name: string): DatabaseFile | undefined;
}

export interface DatabaseFile {
  /** What SQL qualifies names with, once the file is attached. */
  readonly handle: string;
  readonly path: string;
  readonly exists: boolean;
  /** Makes the folder that it lies in, as TypeORM does. */
  makeFolder(): Promise<void>;
}

/** What differs between databases beyond the text of SQL; code outside `dialect/` asks these, never the name. */
export interface Capabilities {
  /** DDL is part of a transaction and is rolled back with it. */
  readonly transactionalDdl: boolean;
  /**
   * Some statements can't be part of a transaction, and the transaction of a revision can be left for them: the lock that
   * keeps other migrators out does not end with it.
   */
  readonly autocommitBlocks: boolean;
  /** Objects live in schemas (MySQL, MariaDB: databases) that a name can be qualified with. */
  readonly schemas: boolean;
  /** They are made and dropped by statements; on SQLite a schema is a file. */
  readonly createSchema: boolean;
  /** Which of the two that an entity can name qualifies its table; TypeORM passes over the other one. */
  readonly tableQualifier: "schema" | "database";
  readonly extensions: boolean;
  /** Enums are types of their own. */
  readonly enumTypes: boolean;
  readonly sequences: boolean;
  readonly tableComments: boolean;
  readonly columnComments: boolean;
  /** Unique constraints exist beside unique indexes. */
  readonly uniqueConstraints: boolean;
  readonly exclusionConstraints: boolean;
  readonly deferrableConstraints: boolean;
  readonly namedPrimaryKeys: boolean;
  readonly renameConstraint: boolean;
  readonly renameIndex: boolean;
  readonly partialIndexes: boolean;
  readonly expressionIndexes: boolean;
  readonly materializedViews: boolean;
  /** `CREATE OR REPLACE VIEW` or the like exists. */
  readonly replaceView: boolean;
  /** A column can't change its type or go while a view reads it. */
  readonly viewsPinColumns: boolean;
  /** A column holds nothing that its type has no room for: values are cut or rounded when the type changes. */
  readonly typesBindValues: boolean;
  /** Digits of a fraction of a second that a type without a number has. */
  readonly fractionDigits: number;
  /** The database keeps an expression with the casts that the types of its columns asked for when it was made. */
  readonly expressionsKeepCasts: boolean;
  /** Whether the database numbers a column can't change while a foreign key refers to the column. */
  readonly foreignKeysPinNumbering: boolean;
  /** A foreign key may be created before the table that it references. */
  readonly forwardReferences: boolean;
  readonly foreignKeysEnforced: boolean;
  /** Constraints and columns of a table are changed by building the table anew. */
  readonly alterByRebuild: boolean;
  /** A statement can be handed to a second connection while the first one is busy (advisory locks). */
  readonly secondConnection: boolean;
  /** The most parameters that a statement can have. */
  readonly parameters: number;
  /** Longest identifier in the unit of `identifierUnit`; absent where there is no limit. */
  readonly identifierLength?: number;
}

export interface ReflectOptions {
  /**
   * Schemas to read beside the default one; `all` reads every one but the database's own. Absent: none but the
   * default one. Those that do not exist are left out in silence.
   */
  readonly schemas?: readonly string[] | "all";
  /** Only these tables (of any schema named in them); views, enums and sequences are left out. Absent: all. */
  readonly tables?: readonly ObjectName[];
  /** Where TypeORM keeps the texts of views and generated columns; absent: `typeorm_metadata` of the default schema. */
  readonly metadataTable?: ObjectName;
}

/** One SQL statement. */
export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly unknown[];
  /** The operation that caused it, for messages and scripts. */
  readonly operation?: Operation;
  /** Can't be part of a transaction; only where the capability `autocommitBlocks` says that there are such. */
  readonly outsideTransaction?: boolean;
  /** Puts the session back as it was before the statements before it: it also runs when one of them has failed. */
  readonly restores?: boolean;
  /** What to know, or to do, when it fails. */
  readonly wayOut?: string;
}

/** What the text of a value depends on beside the value. */
export interface ValueContext {
  /** The statements become a text for somebody else to run: values stand in it as literals, and not as parameters. */
  readonly inline?: boolean;
  /** MySQL, MariaDB: the time zone of the connection as its driver takes it: `local` (default), `Z`, `+01:00`. */
  readonly timeZone?: string;
}

export interface CompileContext extends ValueContext {
  /**
   * The live state of the tables that the operations touch, read just before.
   * Present whenever {@link Dialect.needsState} asked for it.
   */
  readonly state?: Schema;
  /** The state is what the revisions before say, and not what a database has: a script is written. */
  readonly offline?: boolean;
  /** Where TypeORM keeps the texts of views and generated columns. */
  readonly metadataTable: ObjectName;
  /** Whether that table exists at this moment. Statements create it on first need. */
  readonly metadataTableExists: boolean;
}

/** What has an expression, by the names under which the database has it. */
export interface ExpressionOwner {
  readonly table: ObjectName;
  readonly type: "check" | "exclusion" | "index" | "column";
  readonly name: string;
}

/** The found schema in the wording of the wanted one, and what could not be decided. */
export interface Alignment {
  readonly found: Schema;
  readonly warnings: readonly string[];
  /**
   * What is to be made anew although it says the same: the types of its columns change, and the database would write
   * it in another way than a fresh one does, either now or once the change is taken back. Absent: nothing is.
   */
  readonly remade?: readonly ExpressionOwner[];
}

/** What stands around the transaction of a revision. */
export interface Guard {
  /**
   * Runs first inside the transaction. False when somebody else is in the way: then nothing was done, and the
   * transaction is to be tried again after a pause.
   */
  enter(): Promise<boolean>;
  /** Runs inside the transaction, before operations that name these schemas: the connection must reach them. */
  reach(schemas: readonly string[]): Promise<void>;
  /** Runs inside the transaction, before its commit; throws when what was done must not be kept. */
  verify(): Promise<void>;
  /** Runs after the transaction, however it ended; puts the connection back as it was. */
  release(): Promise<void>;
}

/** Statements at the start and at the end of an offline script. */
export interface ScriptFrame {
  readonly start: readonly string[];
  readonly end: readonly string[];
}

/**
 * What Limbeck must know of a database: one folder each, with the same files.
 *
 * A dialect object is made for one server version and holds no connection and no state.
 */
export interface Dialect {
  readonly name: DialectName;
  readonly server: Server;
  readonly capabilities: Capabilities;

  /** Reads the live catalogs, in a constant number of queries. */
  reflect(query: Query, options?: ReflectOptions): Promise<Schema>;

  /** What TypeORM's driver would create for a declared column. */
  declareColumn(column: DeclaredColumn): Declaration;
  /** Writes a schema made from metadata the way this database would report it: names cut, what it ignores left out. */
  normalise(wanted: Schema): Schema;
  /**
   * Puts the found expressions into the wording of the wanted ones wherever the database holds both for the same.
   * Only what differs as text is asked, in batches; leaves nothing behind, whatever fails.
   */
  align(query: Query, found: Schema, wanted: Schema): Promise<Alignment>;

  /** The type of a revision's text, e.g. `varchar(50)`. Throws `E_COLUMN_TYPE` for what can't be read. */
  parseType(text: string): ColumnType;
  /** The text of a type, in a revision and in SQL alike; `parseType(formatType(type))` equals `type`. */
  formatType(type: ColumnType): string;

  /**
   * What the database keeps the values of a type as, where it rewrites a text that looks like a number on its way from the
   * one to the other.
   */
  keptAs(type: ColumnType): "text" | "number" | undefined;

  /**
   * The value of a column that says least (0, '', false, the first label), as SQL: what rows get when a downgrade puts it
   * back and its values are gone. `table` is the table as it will be. Undefined where there is no such value.
   */
  neutralValue(column: Column, table: Table, enums: readonly EnumType[]): string | undefined;

  /**
   * SQL that is another value in each row, for a column that a downgrade puts back and that must tell rows apart: computed
   * from `key`, a column that does so, or at random. Undefined where there is no such SQL.
   */
  distinctValue(column: Column, key: Column | undefined): string | undefined;

  /** `name` as a quoted identifier. */
  identifier(name: string): string;
  /** A possibly qualified name as quoted identifiers. */
  qualified(name: ObjectName): string;
  /** A value as an SQL literal. */
  literal(value: string | number | bigint | boolean | null): string;
  /** The value of an SQL expression that is nothing but a literal, else `undefined`. `literal()` turns it back. */
  readLiteral(expression: string): string | number | boolean | undefined;
  /**
   * The value that stands for the default of a column: set in place of the expression, the database keeps the same text.
   * Undefined where only the expression itself does that. Without a type nothing is known of the column.
   */
  defaultValue(expression: string, type?: ColumnType): string | number | boolean | undefined;

  /** A statement with its values as this database's driver binds them, or as literals where the text must do alone. */
  bind(statement: BoundSql, context: ValueContext): Pick<Statement, "sql" | "parameters">;

  /** True when `compile` must see the live state of the table that the operation touches. */
  needsState(operation: Operation): boolean;
  /** True when the operation joins others on the same table in one rebuild. */
  rebuilds(operation: Operation): boolean;
  /**
   * The statements of operations that belong together: one operation, or all those of one rebuild.
   * Throws `E_UNSUPPORTED_OPERATION` for what this database can't do, naming the way out.
   */
  compile(operations: readonly Operation[], context: CompileContext): readonly Statement[];

  /**
   * Makes an empty database beside the one that `query` reaches, like it in what new tables take from their database.
   *
   * @param name for it, where databases have names.
   * @returns what a DataSource calls it.
   */
  createScratch(query: Query, name: string): Promise<string>;
  dropScratch(query: Query, name: string): Promise<void>;

  /**
   * What stands around the transactions of a script that runs without Limbeck, in place of {@link guard}. `schemas` are
   * those that its operations name.
   */
  script(schemas: readonly string[]): ScriptFrame;
  /** Prepares a connection for the transaction of a revision. */
  guard(query: Query): Promise<Guard>;
  /** Tries once to take the lock `key` for as long as the connection lives; true when it is ours. */
  tryLock(query: Query, key: string): Promise<boolean>;
  unlock(query: Query, key: string): Promise<void>;
  /** Who holds the lock, in words for a message; undefined when that can't be told. */
  lockHolder(query: Query, key: string): Promise<string | undefined>;
}
