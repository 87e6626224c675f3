/** True when both have the same entries, compared by identity: cheap, and never true of what differs. */
export function shallowEqual(a: object, b: object): boolean {
  if (a === b) return true;
  const entries = b as Readonly<Record<string, unknown>>;
  let count = 0;
  for (const [key, value] of Object.entries(a)) {
    if (value === undefined || entries[key] !== value) return false;
    count++;
  }
  return count === Object.keys(b).length;
}
