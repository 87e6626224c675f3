import type { Operation, OperationOf } from "../operation/operation.ts";
import type { CompileContext } from "./dialect.ts";

/**
 * The SQL of each kind of operation, as texts in the order they run: exhaustive by type, so a new kind fails to
 * compile until every dialect knows it.
 */
export type Compilers = {
  readonly [K in CompiledToTexts["kind"]]: (
    operation: OperationOf<K>,
    context: CompileContext,
  ) => readonly string[];
};

/** The operations whose statements are texts; those of the others come with parameters. */
export type CompiledToTexts = Exclude<
  Operation,
  { readonly kind: "execute" | "bulkInsert" | "batchAlterTable" | "custom" }
>;
