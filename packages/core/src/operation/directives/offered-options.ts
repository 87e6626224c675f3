import type {
  CheckOptionsByDialect,
  ColumnOptionsByDialect,
  ExcludeOptions,
  ForeignKeyOptionsByDialect,
  KeyOptionsByDialect,
  UniqueOptionsByDialect,
} from "../builders.ts";
import type { DialectName } from "../column-types.ts";
import type { EveryOperation, OperationsByDialect } from "../operations.ts";
import type { BatchOperations } from "./batch-operations.ts";
import type { IndexPartInput } from "./index-operations.ts";

// What the types of `Operations<D>` say of options, for revisions that no compiler sees. The types below keep both alike: an
// option that is missing here, or is said of another database, does not compile.

type Split<F> = F extends (...parameters: infer P) => unknown
  ? Required<P> extends readonly [...infer Before, infer Last]
    ? { readonly before: Before; readonly last: Last }
    : never
  : never;
type Last<F> = Split<F>["last"];

/** The options of a method; in a batch, a new column has a place besides. */
type OptionsOn<D extends DialectName, M> = M extends keyof OperationsByDialect[D]
  ? Last<OperationsByDialect[D][M]> &
      (M extends "addColumn" ? Last<BatchOperations<D>["addColumn"]> : unknown)
  : never;

type Keys<T> = T extends unknown ? Extract<keyof T, string> : never;
type OptionKeys<M> = { [D in DialectName]: Keys<OptionsOn<D, M>> }[DialectName];

/** The methods that take options; `invoke` takes operations, which have conditions of their own. */
type WithOptions = {
  [M in Exclude<keyof EveryOperation, "invoke">]: Extract<
    OptionKeys<M>,
    "schema" | "ifExists" | "ifNotExists"
  > extends never
    ? never
    : M;
}[Exclude<keyof EveryOperation, "invoke">];

/**
 * Whether a database has an option; `told` is for one that the dialect itself refuses, because it knows another way to the
 * same end. Of a database without the method, it is anything.
 */
export type Offered = boolean | "told";
export type Offer = Readonly<Record<string, Readonly<Record<DialectName, Offered>>>>;
type Has<IsThere extends boolean> = IsThere extends true ? true : false | "told";

type OfferOf<M> = {
  readonly [K in OptionKeys<M>]: {
    readonly [D in DialectName]: M extends keyof OperationsByDialect[D]
      ? Has<K extends keyof OptionsOn<D, M> ? true : false>
      : Offered;
  };
};

type OfferBy<ByDialect extends Record<DialectName, object>> = {
  readonly [K in Keys<ByDialect[DialectName]>]: {
    readonly [D in DialectName]: Has<K extends keyof ByDialect[D] ? true : false>;
  };
};

const all = { postgres: true, mysql: true, mariadb: true, sqlite: true } as const;
const postgres = { postgres: true, mysql: false, mariadb: false, sqlite: false } as const;
const sqlite = { postgres: false, mysql: false, mariadb: false, sqlite: true } as const;
const mariadb = { postgres: false, mysql: false, mariadb: true, sqlite: false } as const;
const mysqlAndMariadb = { postgres: false, mysql: true, mariadb: true, sqlite: false } as const;
const allButSqlite = { postgres: true, mysql: true, mariadb: true, sqlite: false } as const;
const allButPostgres = { postgres: false, mysql: true, mariadb: true, sqlite: true } as const;
const toldByMysql = { mysql: "told", mariadb: "told" } as const;
const postgresAndSqlite = { postgres: true, mysql: false, mariadb: false, sqlite: true } as const;

const inSchema = { schema: all } as const;
const creating = { schema: all, ifNotExists: all } as const;
const dropping = { schema: all, ifExists: all } as const;

