import type { Execute } from "../operation/operation.ts";
import { type BoundSql, statementText } from "../operation/sql.ts";
import type { Statement, ValueContext } from "./dialect.ts";
import type { InsertedInto, InsertWriter } from "./insert-statement.ts";

/**
 * A statement with its values, which the database writes as it does those of rows.
 *
 * @throws {OperationError} `E_VALUE` for a value that it can't hold.
 */
export function boundStatement(
  statement: BoundSql,
  context: ValueContext,
  writer: InsertWriter,
): Pick<Statement, "sql" | "parameters"> {
  const parameters: unknown[] = [];
  const into: InsertedInto = {
    subject: `The statement "${statementText(statement)}" has a value that`,
    details: { sql: statementText(statement) },
    context,
    ...(context.inline ? {} : { bind: (parameter) => writer.placeholder(parameters.push(parameter)) }),
  };
  const values = statement.values.map((value) => (value === null ? "NULL" : writer.value(value, into)));
  return {
    sql: statement.texts.map((text, at) => text + (values[at] ?? "")).join(""),
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}

/** The statement of an operation that was written by hand. */
export function executed(operation: Execute, context: ValueContext, writer: InsertWriter): Statement {
  const { sql, parameters } = operation;
  if (typeof sql !== "string") return { ...boundStatement(sql, context, writer), operation };
  return { sql, operation, ...(parameters === undefined ? {} : { parameters }) };
}
