import type { AlterEnum } from "./operation.ts";

/** True when new labels come between the old ones, which all stay in their order: the type need not be replaced. */
export function onlyAddsLabels({ existing, values, replace }: AlterEnum): boolean {
  const kept = values.filter((value) => existing.includes(value));
  return !replace && kept.length === existing.length && kept.every((value, at) => value === existing[at]);
}
