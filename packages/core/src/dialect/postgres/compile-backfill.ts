import { constraintsOf } from "../../operation/constraints-of.ts";
import type { Backfill } from "../../operation/operation.ts";
import { sameName } from "../../schema/object-name.ts";
import type { CompileContext } from "../dialect.ts";
import { backfillSql } from "../sql-writer.ts";
import { identifier, qualified } from "./literals.ts";

/**
 * The value for the rows, and the checks that would otherwise come at the end of the transaction.
 *
 * PostgreSQL alters no table that has "pending trigger events", and a row that is written twice in one transaction
 * queues those of its deferred constraints again, whatever column it was
 * (https://www.postgresql.org/docs/current/sql-set-constraints.html).
 */
export function backfill(operation: Backfill, { state }: CompileContext): string[] {
  const table = state?.tables.find((one) => sameName(one, operation.table));
  const deferred = (table === undefined ? [] : constraintsOf(table)).flatMap((constraint) =>
    "deferrable" in constraint &&
    constraint.deferrable === "initially deferred" &&
    constraint.name !== undefined
      ? [qualified({ ...operation.table, name: constraint.name })]
      : [],
  );
  const update = backfillSql(operation, { identifier, qualified });
  if (deferred.length === 0) return [update];
  const names = deferred.join(", ");
  return [update, `SET CONSTRAINTS ${names} IMMEDIATE`, `SET CONSTRAINTS ${names} DEFERRED`];
}
