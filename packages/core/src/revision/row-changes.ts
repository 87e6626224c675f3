/** The rows to delete and to insert so that `before` becomes `after`. */
export function rowChanges(
  before: readonly string[],
  after: readonly string[],
): { readonly insert: readonly string[]; readonly delete: readonly string[] } {
  const kept = new Set(after);
  const there = new Set(before);
  return {
    insert: after.filter((id) => !there.has(id)),
    delete: before.filter((id) => !kept.has(id)),
  };
}
