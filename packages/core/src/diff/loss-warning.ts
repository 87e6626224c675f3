import type { Dialect } from "../dialect/dialect.ts";
import type { TableChange } from "../operation/batch-alter-table.ts";
import type { AlterColumn, AlterEnum, Operation } from "../operation/operation.ts";
import { withWarning } from "../operation/with-warning.ts";
import { displayName } from "../schema/object-name.ts";
import { isNarrower } from "./narrowed-type.ts";

/** The operation, with what to know before it where the new type does not hold what rows may have. */
export function withLossWarning(operation: Operation, dialect: Dialect): Operation {
  if (operation.kind === "batchAlterTable") {
    const operations = operation.operations.map((change) => withLossWarning(change, dialect) as TableChange);
    return { ...operation, operations };
  }
  const warning = lossIn(operation, dialect);
  return warning === undefined ? operation : withWarning(operation, warning);
}

function lossIn(operation: Operation, dialect: Dialect): string | undefined {
  if (operation.kind === "alterColumn") return lossInColumn(operation, dialect);
  return operation.kind === "alterEnum" ? lossInEnum(operation) : undefined;
}

function lossInColumn(
  { table, column, change, existing }: AlterColumn,
  { capabilities, formatType, keptAs }: Dialect,
): string | undefined {
  const { type, generated } = change;
  if (type === undefined || existing === undefined) return undefined;
  if (existing.generated !== undefined || Boolean(generated)) return undefined;
  const what = `${displayName(table)}.${column}`;
  if (keptAs(existing.type) === "text" && keptAs(type) === "number")
    return `texts in ${what} that look like numbers become numbers: '007' becomes 7`;
  if (!capabilities.typesBindValues || !isNarrower(type, existing.type, capabilities.fractionDigits))
    return undefined;
  const lost = existing.type.values?.filter((value) => type.values?.includes(value) === false) ?? [];
  return lost.length > 0
    ? `rows that have ${quotedList(lost)} in ${what} are refused, or lose it`
    : `values of ${what} that ${formatType(type)} has no room for are cut, rounded or refused`;
}

function lossInEnum({ values, existing, usedBy }: AlterEnum): string | undefined {
  const lost = existing.filter((value) => !values.includes(value));
  if (lost.length === 0 || usedBy.length === 0) return undefined;
  const columns = usedBy.map(({ table, column }) => `${displayName(table)}.${column}`).join(", ");
  return `fails while rows have ${quotedList(lost)} in ${columns}`;
}

function quotedList(labels: readonly string[]): string {
  return labels.map((label) => `'${label}'`).join(" or ");
}
