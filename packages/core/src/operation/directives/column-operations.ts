import type { ColumnOf, ColumnOptionsByDialect, DefaultValue, Unaltered } from "../builders.ts";
import type { ColumnTypeText, CustomType, DialectName } from "../column-types.ts";
import type { BackfillValue } from "../fill-in.ts";
import type { Sql } from "../sql.ts";
import type { IfExists, IfNotExists, OptionsOf, InSchema } from "./options-of.ts";

type FacetsByDialect = {
  readonly [D in DialectName]: {
    readonly [K in Exclude<keyof ColumnOptionsByDialect[D], Unaltered | "default">]?:
      ColumnOptionsByDialect[D][K] | null;
  };
};

/** The facets of a column to change: what is absent stays, `null` takes away. */
export type AlterColumnOptions<D extends DialectName> = OptionsOf<FacetsByDialect, D> &
  InSchema & {
    /** The values are converted by the database, or by `using`. */
    readonly type?: ColumnTypeText<D> | CustomType;
    /** Rows must have a value before it becomes false; see `op.backfill()`. */
    readonly nullable?: boolean;
    /** A value, or SQL; `null` takes the default away. */
    readonly default?: DefaultValue;
    /** SQL that computes the new value from the old row, where the database can't convert by itself. */
    readonly using?: Sql;
    /** The new name, beside what else changes. */
    readonly name?: string;
  };

export interface ColumnOperations<D extends DialectName> {
  /**
   * Adds a column at the end of a table. One that is NOT NULL needs a default where the table has rows.
   *
   * @param column made by `column()`.
   * @throws {OperationError} `E_COLUMN_TYPE` for a type that can't be read.
   * @example
   * await op.addColumn("reader", column("language", "varchar(2)", { default: "en" }));
   */
  addColumn(table: string, column: ColumnOf<D>, options?: InSchema & IfNotExists): Promise<void>;
  /**
   * Drops a column with its values and its indexes. Where a foreign key has it, or a key of several columns, drop that
   * first: what becomes of it differs from database to database.
   *
   * @example
   * await op.dropColumn("notice", "text");
   */
  dropColumn(table: string, column: string, options?: InSchema & IfExists): Promise<void>;
  /**
   * Changes a column and keeps its values; what is not mentioned stays as it is.
   *
   * MySQL and MariaDB want every attribute of a column stated again: Limbeck reads those that are not mentioned from the
   * table.
   *
   * @param change the facets to change; `null` takes one away.
   * @throws {OperationError} `E_OBJECT_UNKNOWN` for a column that is not there; `E_COLUMN_TYPE` for a type that can't be read.
   * @example
   * await op.alterColumn("book", "title", { type: "varchar(200)" });
   */
  alterColumn(table: string, column: string, change: AlterColumnOptions<D>): Promise<void>;
  /**
   * Renames a column; indexes, constraints and views go on with the new name.
   *
   * @example
   * await op.renameColumn("book", "title", "heading");
   */
  renameColumn(table: string, column: string, newName: string, options?: InSchema): Promise<void>;
  /**
   * Gives a value to the rows that have NULL in a column, before it becomes NOT NULL.
   *
   * @param value a value, or SQL that is computed for each row: ``sql`created_at` ``.
   * @example
   * await op.backfill("reader", "email", "unknown");
   */
  backfill(table: string, column: string, value: BackfillValue, options?: InSchema): Promise<void>;
}
