import type { Sql } from "../sql.ts";
import type { InSchema } from "./options-of.ts";

export interface AlterEnumOptions extends InSchema {
  /** The labels before. */
  readonly from: readonly string[];
  /** The labels after. */
  readonly to: readonly string[];
  /** Columns of the type; needed where a label goes away or moves. */
  readonly usedBy?: readonly {
    readonly table: string;
    readonly schema?: string;
    readonly column: string;
    readonly array?: boolean;
    /** Its default once the type has its new labels. */
    readonly default?: Sql;
    readonly existingDefault?: Sql;
  }[];
  /** Replace the type even if labels only come in, so that they can be used in the same transaction. */
  readonly replace?: boolean;
}

/** Enums as types of their own; where an enum belongs to its column, `alterColumn` changes it. */
export interface EnumOperations {
  /**
   * Creates an enum type.
   *
   * @param values the labels in their order.
   * @example
   * await op.createEnum("mood", ["sad", "calm", "happy"]);
   */
  createEnum(name: string, values: readonly string[], options?: InSchema): Promise<void>;
  /**
   * Drops an enum type that no column has any more.
   *
   * @example
   * await op.dropEnum("mood");
   */
  dropEnum(name: string, options?: InSchema): Promise<void>;
  /**
   * Changes the labels of an enum type: new ones are added in their place; where one goes away or moves, the type is
   * replaced, and the columns of `usedBy` keep their values.
   *
   * A label that was added can't be used before the revision is committed, unless `replace` is true.
   *
   * @example
   * await op.alterEnum("mood", { from: ["sad", "happy"], to: ["sad", "calm", "happy"] });
   */
  alterEnum(name: string, options: AlterEnumOptions): Promise<void>;
}
