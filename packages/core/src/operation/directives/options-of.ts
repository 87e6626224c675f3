import type { DialectName } from "../column-types.ts";

type Intersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never;

/** True for several databases at once. */
export type IsSeveral<D extends DialectName> = [D] extends [Intersection<D>] ? false : true;

/**
 * No option, but what keeps the options of databases apart. A call on a union takes a signature of one member as well
 * where all others have one with wider parameters, and without this the options of one database could be such.
 */
declare const owner: unique symbol;

interface OwnedBy<D> {
  readonly [owner]?: D;
}

type Shared<ByDialect extends Record<DialectName, object>, D extends DialectName> = Pick<
  Intersection<ByDialect[D]>,
  Extract<keyof ByDialect[D], keyof Intersection<ByDialect[D]>>
>;

/** What the database `D` has of `ByDialect`, the options of each database; of several databases, what they share. */
export type OptionsOf<ByDialect extends Record<DialectName, object>, D extends DialectName> =
  IsSeveral<D> extends true ? Shared<ByDialect, D> & OwnedBy<never> : ByDialect[D] & OwnedBy<D>;

type KeysOf<T> = T extends unknown ? keyof T : never;
type LackedBy<ByDialect extends Record<DialectName, object>, D extends DialectName> = Exclude<
  KeysOf<ByDialect[DialectName]>,
  keyof ByDialect[D]
>;

/** {@link OptionsOf} for an object that was not written in place: what it has too much is refused all the same. */
export type ExactOptionsOf<ByDialect extends Record<DialectName, object>, D extends DialectName> = OptionsOf<
  ByDialect,
  D
> & { readonly [K in LackedBy<ByDialect, D>]?: never };

/** Where an object lies. */
export interface InSchema {
  /**
   * Absent: the default schema. On MySQL and MariaDB a database, by default that of the connection; on SQLite a file, named
   * as entities name it (`database: "archive.db"`), by default that of the DataSource.
   */
  readonly schema?: string;
}

export interface IfNotExists {
  /** Does nothing where the object is there already, whatever it looks like. */
  readonly ifNotExists?: boolean;
}

export interface IfExists {
  /** Does nothing where there is no such object. */
  readonly ifExists?: boolean;
}
