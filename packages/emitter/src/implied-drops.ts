import type { ObjectName, Operation } from "@limbeck/core";

/**
 * The operations without those that a later one brings about by itself: a table or view takes its indexes with it, and a
 * table its foreign keys.
 */
export function withoutImpliedDrops(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter((operation, at) => {
    const { kind } = operation;
    if (kind !== "dropIndex" && kind !== "dropConstraint") return true;
    const isOwn = (name: ObjectName) =>
      name.name === operation.table.name && name.schema === operation.table.schema;
    const drops = operations
      .slice(at)
      .filter((later) => later.kind === "dropTable" || later.kind === "dropView");
    const [next] = drops;
    if (next === undefined) return true;
    // A key of another type than a foreign one never goes by itself; a cycle of foreign keys has to be opened first.
    return kind === "dropIndex"
      ? !drops.some((later) => isOwn(later.kind === "dropTable" ? later.table : later.view))
      : !(next.kind === "dropTable" && isOwn(next.table));
  });
}
