import type { Column } from "../../schema/schema.ts";
import { roomForText, writtenLength } from "../written-length.ts";
import { identifier } from "./literals.ts";

const wholeNumbers = ["smallint", "integer", "bigint"];

/** SQL for values of a column of which no two are the same; undefined where none is known. */
export function distinctValue({ type }: Column, key: Column | undefined): string | undefined {
  if (type.array || type.userDefined) return undefined;
  const room = roomForText(type) ?? 0;
  if (key !== undefined) {
    const own = identifier(key.name);
    if (key.type.name === type.name && type.name === "uuid") return own;
    const size = wholeNumbers.indexOf(key.type.name);
    if (size >= 0 && size <= wholeNumbers.indexOf(type.name)) return own;
    if (room >= (writtenLength(key.type) ?? Infinity)) return `${own}::text`;
  }
  if (type.name === "uuid") return "gen_random_uuid()";
  return room >= 36 ? "gen_random_uuid()::text" : undefined;
}
