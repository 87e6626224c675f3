import type { Operation } from "./operation.ts";

/** The schemas of all names in operations, wherever they stand. */
export function schemasOf(operations: readonly Operation[]): string[] {
  const schemas = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { schema } = value as { schema?: unknown };
    if (typeof schema === "string") schemas.add(schema);
    for (const part of Object.values(value)) visit(part);
  };
  visit(operations);
  return [...schemas];
}
