/** The median of what several runs of some candidates took, in milliseconds; they take turns, so that they share the weather. */
export async function medians<K extends string>(
  candidates: Readonly<Record<K, () => unknown>>,
  runs: number,
): Promise<Record<K, number>> {
  const names = Object.keys(candidates) as K[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  // The first rounds are for the caches of the server and the compiler of V8, which takes its time.
  const warm = performance.now() + 2000;
  for (let round = -2; round < runs; round++) {
    if (round === 0 && performance.now() < warm) round = -1;
    for (const name of names) {
      const start = performance.now();
      await candidates[name]();
      if (round >= 0) taken[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<K, number>;
}

/** The median of a few runs of what takes seconds; the first one is left out unless it is the only one. */
export async function medianOfFew(candidate: () => unknown, runs: number): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < runs; round++) {
    const start = performance.now();
    await candidate();
    taken.push(performance.now() - start);
  }
  return median(taken.length === 1 ? taken : taken.slice(1));
}

/** The one in the middle, or between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Rows as a table of Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
