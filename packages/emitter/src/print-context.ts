import type { Dialect } from "@limbeck/core";

/** The names that a revision can import from `@limbeck/core`. */
export type ImportedName =
  "check" | "column" | "exclude" | "fillIn" | "foreignKey" | "primaryKey" | "sql" | "type" | "unique";

/** What the printers need, and what they find out on their way. */
export interface PrintContext {
  readonly dialect: Dialect;
  /** Filled by the printers: what the file has to import. */
  readonly imports: Set<ImportedName>;
  /** Filled by the printers: the modules of operations of somebody's own, by the names that come from them. */
  readonly modules: Map<string, string>;
  /** The variables of the values that a person has to choose, by column. */
  readonly fillIns: ReadonlyMap<string, string>;
}

/** `name`, noted as an import. */
export function use({ imports }: PrintContext, name: ImportedName): string {
  imports.add(name);
  return name;
}
