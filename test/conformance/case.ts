import type { Operation } from "@limbeck/core";
import type { DataSourceOptions, EntitySchema } from "typeorm";
import type { DatabaseName } from "../databases/index.ts";

export type Entities = readonly (Function | EntitySchema)[];

/** Entities, and what else of a DataSource's options makes up the schema: a naming strategy, a prefix, a schema. */
export interface Declared {
  readonly entities: Entities;
  readonly options?: Partial<DataSourceOptions>;
}

/**
 * A model. All names of tables, enums and views in it start with `prefix`, so that cases share a database; `database` is
 * the name of that database, for tables in another one.
 */
export type Model = (prefix: string, database: string) => Entities | Declared;

/** A row of the inventory of what TypeORM can declare, as small models that are run through the promises. */
export interface Case {
  /** What it is about, as the coverage table says it, e.g. `varchar with a length`. Unique in its group. */
  readonly row: string;
  readonly before: Model;
  /** What can become of it, by what changes. Each must be seen, converge, and be taken back. */
  readonly after?: Readonly<Record<string, Model>>;
  /** SQL that puts rows into the tables of `before`; every row must be there after each change and after its way back. */
  readonly seed?: (prefix: string, database: string) => readonly string[];
  /** True for what the entities declare and `synchronize()` leaves out: a real difference of an adopted database. */
  readonly leftOut?: (operation: Operation) => boolean;
  /** Why `synchronize()` itself can't make it: it fails, or makes something else. The other promises hold. */
  readonly notByTypeorm?: string;
  /**
   * Why nobody can make it: what the database or TypeORM answers. The case runs no promise; its test shows that what the
   * entities declare is refused indeed.
   */
  readonly impossible?: RegExp;
  /** Prepares a database: extensions, schemas. */
  readonly prepare?: readonly string[];
  /** Schemas other than the default one that hold tables of the case. */
  readonly schemas?: readonly string[];
  /**
   * Databases beside that hold tables of the case: on the same server (MySQL, MariaDB), or files in the same folder
   * (SQLite). Each of the test's databases has its own ones.
   */
  readonly databases?: readonly string[];
}

/** The cases of one part of the inventory on one database. */
export interface Group {
  readonly title: string;
  readonly database: DatabaseName;
  readonly cases: readonly Case[];
}
