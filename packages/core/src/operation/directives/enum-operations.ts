import type { Sql } from "../sql.ts";
import type { IfExists, IfNotExists, InSchema } from "./options-of.ts";

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
  /** Replaces the type even if labels only come in, so that they can be used in the same transaction. */
  readonly replace?: boolean;
}

export interface AddEnumValueOptions extends InSchema, IfNotExists {
  /** The label that it comes before. */
  readonly before?: string;
  /** The label that it comes after. Without either it comes last. */
  readonly after?: string;
}

/** Enums as types of their own; where an enum belongs to its column, `alterColumn` changes it. */
export interface EnumOperations {
  /**
   * Creates an enum type.
   *
   * @param values the labels in their order.
   * @example
   * await op.createEnum("binding", ["paper", "cloth", "reader's own"]);
   */
  createEnum(name: string, values: readonly string[], options?: InSchema & IfNotExists): Promise<void>;
  /**
   * Drops an enum type that no column has any more.
   *
   * @example
   * await op.dropEnum("card_colour");
   */
  dropEnum(name: string, options?: InSchema & IfExists): Promise<void>;
  /**
   * Changes the labels of an enum type: new ones are added in their place; where one goes away or moves, the type is
   * replaced, and the columns of `usedBy` keep their values.
   *
   * A label that was added can't be used before the revision is committed, unless `replace` is true.
   *
   * @example
   * await op.alterEnum("card_colour", {
   *   from: ["green", "blue"],
   *   to: ["green", "yellow", "blue", "red"],
   * });
   */
  alterEnum(name: string, options: AlterEnumOptions): Promise<void>;
  /**
   * Adds one label to an enum type. It can't be used before the revision is committed; `alterEnum` with `replace` lets it.
   *
   * It has no inverse: a label goes by `alterEnum`, which needs to know the columns of the type.
   *
   * @throws {OperationError} `E_VALUE` for both a label before and one after.
   * @example
   * await op.addEnumValue("card_colour", "yellow", { before: "blue" });
   */
  addEnumValue(name: string, value: string, options?: AddEnumValueOptions): Promise<void>;
  /**
   * Gives a label of an enum type another text; rows and defaults follow.
   *
   * @example
   * await op.renameEnumValue("reservation_state", "waiting", "in line");
   */
  renameEnumValue(name: string, value: string, newValue: string, options?: InSchema): Promise<void>;
}
