import type { Column } from "../../schema/schema.ts";
import { roomForText, writtenLength } from "../written-length.ts";
import { identifier } from "./literals.ts";

const wholeNumbers = ["tinyint", "smallint", "mediumint", "int", "bigint"];

/** SQL for values of a column of which no two are the same; undefined where none is known. */
export function distinctValue({ type }: Column, key: Column | undefined): string | undefined {
  const room = roomForText(type) ?? 0;
  if (key !== undefined) {
    const own = identifier(key.name);
    if (key.type.name === type.name && type.name === "uuid") return own;
    const size = wholeNumbers.indexOf(key.type.name);
    const fits = size >= 0 && size <= wholeNumbers.indexOf(type.name);
    if (fits && Boolean(key.type.unsigned) === Boolean(type.unsigned)) return own;
    if (room >= (writtenLength(key.type) ?? Infinity)) return `CAST(${own} AS CHAR)`;
  }
  return type.name === "uuid" || room >= 36 ? "UUID()" : undefined;
}
