import type { ConstraintType } from "./operation.ts";

/** A constraint or an index as a naming convention sees it: what its name can be made of. */
export interface NamedObject {
  readonly kind: ConstraintType | "index";
  /** The table without its schema. */
  readonly table: string;
  /** Its columns in order, `undefined` in place of an expression; none of a check or an exclusion. */
  readonly columns: readonly (string | undefined)[];
  /** The name that was given, and is not final. */
  readonly name?: string;
  /** The SQL of a check or an exclusion. */
  readonly expression?: string;
  /** The predicate of a partial index. */
  readonly where?: string;
  readonly referencedTable?: string;
  readonly referencedColumns?: readonly string[];
}

/** The name of an object, or `undefined` for one that has none. */
export type NameOf = (object: NamedObject) => string | undefined;
