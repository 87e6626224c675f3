import type { Dialect } from "../dialect/dialect.ts";
import { type CompareOptions, compareSchemas } from "../diff/compare-schemas.ts";
import type { Operation } from "../operation/operation.ts";
import { orderOperations } from "../plan/order-operations.ts";
import type { Schema } from "../schema/schema.ts";

/**
 * The operations that turn `found` into `wanted`, in an order in which they can run.
 *
 * Texts of expressions are compared as they stand; `autogenerate()` lets the dialect align them before.
 *
 * @example
 * diff(await reflect(dataSource), schemaFromMetadata(dataSource), dialect);
 */
export function diff(
  found: Schema,
  wanted: Schema,
  dialect: Dialect,
  options: CompareOptions = {},
): readonly Operation[] {
  return orderOperations(compareSchemas(found, wanted, dialect, options), {
    forwardReferences: dialect.capabilities.forwardReferences,
  });
}
