import { OperationError } from "../errors.ts";
import type { Sql } from "./sql.ts";

/** What rows get: a value, which becomes a literal, or SQL that is computed for each row. */
export type BackfillValue = string | number | bigint | boolean | Sql;

/** A value that a person has to choose; no operation takes it, so that the type check fails until it is replaced. */
export interface FillIn {
  readonly fillIn: "replace this call by a value";
}

/**
 * A placeholder in a generated revision: replace the whole call by a value, or by SQL.
 *
 * The type check refuses a revision that still has one, and running it throws before anything has been changed.
 *
 * @param what the value that is wanted, for the message.
 * @throws {OperationError} `E_FILL_IN`, always.
 * @example
 * // as generated:
 * const readerLanguage = fillIn("reader.language: varchar(2), for the rows that are there");
 * // once filled in:
 * const readerLanguage = "en";
 */
export function fillIn(what: string): FillIn {
  throw new OperationError(
    "E_FILL_IN",
    `The revision waits for a value: ${what}. Replace the call of fillIn() by the value, or by sql\`…\`.`,
    { details: { what } },
  );
}
