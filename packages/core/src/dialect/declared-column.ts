import type { CheckConstraint, Column, EnumType, ObjectName } from "../schema/schema.ts";

/**
 * A column as the entity declares it, taken out of TypeORM's objects: plain data.
 *
 * `type` is TypeORM's column type as written (`varchar`, `int4`, `simple-json`), or the name of a constructor with
 * its capital: `String`, `Number`, `Boolean`, `Date`, `Buffer`.
 */
export interface DeclaredColumn {
  readonly table: ObjectName;
  readonly name: string;
  readonly type: string;
  /** As declared; an empty string is no length. */
  readonly length?: string;
  /** Display width (TypeORM 0.3 only). */
  readonly width?: number;
  /** `null`: explicitly none. */
  readonly precision?: number | null;
  readonly scale?: number;
  readonly unsigned?: boolean;
  readonly zerofill?: boolean;
  readonly array?: boolean;
  readonly nullable: boolean;
  readonly primary: boolean;
  readonly generation?: "increment" | "uuid" | "rowid" | "identity";
  readonly generatedIdentity?: "ALWAYS" | "BY DEFAULT";
  readonly default?: DeclaredDefault;
  /** SQL expression. */
  readonly onUpdate?: string;
  readonly asExpression?: string;
  readonly generatedType?: "VIRTUAL" | "STORED";
  readonly enumValues?: readonly string[];
  /** Explicit name of the enum type. */
  readonly enumName?: string;
  readonly charset?: string;
  readonly collation?: string;
  readonly comment?: string;
  readonly spatialFeatureType?: string;
  readonly srid?: number;
  /** TypeORM's `uuidExtension` option (PostgreSQL). */
  readonly uuidExtension?: "uuid-ossp" | "pgcrypto";
  /** The DataSource's `type`, where two share a dialect and TypeORM treats them differently. */
  readonly driverType: string;
}

/** `{ sql }` is what a default function returned; anything else is the value as declared. */
export type DeclaredDefault =
  | { readonly sql: string }
  | {
      readonly value:
        string | number | bigint | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;
    };

/** What a declared column amounts to on a database. */
export interface Declaration {
  readonly column: Column;
  /** The enum type that it needs. */
  readonly enum?: EnumType;
  /** Checks that TypeORM's driver adds by itself (SQLite's `simple-enum`). */
  readonly checks?: readonly CheckConstraint[];
  /** Extensions that it needs. */
  readonly extensions?: readonly string[];
}
