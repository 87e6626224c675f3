import type { BatchAlterTable, TableChange } from "../operation/batch-alter-table.ts";
import type { OperationOf } from "../operation/operation.ts";

/**
 * The changes of a batch where a table is built anew for them: renamed columns first, which the database does by itself, in
 * its triggers and views, too; then the others at once.
 *
 * Where changes before a rename speak of the column, they come before it, as a batch of their own.
 */
export function separateRenames(
  batch: BatchAlterTable,
): readonly (BatchAlterTable | OperationOf<"renameColumn">)[] {
  if (!batch.operations.some(({ kind }) => kind === "renameColumn")) return [batch];
  const result: (BatchAlterTable | OperationOf<"renameColumn">)[] = [];
  let others: TableChange[] = [];
  const close = () => {
    if (others.length > 0) result.push({ ...batch, operations: others });
    others = [];
  };
  for (const change of batch.operations) {
    if (change.kind !== "renameColumn") {
      others.push(change);
      continue;
    }
    if (others.some((other) => speaksOf(other, change.column) || speaksOf(other, change.newName))) close();
    // Those that wait do not know of the column, and may wait for one change more.
    result.push(change);
  }
  close();
  return result;
}

/** True when the name stands anywhere in the operation, also in the middle of an expression. */
function speaksOf({ table: _table, ...change }: TableChange, name: string): boolean {
  const sought = name.toLowerCase();
  return texts(change).some((text) => hasWord(text.toLowerCase(), sought));
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = [text[at - 1], text[at + word.length]];
    if (around.every((char) => char === undefined || !/[\p{L}\p{N}_]/u.test(char))) return true;
  }
  return false;
}
