import type { AddEnumValue, AlterEnum } from "./operation.ts";

/** True when new labels come between the old ones, which all stay in their order: the type need not be replaced. */
export function onlyAddsLabels({ existing, values, replace }: AlterEnum): boolean {
  const kept = values.filter((value) => existing.includes(value));
  return !replace && kept.length === existing.length && kept.every((value, at) => value === existing[at]);
}

/** The labels with the added one in its place. */
export function addedLabel(
  values: readonly string[],
  { value, before, after }: Pick<AddEnumValue, "value" | "before" | "after">,
): readonly string[] {
  const at =
    before !== undefined
      ? values.indexOf(before)
      : after !== undefined
        ? values.indexOf(after) + 1
        : values.length;
  return values.toSpliced(at, 0, value);
}
