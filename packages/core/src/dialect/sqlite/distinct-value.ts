import type { Column } from "../../schema/schema.ts";
import { affinity } from "./affinity.ts";
import { identifier } from "./literals.ts";

/** SQL for values of a column of which no two are the same; undefined where none is known. */
export function distinctValue({ type }: Column, key: Column | undefined): string | undefined {
  const [own, theirs] = [affinity(type), key && affinity(key.type)];
  if (key !== undefined && own === "integer" && theirs === "integer") return identifier(key.name);
  if (own !== "text") return undefined;
  if (key !== undefined && (theirs === "integer" || theirs === "text"))
    return `CAST(${identifier(key.name)} AS TEXT)`;
  return "lower(hex(randomblob(16)))";
}
