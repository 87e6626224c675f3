import type { Column, Table } from "../../schema/schema.ts";
import { tokenise } from "../sql-tokens.ts";
import { affinity } from "./affinity.ts";
import { literal } from "./literals.ts";

/** The value of a column that says least, for rows whose own is gone, by the affinity of its type. */
export function neutralValue({ name, type }: Column, { checks }: Pick<Table, "checks">): string {
  const label = checks.map(({ expression }) => firstLabel(name, expression)).find((one) => one !== undefined);
  if (label !== undefined) return literal(label);
  if (/^(datetime|timestamp|date)/i.test(type.name)) return "'1970-01-01 00:00:00'";
  const kind = affinity(type);
  if (kind === "text") return "''";
  return kind === "blob" ? "x''" : "0";
}

/** The first of the labels where the check is that of an enum: `"column" IN ('a', 'b')`. */
function firstLabel(column: string, check: string): string | undefined {
  const [subject, word, bracket, label] = tokenise(check);
  const isList = word?.text.toUpperCase() === "IN" && bracket?.text === "(" && label?.kind === "string";
  return subject?.text === column && isList ? label.text : undefined;
}
