/** True for plain data of equal content, but for the outer properties that stand aside. */
export function equalBut(a: object, b: object, aside: ReadonlySet<string>): boolean {
  return (
    countOf(a, aside) === countOf(b, aside) &&
    Object.keys(a).every((key) => aside.has(key) || sameIn(a, b, key))
  );
}

const nothing: ReadonlySet<string> = new Set();

function countOf(item: object, aside: ReadonlySet<string>): number {
  let count = 0;
  for (const key of Object.keys(item)) if (!aside.has(key)) count++;
  return count;
}

function sameIn(a: object, b: object, key: string): boolean {
  const [own, other] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
  if (own === other) return true;
  if (typeof own !== "object" || typeof other !== "object" || own === null || other === null) return false;
  return Array.isArray(own) === Array.isArray(other) && equalBut(own, other, nothing);
}
