import { isDeclarable } from "../diff/compare-constraints.ts";
import type { ComparedType, Included } from "../diff/filters.ts";
import { parentOf } from "../diff/filters.ts";
import { constraintsOf } from "../operation/constraints-of.ts";
import type { Constraint } from "../operation/operation.ts";
import { displayName, nameKey, objectName } from "../schema/object-name.ts";
import type { ObjectName, Schema, Table } from "../schema/schema.ts";

/** Something that the database has, no entity declares, and no revision touches. */
export interface UnmanagedObject {
  readonly type: Extract<
    ComparedType,
    "table" | "view" | "enum" | "sequence" | "index" | "unique" | "check" | "exclusion"
  >;
  readonly name: string;
  /** Absent for the default schema. */
  readonly schema?: string;
  /** The table of an index or a constraint. */
  readonly table?: string;
}

/** `index ix_account_lower on account`. */
export function describeUnmanaged({ type, name, schema, table }: UnmanagedObject): string {
  if (table === undefined)
    return `${type} ${displayName({ ...(schema === undefined ? {} : { schema }), name })}`;
  return `${type} ${name} on ${displayName({ ...(schema === undefined ? {} : { schema }), name: table })}`;
}

export interface UnmanagedQuestion {
  /** The database as it is after the changes. */
  readonly after: Schema;
  readonly wanted: Schema;
  /** Tables and indexes that entities declare, but want to be left alone. */
  readonly unsynchronisedTables: readonly ObjectName[];
  readonly unmanagedIndexes: readonly { readonly table: ObjectName; readonly name: string }[];
  readonly included: Included;
}

/** What is left alone because no entity declares it; what a filter excludes is not told. */
export function unmanagedObjects(question: UnmanagedQuestion): readonly UnmanagedObject[] {
  const { after, wanted, unsynchronisedTables, included } = question;
  const unknown = <T extends ObjectName>(found: readonly T[], declared: readonly ObjectName[]): T[] => {
    const keys = new Set(declared.map(nameKey));
    return found.filter((item) => !keys.has(nameKey(item)));
  };
  const wantedTables = new Map(wanted.tables.map((table) => [nameKey(table), table]));
  return [
    ...unknown(after.tables, [...wanted.tables, ...unsynchronisedTables])
      .filter((table) => included("table", table.name, parentOf(table), { found: table }))
      .map((table) => told("table", table)),
    ...unknown(after.views, wanted.views)
      .filter((view) => included("view", view.name, parentOf(view), { found: view }))
      .map((view) => told("view", view)),
    ...unknown(after.enums, wanted.enums)
      .filter((type) => included("enum", type.name, parentOf(type), { found: type }))
      .map((type) => told("enum", type)),
    ...unknown(after.sequences, wanted.sequences)
      .filter((sequence) => included("sequence", sequence.name, parentOf(sequence), { found: sequence }))
      .map((sequence) => told("sequence", sequence)),
    ...after.tables.flatMap((table) => {
      const declared = wantedTables.get(nameKey(table));
      return declared === undefined ? [] : unmanagedParts(table, declared, question);
    }),
  ];
}

function told(type: UnmanagedObject["type"], name: ObjectName): UnmanagedObject {
  return { type, ...objectName(name) };
}

/** Indexes and constraints that are left: all others would have been dropped. */
function unmanagedParts(found: Table, wanted: Table, question: UnmanagedQuestion): UnmanagedObject[] {
  const { unmanagedIndexes, included } = question;
  const parent = parentOf(found, found.name);
  if (!included("table", found.name, parentOf(found), { found, wanted })) return [];
  const key = nameKey(found);
  const left = new Set(
    unmanagedIndexes.filter(({ table }) => nameKey(table) === key).map(({ name }) => name),
  );
  const handMade = constraintsOf(found).filter(isHandMade);
  return [
    ...unnamed(found.indexes, wanted.indexes)
      .filter((index) => !left.has(index.name))
      .filter((index) => included("index", index.name, parent, { found: index }))
      .map(({ name }): UnmanagedObject => ({ type: "index", name, ...parent })),
    ...unnamed(handMade, handMade.length === 0 ? [] : constraintsOf(wanted))
      .filter((constraint) => included(constraint.type, constraint.name, parent, { found: constraint }))
      .map(({ type, name }): UnmanagedObject => ({ type, name, ...parent })),
  ];
}

/** A constraint that no entity can declare. */
type HandMade = Extract<Constraint, { readonly type: "unique" | "check" | "exclusion" }> & {
  readonly name: string;
};

function isHandMade(constraint: Constraint): constraint is HandMade {
  const { type, name } = constraint;
  if (type === "primary key" || type === "foreign key" || name === undefined) return false;
  return !isDeclarable(constraint);
}

interface Nameable {
  readonly name?: string;
  readonly aliases?: readonly string[];
}

/** Those under whose name nothing is wanted. */
function unnamed<T extends Nameable>(found: readonly T[], wanted: readonly Nameable[]): readonly T[] {
  if (found.length === 0) return found;
  const names = new Set(
    wanted.flatMap(({ name, aliases = [] }) => (name === undefined ? aliases : [name, ...aliases])),
  );
  return found.filter(({ name }) => name === undefined || !names.has(name));
}
