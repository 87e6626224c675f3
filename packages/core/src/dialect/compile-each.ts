import { applyOperations } from "../operation/apply.ts";
import type { Operation } from "../operation/operation.ts";
import type { CompileContext, Statement } from "./dialect.ts";
import { createsMetadataTable } from "./typeorm-metadata.ts";

/** Compiles operations one after the other, each against the state that those before it leave. */
export function compileEach<O extends Operation>(
  operations: readonly O[],
  context: CompileContext,
  compile: (operation: O, context: CompileContext) => readonly Statement[],
): (readonly Statement[])[] {
  let current = context;
  return operations.map((operation) => {
    const statements = compile(operation, current);
    const { state, metadataTable } = current;
    current = {
      ...current,
      ...(state === undefined ? {} : { state: applyOperations(state, [operation]) }),
      metadataTableExists: current.metadataTableExists || createsMetadataTable(statements, metadataTable),
    };
    return statements;
  });
}
