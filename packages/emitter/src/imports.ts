import { printString } from "./print-values.ts";

/** Where a revision has its builders from. */
export const limbeckModule = "@limbeck/core";

/** What a revision can need of it. */
export const builderNames = [
  "check",
  "column",
  "exclude",
  "fillIn",
  "foreignKey",
  "primaryKey",
  "sql",
  "type",
  "unique",
] as const;

/** The modules that a revision imports from, each with the names that it takes: `money`, `money as price`. */
export type Imports = Map<string, Set<string>>;

export function addImport(imports: Imports, module: string, name: string): void {
  const names = imports.get(module) ?? new Set();
  imports.set(module, names.add(name));
}

/** The name that an import has in the file. */
export function localName(name: string): string {
  return name.split(" as ").at(-1)!;
}

/** The import statements of a file, Limbeck's own first. */
export function printImports(
  imports: ReadonlyMap<string, ReadonlySet<string>>,
  print: (names: readonly string[], module: string) => string,
): string {
  const modules = [...imports.keys()].filter((module) => module !== limbeckModule).sort();
  return [limbeckModule, ...modules]
    .flatMap((module) => {
      const names = [...(imports.get(module) ?? [])].sort();
      return names.length === 0 ? [] : [print(names, module)];
    })
    .join("\n");
}

/** `import { check, column } from "@limbeck/core";` */
export function printEsmImport(names: readonly string[], module: string): string {
  const areTypes = names.every((name) => name.startsWith("type "));
  const list = areTypes ? names.map((name) => name.slice("type ".length)) : names;
  return printed(`import ${areTypes ? "type " : ""}`, list, ` from ${printString(module)};`);
}

/** `const { check, column } = require("@limbeck/core");` */
export function printRequire(names: readonly string[], module: string): string {
  const list = names.map((name) => name.replace(" as ", ": "));
  return printed("const ", list, ` = require(${printString(module)});`);
}

function printed(start: string, names: readonly string[], end: string): string {
  const line = `${start}{ ${names.join(", ")} }${end}`;
  return line.length <= 80 ? line : `${start}{\n${names.map((name) => `  ${name},\n`).join("")}}${end}`;
}
