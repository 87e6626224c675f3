import { OperationError } from "../errors.ts";
import type { ObjectName } from "../schema/schema.ts";
import type { DialectName } from "./column-types.ts";
import type { Operation } from "./operation.ts";

/** How a database writes names and values; whatever stands in them stays inside. */
export interface SqlQuoting {
  /** A name as a quoted identifier. */
  identifier(name: string): string;
  /** A possibly qualified name as quoted identifiers. */
  qualified(name: ObjectName): string;
  /** A value as a literal. */
  literal(value: string | number | bigint | boolean | null): string;
}

/** What prints the call of an operation into a revision. */
export interface CustomPrinter {
  /** Plain data as an expression. */
  value(value: unknown): string;
  /** The name of an export of the operation's module, which the revision then imports. */
  imported(name: string): string;
}

/** What an operation of one's own is: see {@link registerOperation}. */
export interface CustomDefinition<P> {
  /** The name under which its module exports it. */
  readonly name: string;
  /** Its statements, in order, for each database that can do it. */
  readonly compile: { readonly [D in DialectName]?: (payload: P, quoting: SqlQuoting) => readonly string[] };
  /** The operation that undoes it. Absent: it can't be reversed, and a downgrade is written by hand. */
  readonly reverse?: (payload: P) => Operation;
  /** What it does, in one line for messages, e.g. `create trigger audit on account`. Default: its name. */
  readonly describe?: (payload: P) => string;
  /** Where a revision imports it from, as it is to stand there, e.g. `../operations/trigger.js`; needed to be rendered. */
  readonly module?: string;
  /** The expression that makes it again, in a revision. Default: a call with the payload. */
  readonly render?: (payload: P, print: CustomPrinter) => string;
}

/**
 * An operation of one's own, as plain data, made by what {@link registerOperation} returns.
 *
 * It carries its definition under a symbol, so that nothing has to be looked up, and two copies of Limbeck or of the module
 * do no harm. A copy by `{ ...operation }` keeps it; one by way of JSON or `structuredClone()` does not.
 */
export interface CustomOperation<P = unknown> {
  readonly kind: "custom";
  readonly warning?: string;
  readonly name: string;
  readonly payload: P;
}

/** Makes an operation of one's own. */
export type OperationMaker<P> = (payload: P) => CustomOperation<P>;

const brand = Symbol.for("limbeck.operation");

/**
 * Defines an operation of one's own: what it is on each database, how it is undone, told and written into a revision.
 *
 * Two operations that undo each other need their types said: `const createRole: OperationMaker<Role> = registerOperation({ … })`.
 *
 * @returns a function that makes the operation, for `op.invoke()` and for the lists of a `MigrationScript`.
 * @throws {OperationError} `E_OPERATION_DEFINITION` for a name that can't be one of an export.
 * @example
 * export const createRole = registerOperation<{ readonly role: string }>({
 *   name: "createRole",
 *   module: "../operations/role.js",
 *   compile: { postgres: ({ role }, { identifier }) => [`CREATE ROLE ${identifier(role)}`] },
 *   describe: ({ role }) => `create role ${role}`,
 * });
 *
 * await op.invoke(createRole({ role: "reporter" }));
 */
export function registerOperation<P>(definition: CustomDefinition<P>): OperationMaker<P> {
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(definition.name)) {
    throw new OperationError(
      "E_OPERATION_DEFINITION",
      `An operation can't be called "${definition.name}": its name is that of its export, e.g. createTrigger.`,
      { details: { name: definition.name } },
    );
  }
  return (payload) =>
    Object.assign({ kind: "custom", name: definition.name, payload } as const, { [brand]: definition });
}

/**
 * What an operation is.
 *
 * @throws {OperationError} `E_OPERATION_DEFINITION` for a copy that has lost it.
 */
export function definitionOf(operation: CustomOperation): CustomDefinition<unknown> {
  const definition = knownDefinition(operation);
  if (definition !== undefined) return definition;
  throw new OperationError(
    "E_OPERATION_DEFINITION",
    `The operation "${operation.name}" does not say what it is: it was not made by what registerOperation() returns, or ` +
      `copied by way of JSON or structuredClone(). Make it by its function, or copy it as { ...operation }.`,
    { details: { name: operation.name } },
  );
}

/** What an operation does, in one line. */
export function describeCustom(operation: CustomOperation): string {
  return knownDefinition(operation)?.describe?.(operation.payload) ?? operation.name;
}

function knownDefinition(operation: CustomOperation): CustomDefinition<unknown> | undefined {
  return (operation as { readonly [brand]?: CustomDefinition<unknown> })[brand];
}
