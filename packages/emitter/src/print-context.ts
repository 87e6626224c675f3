import type { Dialect } from "@limbeck/core";
import { addImport, type builderNames, type Imports, limbeckModule } from "./imports.ts";
import type { ItemRenderer } from "./render-item.ts";

/** What the printers need, and what they find out on their way. */
export interface PrintContext {
  readonly dialect: Dialect;
  /** Filled by the printers: what the file has to import. */
  readonly imports: Imports;
  /** The variables of the values that a person has to choose, by column. */
  readonly fillIns: ReadonlyMap<string, string>;
  /** What the project prints by itself. */
  readonly renderItem: ItemRenderer;
}

/** `name`, noted as an import. */
export function use({ imports }: PrintContext, name: (typeof builderNames)[number]): string {
  addImport(imports, limbeckModule, name);
  return name;
}
