import { addImport, builderNames, type Imports, limbeckModule, localName } from "./imports.ts";

/** Names that a revision has already. */
const taken = new Set([
  ...[
    "op",
    "batch",
    "context",
    "revision",
    "downRevision",
    "branchLabels",
    "dependsOn",
    "upgrade",
    "downgrade",
  ],
  "Operations",
]);

const identifier = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const importedName = new RegExp(`^${identifier}(?: as ${identifier})?$`, "u");

/**
 * Notes an import that the project wants.
 *
 * @param name what the module exports: `money`, `money as price`
 * @throws {Error} for what is no name, and for one that something else in the revision has.
 */
export function addCheckedImport(imports: Imports, module: string, name: string): void {
  if (typeof name !== "string" || !importedName.test(name))
    throw new Error(`${JSON.stringify(name)} is no name to import from "${module}"`);
  const local = localName(name);
  const other = [...imports].find(([from, names]) =>
    [...names].some((known) => localName(known) === local && (from !== module || known !== name)),
  );
  const isBuilder = module !== limbeckModule && (builderNames as readonly string[]).includes(local);
  if (other !== undefined || isBuilder || taken.has(local)) {
    const owner = other?.[0] ?? (isBuilder ? limbeckModule : "the revision itself");
    throw new Error(
      `${local} can't be imported from "${module}": ${owner} has that name. Write "${name.split(" ")[0]} as …"`,
    );
  }
  addImport(imports, module, name);
}
