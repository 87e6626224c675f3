import type {
  CheckOptionsByDialect,
  ConstraintOf,
  ExcludeElement,
  ExcludeOptions,
  FinalName,
  ForeignKeyOptionsByDialect,
  KeyOptionsByDialect,
  Name,
  UniqueOptionsByDialect,
} from "../builders.ts";
import type { DialectName } from "../column-types.ts";
import type { ConstraintType } from "../operation.ts";
import type { Sql } from "../sql.ts";
import type { IfExists, InSchema, OptionsOf } from "./options-of.ts";

/** The name is a parameter of its own, and the table lies somewhere. */
type OnTable<ByDialect extends Record<DialectName, object>> = {
  readonly [D in DialectName]: Omit<ByDialect[D], "name"> & InSchema;
};

/** The constraints that the database `D` has. */
export type ConstraintTypeOf<D extends DialectName> = [D] extends ["postgres"]
  ? ConstraintType
  : Exclude<ConstraintType, "exclusion">;

/** The constraints of the database `D` that can have another name: primary keys of MySQL and MariaDB have none. */
export type RenamableConstraint<D extends DialectName> = [Extract<D, "mysql" | "mariadb">] extends [never]
  ? ConstraintTypeOf<D>
  : Exclude<ConstraintTypeOf<D>, "primary key">;

/** Constraints of a table that is there; `null` as a name is for the naming convention to fill. */
export interface ConstraintOperations<D extends DialectName> {
  /**
   * Gives a table its primary key.
   *
   * @param name ignored by MySQL and MariaDB, whose primary keys have none.
   * @example
   * await op.createPrimaryKey(op.f("pk_loan"), "loan", ["reader_id", "book_id"]);
   */
  createPrimaryKey(
    name: Name,
    table: string,
    columns: readonly string[],
    options?: OptionsOf<OnTable<KeyOptionsByDialect>, D>,
  ): Promise<void>;
  /**
   * Gives a table a unique constraint; on MySQL and MariaDB that is a unique index.
   *
   * @example
   * await op.createUniqueConstraint(op.f("uq_book_title"), "book", ["title"]);
   */
  createUniqueConstraint(
    name: Name,
    table: string,
    columns: readonly string[],
    options?: OptionsOf<OnTable<UniqueOptionsByDialect>, D>,
  ): Promise<void>;
  /**
   * Gives a table a condition that every row has to meet.
   *
   * @param condition SQL, without the word CHECK and its parentheses.
   * @example
   * await op.createCheckConstraint(op.f("ck_reader_name"), "reader", sql`name <> ''`);
   */
  createCheckConstraint(
    name: Name,
    table: string,
    condition: Sql,
    options?: OptionsOf<OnTable<CheckOptionsByDialect>, D>,
  ): Promise<void>;
  /**
   * Gives a table a foreign key.
   *
   * @param columns the columns that refer to `referencedColumns`, in the same order.
   * @example
   * await op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
   *   onDelete: "cascade",
   * });
   */
  createForeignKey(
    name: Name,
    table: string,
    referencedTable: string,
    columns: readonly string[],
    referencedColumns: readonly string[],
    options?: OptionsOf<OnTable<ForeignKeyOptionsByDialect>, D>,
  ): Promise<void>;
  /**
   * Drops a constraint by name; one without a name is told by `existing`, its definition.
   *
   * @param type every database but PostgreSQL drops each type in its own way.
   * @throws {OperationError} `E_OBJECT_UNKNOWN` for one that is not there, where it has to be looked up.
   * @example
   * await op.dropConstraint(op.f("fk_loan_book"), "loan", "foreign key");
   */
  dropConstraint(
    name: Name,
    table: string,
    type: ConstraintTypeOf<D>,
    options?: InSchema &
      IfExists & {
        /** The constraint as it was made: `unique(["email"])`. It tells one without a name. */
        readonly existing?: ConstraintOf<D>;
      },
  ): Promise<void>;
  /**
   * Renames a constraint. MySQL and MariaDB make a foreign key or a check anew for it, which reads the rows again.
   *
   * @throws {OperationError} `E_OBJECT_UNKNOWN` for one that is not there, where it has to be looked up.
   * @example
   * await op.renameConstraint("reader", "unique", op.f("uq_reader_email"), op.f("uq_reader_address"));
   */
  renameConstraint(
    table: string,
    type: RenamableConstraint<D>,
    name: string | FinalName,
    newName: string | FinalName,
    options?: InSchema,
  ): Promise<void>;
}

export interface ExcludeConstraintOperations {
  /**
   * Gives a table an exclusion constraint: no two rows may compare true in all of its operators.
   *
   * @param elements columns or expressions with their operators; or SQL, what follows the word EXCLUDE.
   * @throws {OperationError} `E_VALUE` for `using` or `where` beside SQL.
   * @example
   * await op.createExcludeConstraint(op.f("ex_branch_place"), "branch", [["place", "~="]], {
   *   using: "gist",
   * });
   */
  createExcludeConstraint(
    name: Name,
    table: string,
    elements: readonly ExcludeElement[] | Sql,
    options?: Omit<ExcludeOptions, "name"> & InSchema,
  ): Promise<void>;
}

export interface ValidateConstraintOperations {
  /**
   * Checks the rows that were there when a foreign key or a check was created with `notValid: true`; others go on reading and
   * writing meanwhile.
   *
   * @example
   * await op.createCheckConstraint(op.f("ck_reader_name"), "reader", sql`name <> ''`, {
   *   notValid: true,
   * });
   * await op.validateConstraint(op.f("ck_reader_name"), "reader");
   */
  validateConstraint(name: string | FinalName, table: string, options?: InSchema): Promise<void>;
}
