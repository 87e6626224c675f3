import type { DialectName } from "../column-types.ts";
import type { Sql } from "../sql.ts";
import type { IfExists, IfNotExists, InSchema, OptionsOf } from "./options-of.ts";

interface CommonViewOptions {
  /** False for a view that no entity declares: TypeORM is not told of it. Default true. */
  readonly managed?: boolean;
  /** The text that TypeORM keeps for the view, where it is not the query. */
  readonly declared?: string;
}

interface Materializable extends InSchema {
  /** Its rows are kept, until `op.refreshMaterializedView()` computes them anew. */
  readonly materialized?: boolean;
}

interface ViewOptionsByDialect {
  readonly postgres: CommonViewOptions & Materializable;
  readonly mysql: CommonViewOptions & InSchema;
  readonly mariadb: CommonViewOptions & InSchema;
  readonly sqlite: CommonViewOptions & InSchema;
}

export type ViewOptions<D extends DialectName> = OptionsOf<ViewOptionsByDialect, D>;

interface DropViewOptionsByDialect {
  readonly postgres: Materializable;
  readonly mysql: InSchema;
  readonly mariadb: InSchema;
  readonly sqlite: InSchema;
}

export type DropViewOptions<D extends DialectName> = OptionsOf<DropViewOptionsByDialect, D>;

export interface ViewOperations<D extends DialectName> {
  /**
   * Creates a view, and tells TypeORM of it; the indexes of a materialized one are calls of their own.
   *
   * @param query the SELECT behind `CREATE VIEW … AS`.
   * @example
   * await op.createView("long_book", sql`SELECT id, title FROM book WHERE pages > 500`);
   */
  createView(name: string, query: Sql, options?: ViewOptions<D> & IfNotExists): Promise<void>;
  /**
   * Drops a view.
   *
   * @example
   * await op.dropView("open_loan");
   */
  dropView(name: string, options?: DropViewOptions<D> & IfExists): Promise<void>;
  /**
   * Gives a view another query. PostgreSQL keeps a view that is replaced, and so takes more columns at its end only;
   * a materialized view is dropped and made anew.
   *
   * @example
   * await op.replaceView("open_loan", sql`SELECT reader_id, book_id FROM loan`);
   */
  replaceView(name: string, query: Sql, options?: ViewOptions<D>): Promise<void>;
}

export interface MaterializedViewOperations {
  /**
   * Computes the rows of a materialized view anew.
   *
   * @example
   * await op.refreshMaterializedView("reader_loans");
   */
  refreshMaterializedView(
    name: string,
    options?: InSchema & {
      /** Others go on reading it; it needs a unique index. */
      readonly concurrently?: boolean;
    },
  ): Promise<void>;
}
