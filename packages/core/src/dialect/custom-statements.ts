import type { DialectName } from "../operation/column-types.ts";
import { type CustomOperation, definitionOf, type SqlQuoting } from "../operation/custom-operation.ts";
import type { Statement } from "./dialect.ts";
import { unsupported } from "./unsupported.ts";

/** The database that an operation is compiled for. */
export interface CustomTarget extends SqlQuoting {
  readonly name: DialectName;
  /** As messages name it. */
  readonly label: string;
}

/**
 * The statements of an operation of somebody's own.
 *
 * @throws {OperationError} `E_UNSUPPORTED_OPERATION` where it is not defined for the database, `E_OPERATION_DEFINITION` for a
 * copy that has lost its definition.
 */
export function customStatements(operation: CustomOperation, target: CustomTarget): Statement[] {
  const { name, label, identifier, qualified, literal } = target;
  const compile = definitionOf(operation).compile[name];
  if (compile === undefined) {
    throw unsupported(
      label,
      operation,
      `the definition of ${operation.name} has no "compile.${name}". Add it there, or ask op.dialect before the call.`,
    );
  }
  return compile(operation.payload, { identifier, qualified, literal }).map((sql) => ({ sql, operation }));
}
