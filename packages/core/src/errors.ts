/** Stable codes of everything that can go wrong; `docs/errors.md` tells cause and way out of each. */
export type ErrorCode =
  // configuration and connection
  | "E_CONFIG"
  | "E_DATA_SOURCE_MISSING"
  | "E_DATA_SOURCE_LOAD"
  | "E_DRIVER_UNSUPPORTED"
  | "E_CONNECT"
  | "E_EDITOR"
  | "E_NAMING_CONVENTION"
  | "E_NEST_MODULE"
  // reading entities and catalogs
  | "E_METADATA"
  | "E_PRIMARY_KEY_MISSING"
  | "E_TABLE_DECLARED_TWICE"
  | "E_REFLECT"
  // comparing and compiling
  | "E_IRREVERSIBLE"
  | "E_UNSUPPORTED_OPERATION"
  | "E_OBJECT_UNKNOWN"
  | "E_COLUMN_TYPE"
  | "E_VALUE"
  | "E_OPTION"
  | "E_BATCH"
  | "E_OPERATION_DEFINITION"
  | "E_FILL_IN"
  | "E_PENDING_CHANGES"
  // revisions and their graph
  | "E_DIRECTORY_MISSING"
  | "E_DIRECTORY_UNWRITABLE"
  | "E_FILE_EXISTS"
  | "E_POST_WRITE_HOOK"
  | "E_FILE_TEMPLATE"
  | "E_REVISION_TEMPLATE"
  | "E_RENDER_ITEM"
  | "E_REVISION_SYNTAX"
  | "E_REVISION_ID_MISSING"
  | "E_REVISION_ID_INVALID"
  | "E_REVISION_HEADER"
  | "E_REVISION_DUPLICATE"
  | "E_REVISION_PARENT_MISSING"
  | "E_REVISION_CYCLE"
  | "E_REVISION_UNKNOWN"
  | "E_REVISION_AMBIGUOUS"
  | "E_REVISION_LOAD"
  | "E_LABEL_INVALID"
  | "E_LABEL_DUPLICATE"
  | "E_MULTIPLE_HEADS"
  | "E_MERGE"
  | "E_NOT_A_HEAD"
  | "E_NOT_ON_PATH"
  | "E_RELATIVE_MOVE"
  | "E_TARGET_SYNTAX"
  // running
  | "E_DATABASE_REVISION_UNKNOWN"
  | "E_DATABASE_NOT_AT_HEAD"
  | "E_VERSION_TABLE"
  | "E_ADOPTED"
  | "E_NOTHING_TO_ADOPT"
  | "E_BASELINE"
  | "E_STATEMENT"
  | "E_REVISION_FAILED"
  | "E_HOOK"
  | "E_INJECT"
  | "E_FOREIGN_KEY_VIOLATION"
  | "E_OFFLINE"
  | "E_LOCKED";

export interface ErrorOptions {
  /** Facts for programs: plain data, without passwords. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

const brand = Symbol.for("limbeck.error");

/**
 * The base of every error that Limbeck throws on purpose.
 *
 * The message says what was asked, where, what was found, and the way out; `code` is stable, `details` holds the
 * same facts as data. Use {@link isLimbeckError} rather than `instanceof`: two copies of the package can be loaded.
 */
export class LimbeckError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, { details = {}, cause }: ErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    Object.defineProperty(this, brand, { value: true });
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** The configuration, the DataSource or the connection is at fault. */
export class ConfigError extends LimbeckError {}
/** The entity metadata can't be turned into a schema. */
export class MetadataError extends LimbeckError {}
/** The catalogs of the database can't be read. */
export class ReflectionError extends LimbeckError {}
/** An operation can't be reversed, or can't be written for this database. */
export class OperationError extends LimbeckError {}
/** A revision file, or the graph of revisions, or a target in it, is at fault. */
export class RevisionError extends LimbeckError {}
/** The database refused a statement, or its version table is not as expected. */
export class ExecutionError extends LimbeckError {}

/** The entities declare what the database has not got; `operations` tells what, one line each. */
export class PendingChangesError extends LimbeckError {
  readonly operations: readonly string[];

  constructor(operations: readonly string[]) {
    const shown = operations.slice(0, 20).map((operation) => `\n  ${operation}`);
    const rest = operations.length - shown.length;
    super(
      "E_PENDING_CHANGES",
      `The entities and the database differ in ${operations.length} operation(s):${shown.join("")}` +
        `${rest > 0 ? `\n  … and ${rest} more` : ""}\nWrite them as a revision: limbeck revision --autogenerate -m "…".`,
      { details: { operations } },
    );
    this.operations = operations;
  }
}

/** True for every error of Limbeck, whichever copy of the package made it. */
export function isLimbeckError(error: unknown): error is LimbeckError {
  return typeof error === "object" && error !== null && brand in error;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
