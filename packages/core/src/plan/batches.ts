import type { Operation } from "../operation/operation.ts";
import { separateRenames } from "./separate-renames.ts";
import { nameKey } from "../schema/object-name.ts";

/**
 * Groups operations into those that are compiled together: one each, or all of one table's rebuild.
 *
 * Where changes of a table need the table to be built anew, all changes of that table up to the next statement
 * written by hand (or the next change of a view, which may read the table) become one rebuild, at the place of the
 * first of them: ten changes copy the rows once.
 */
export function batches(
  operations: readonly Operation[],
  rebuilds: (operation: Operation) => boolean,
): readonly (readonly Operation[])[] {
  const result: Operation[][] = [];
  let segment: Operation[] = [];
  const close = () => {
    result.push(...groupTables(segment, rebuilds));
    segment = [];
  };
  for (const operation of operations) {
    if (isBarrier(operation)) {
      close();
      if (operation.kind === "batchAlterTable" && rebuilds(operation)) {
        result.push(...separateRenames(operation).map((part) => [part]));
      } else {
        result.push([operation]);
      }
    } else {
      segment.push(operation);
    }
  }
  close();
  return result;
}

/** True for an operation that others must not be moved across. */
function isBarrier({ kind }: Operation): boolean {
  return (
    kind === "execute" ||
    kind === "bulkInsert" ||
    // Somebody has said what belongs together.
    kind === "batchAlterTable" ||
    kind === "custom" ||
    kind === "createView" ||
    kind === "dropView" ||
    kind === "replaceView" ||
    kind === "renameTable" ||
    // The database rewrites triggers and views for it, which a rebuild must see.
    kind === "renameColumn"
  );
}

function groupTables(
  segment: readonly Operation[],
  rebuilds: (operation: Operation) => boolean,
): Operation[][] {
  const rebuilt = new Set(segment.filter(rebuilds).flatMap(alteredTable));
  const groups = new Map<string, Operation[]>();
  const result: Operation[][] = [];
  for (const operation of segment) {
    const key = alteredTable(operation).find((table) => rebuilt.has(table));
    const group = key === undefined ? undefined : groups.get(key);
    if (group !== undefined) {
      group.push(operation);
    } else {
      const opened = [operation];
      if (key !== undefined) groups.set(key, opened);
      result.push(opened);
    }
  }
  return result;
}

/** The existing table that the operation alters; none for an operation on anything else, or on a whole table. */
function alteredTable(operation: Operation): string[] {
  switch (operation.kind) {
    case "alterTableOptions":
    case "createTableComment":
    case "dropTableComment":
    case "addColumn":
    case "dropColumn":
    case "alterColumn":
    // A rebuild copies the rows anyway.
    case "backfill":
    case "createConstraint":
    case "dropConstraint":
    case "renameConstraint":
    case "validateConstraint":
    case "createIndex":
    case "dropIndex":
    case "renameIndex":
      return [nameKey(operation.table)];
    default:
      return [];
  }
}
