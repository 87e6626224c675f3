import type { Column } from "../../schema/schema.ts";
import { literal } from "./literals.ts";

const values: readonly (readonly [type: RegExp, value: string])[] = [
  [/^((tiny|small|medium|big)?int|decimal|float|double|bit)$/, "0"],
  [/^((var)?char|(var)?binary|(tiny|medium|long)?(text|blob)|set)$/, "''"],
  [/^date$/, "'1970-01-01'"],
  // A timestamp starts a second later, and the session's time zone moves it.
  [/^(datetime|timestamp)$/, "'1970-01-02 00:00:00'"],
  [/^time$/, "'00:00:00'"],
  [/^year$/, "1970"],
  [/^json$/, "'{}'"],
  [/^uuid$/, "'00000000-0000-0000-0000-000000000000'"],
  [/^inet4$/, "'0.0.0.0'"],
  [/^inet6$/, "'::'"],
];

/** The value of a column that says least, for rows whose own is gone; undefined for types without one. */
export function neutralValue({ type: { name, values: labels } }: Column): string | undefined {
  if (name === "enum") return labels?.[0] === undefined ? undefined : literal(labels[0]);
  return values.find(([type]) => type.test(name))?.[1];
}
