/** JSON with sorted keys and without absent values: equal for data of equal content. */
export function stableJson(value: unknown): string {
  // Written by hand, because it runs over every object of both schemas: JSON.stringify() with a function is slow.
  if (Array.isArray(value)) return `[${value.map(stableJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of Object.keys(entries).sort()) {
    if (entries[key] === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${stableJson(entries[key])}`;
  }
  return `{${text}}`;
}