const key = { deferrable: { ...postgres, ...toldByMysql }, include: postgres } as const;
const uniqueKey = { ...key, nullsNotDistinct: postgres } as const;
const condition = { noInherit: postgres, notValid: postgres, notEnforced: postgres } as const;
const reference = {
  onDelete: all,
  onUpdate: all,
  deferrable: { ...postgresAndSqlite, ...toldByMysql },
  notValid: postgres,
  notEnforced: postgres,
  referencedSchema: { ...allButSqlite, sqlite: "told" },
  match: postgres,
  onDeleteColumns: postgres,
} as const;
const materialized = { ...postgres, ...toldByMysql, sqlite: "told" } as const;
const view = { ...inSchema, managed: all, declared: all, materialized } as const;
const facets = {
  identity: all,
  generated: all,
  collation: all,
  comment: allButSqlite,
  onUpdate: mysqlAndMariadb,
  charset: mysqlAndMariadb,
} as const;
/** Which parameter of a method of `op` is its options, counted from 0, and what they are. */
export const offeredOptions: {
  readonly [M in WithOptions]: readonly [at: Split<EveryOperation[M]>["before"]["length"], offer: OfferOf<M>];
} = {
  createTable: [
    2,
    {
      ...creating,
      comment: allButSqlite,
      engine: mysqlAndMariadb,
      charset: mysqlAndMariadb,
      collation: mysqlAndMariadb,
      withoutRowid: sqlite,
      strict: sqlite,
    },
  ],
  dropTable: [1, dropping],
  renameTable: [2, inSchema],
  createTableComment: [2, inSchema],
  dropTableComment: [1, inSchema],
  alterTableOptions: [
    1,
    {
      ...inSchema,
      engine: allButSqlite,
      charset: allButSqlite,
      collation: allButSqlite,
      withoutRowid: { ...all, ...toldByMysql },
      strict: { ...all, ...toldByMysql },
    },
  ],
  addColumn: [2, { ...creating, insertBefore: allButPostgres, insertAfter: allButPostgres }],
  dropColumn: [2, dropping],
  alterColumn: [
    2,
    {
      ...inSchema,
      ...facets,
      type: all,
      nullable: all,
      default: all,
      using: all,
      name: all,
    },
  ],
  renameColumn: [3, inSchema],
  backfill: [3, inSchema],
  batchAlterTable: [2, { ...inSchema, recreate: sqlite }],
  createPrimaryKey: [3, { ...inSchema, ...key }],
  createUniqueConstraint: [3, { ...inSchema, ...uniqueKey }],
  createCheckConstraint: [3, { ...inSchema, ...condition }],
  createForeignKey: [5, { ...inSchema, ...reference }],
  createExcludeConstraint: [3, { ...inSchema, deferrable: all, using: all, where: all }],
  dropConstraint: [3, { ...dropping, existing: all }],
  renameConstraint: [4, inSchema],
  validateConstraint: [2, inSchema],
  createIndex: [
    3,
    {
      ...creating,
      unique: all,
      where: { ...postgresAndSqlite, ...toldByMysql },
      method: postgres,
      include: postgres,
      nullsNotDistinct: postgres,
      concurrently: postgres,
      kind: mysqlAndMariadb,
      parser: mysqlAndMariadb,
    },
  ],
  dropIndex: [2, { ...dropping, concurrently: postgres }],
  renameIndex: [3, inSchema],
  createEnum: [2, creating],
  dropEnum: [1, dropping],
  alterEnum: [1, { ...inSchema, from: all, to: all, usedBy: all, replace: all }],
  addEnumValue: [2, { ...creating, before: all, after: all }],
  renameEnumValue: [3, inSchema],
  createSequence: [
    1,
    {
      ...creating,
      start: all,
      increment: all,
      minimum: all,
      maximum: all,
      cache: all,
      cycle: all,
      type: all,
    },
  ],
  dropSequence: [1, dropping],
  createView: [2, { ...view, ifNotExists: all }],
  dropView: [1, { ...dropping, materialized }],
  replaceView: [2, view],
  refreshMaterializedView: [1, { ...inSchema, concurrently: all }],
  createSchema: [1, { ifNotExists: all }],
  dropSchema: [1, { ifExists: all }],
  dropExtension: [1, { ifExists: all }],
  bulkInsert: [2, { ...inSchema, columns: all, overriding: postgres }],
};

/** The options of each part of a table, by the name of the part. */
export const offeredParts: {
  readonly column: OfferBy<ColumnOptionsByDialect>;
  readonly "primary key": OfferBy<KeyOptionsByDialect>;
  readonly unique: OfferBy<UniqueOptionsByDialect>;
  readonly check: OfferBy<CheckOptionsByDialect>;
  readonly "foreign key": OfferBy<ForeignKeyOptionsByDialect>;
  readonly exclusion: { readonly [K in keyof Required<ExcludeOptions>]: typeof all };
} = {
  column: { ...facets, nullable: all, default: all, check: mariadb },
  "primary key": { name: all, ...key },
  unique: { name: all, ...uniqueKey },
  check: { name: all, ...condition },
  "foreign key": { name: all, ...reference },
  exclusion: { name: all, deferrable: all, using: all, where: all },
};

/** What a part of an index can say. */
export const offeredIndexParts: OfferBy<{ readonly [D in DialectName]: IndexPartInput<D> }> = {
  column: all,
  descending: all,
  expression: { ...all, mariadb: "told" },
  nulls: postgres,
  operatorClass: postgres,
  collation: postgresAndSqlite,
  length: mysqlAndMariadb,
};

type IdentityOn<D extends DialectName> = NonNullable<ColumnOptionsByDialect[D]["identity"]>;

/** How a database can number rows. */
export const offeredIdentities: { readonly [D in DialectName]: readonly IdentityOn<D>[] } = {
  postgres: ["always", "by default", "serial"],
  mysql: ["auto increment"],
  mariadb: ["auto increment"],
  sqlite: ["auto increment"],
};
