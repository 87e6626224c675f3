import type { DialectName } from "./column-types.ts";
import type { ColumnOperations } from "./directives/column-operations.ts";
import type {
  ConstraintOperations,
  ExcludeConstraintOperations,
  ValidateConstraintOperations,
} from "./directives/constraint-operations.ts";
import type { CustomOperations } from "./directives/custom-operations.ts";
import type { EnumOperations } from "./directives/enum-operations.ts";
import type { IndexOperations } from "./directives/index-operations.ts";
import type { InsertOperations } from "./directives/insert-operations.ts";
import type { NameOperations } from "./directives/name-operations.ts";
import type { IsSeveral } from "./directives/options-of.ts";
import type { TableBatchOperations } from "./directives/batch-operations.ts";
import type { ExtensionOperations, SchemaOperations } from "./directives/schema-operations.ts";
import type { SequenceOperations } from "./directives/sequence-operations.ts";
import type { StatementOperations } from "./directives/statement-operations.ts";
import type {
  AlterTableOperations,
  TableCommentOperations,
  TableOperations,
} from "./directives/table-operations.ts";
import type { MaterializedViewOperations, ViewOperations } from "./directives/view-operations.ts";

/** What every database can do, `D` in its own way; for several databases, what they share. */
export interface CommonOperations<D extends DialectName>
  extends
    NameOperations,
    TableOperations<D>,
    ColumnOperations<D>,
    ConstraintOperations<D>,
    IndexOperations<D>,
    ViewOperations<D>,
    TableBatchOperations<D>,
    CustomOperations,
    InsertOperations<D>,
    StatementOperations {
  /** The database that the revision runs on; `if (op.dialect === …)` lets one for several databases do what one alone can. */
  readonly dialect: D;
}

export interface PostgresOperations
  extends
    CommonOperations<"postgres">,
    TableCommentOperations,
    ExcludeConstraintOperations,
    ValidateConstraintOperations,
    MaterializedViewOperations,
    EnumOperations,
    SequenceOperations,
    SchemaOperations,
    ExtensionOperations {}

export interface MysqlOperations
  extends
    CommonOperations<"mysql">,
    TableCommentOperations,
    AlterTableOperations<"mysql">,
    SchemaOperations {}

export interface MariadbOperations
  extends
    CommonOperations<"mariadb">,
    TableCommentOperations,
    AlterTableOperations<"mariadb">,
    SchemaOperations {}

export interface SqliteOperations extends CommonOperations<"sqlite">, AlterTableOperations<"sqlite"> {}

export interface OperationsByDialect {
  readonly postgres: PostgresOperations;
  readonly mysql: MysqlOperations;
  readonly mariadb: MariadbOperations;
  readonly sqlite: SqliteOperations;
}

/**
 * What a revision can do to the database `D`: every method records an operation and runs it.
 *
 * A name that is `null`, or a constraint in `createTable` that has none, is named by the naming convention of the
 * configuration or of the DataSource; a plain text by one that has `%(constraint_name)s`. A name inside `op.f()` is used as
 * it stands. Columns are NOT NULL unless `nullable` is true.
 *
 * A revision for several databases offers what they share; where `op.dialect` has told which one it is, all that this one
 * has.
 *
 * @example
 * export async function upgrade(op: Operations<"postgres" | "mysql">): Promise<void> {
 *   await op.addColumn("account", column("email", "varchar(200)", { nullable: true }));
 *   if (op.dialect === "postgres") await op.createExtension("citext");
 * }
 */
export type Operations<D extends DialectName = DialectName> =
  IsSeveral<D> extends true
    ? // A call on a union takes the signature that is in all of its members: the shared one, which comes first.
      { readonly [K in D]: CommonOperations<D> & OperationsByDialect[K] }[D]
    : OperationsByDialect[D];

/** All that there is, in one object; typed as PostgreSQL has it, which has the most. */
export interface EveryOperation extends Omit<PostgresOperations, "dialect">, AlterTableOperations<"mysql"> {
  readonly dialect: DialectName;
}
