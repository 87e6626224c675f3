import { OperationError } from "../errors.ts";
import { type ConstraintPart, f, type FinalName, type Name } from "./builders.ts";
import type { NamedObject, NameOf } from "./named-object.ts";
import type { Constraint, ConstraintType } from "./operation.ts";
import type { IndexPartInput } from "./operations.ts";
import type { Sql } from "./sql.ts";

/**
 * A constraint with the name that a convention gives it, unless its own is final.
 *
 * A check says nothing that a name could be made of: where none is mentioned, it has none, as the one of an enum on SQLite.
 */
export function withName(nameOf: NameOf | undefined, table: string, part: ConstraintPart): ConstraintPart {
  const { name: given } = part.options;
  if (nameOf === undefined || isFinal(given)) return part;
  if (given === undefined && (part.part === "check" || part.part === "exclusion")) return part;
  const name = nameOf({ ...namedObject(table, part), ...(given ? { name: given } : {}) });
  return { ...part, options: { ...part.options, name: f(name ?? null) } } as ConstraintPart;
}

/** The name under which a constraint is to be dropped: the one that it got when it was created with the same name. */
export function droppedName(
  nameOf: NameOf | undefined,
  given: Name,
  {
    table,
    type,
    existing,
  }: { readonly table: string; readonly type: ConstraintType; readonly existing: ConstraintPart | undefined },
): Pick<Constraint, "name"> {
  const name = (): string | null | undefined => {
    if (isFinal(given)) return given.name;
    // Without a name there must be a definition to make one of.
    if (nameOf === undefined || (given === null && existing === undefined)) return given;
    const object = existing === undefined ? { kind: type, table, columns: [] } : namedObject(table, existing);
    return nameOf({ ...object, ...(given === null ? {} : { name: given }) });
  };
  const text = name();
  return text === null || text === undefined ? {} : { name: text };
}

/**
 * The name of an index, which always has one.
 *
 * @throws {OperationError} `E_NAMING_CONVENTION` where neither the caller nor a convention names it.
 */
export function indexName(
  nameOf: NameOf | undefined,
  given: string | FinalName | null,
  {
    table,
    parts,
    where,
  }: {
    readonly table: string;
    readonly parts: readonly (string | IndexPartInput)[];
    readonly where: Sql | undefined;
  },
): string {
  if (isFinal(given)) return given.name;
  const columns = parts.map((part) => (typeof part === "string" ? part : part.column));
  const name =
    nameOf === undefined
      ? given
      : nameOf({
          kind: "index",
          table,
          columns,
          ...(given === null ? {} : { name: given }),
          ...(where === undefined ? {} : { where: where.sql }),
        });
  if (name !== null && name !== undefined) return name;
  throw new OperationError(
    "E_NAMING_CONVENTION",
    `createIndex on "${table}" has no name, and no naming convention says how an index is called. ` +
      `Give it a name, or give the configuration a namingConvention with "ix".`,
    { details: { table, columns } },
  );
}

function isFinal<T extends Name | undefined>(name: T): name is Extract<T, { readonly name: unknown }> {
  return typeof name === "object" && name !== null;
}

function namedObject(table: string, part: ConstraintPart): NamedObject {
  switch (part.part) {
    case "primary key":
    case "unique":
      return { kind: part.part, table, columns: part.columns };
    case "check":
    case "exclusion":
      return { kind: part.part, table, columns: [], expression: part.expression.sql };
    case "foreign key": {
      const { columns, referencedTable, referencedColumns } = part;
      return { kind: part.part, table, columns, referencedTable, referencedColumns };
    }
  }
}
