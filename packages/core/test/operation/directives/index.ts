import type { Case } from "./case.ts";
import { columns } from "./columns.ts";
import { constraints } from "./constraints.ts";
import { indexes } from "./indexes.ts";
import { tables } from "./tables.ts";

export const directives: Readonly<Record<string, readonly Case[]>> = {
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
};
