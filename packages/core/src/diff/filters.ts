import type {
  CheckConstraint,
  Column,
  EnumType,
  ExclusionConstraint,
  ForeignKey,
  Index,
  ObjectName,
  PrimaryKey,
  Schema,
  Sequence,
  Table,
  UniqueConstraint,
  View,
} from "../schema/schema.ts";

/** The kinds of objects that are compared, each with what describes one. */
export interface ComparedObjects {
  readonly table: Table;
  readonly view: View;
  readonly enum: EnumType;
  readonly sequence: Sequence;
  readonly column: Column;
  readonly index: Index;
  readonly "primary key": PrimaryKey;
  readonly unique: UniqueConstraint;
  readonly check: CheckConstraint;
  readonly exclusion: ExclusionConstraint;
  readonly "foreign key": ForeignKey;
}

export type ComparedType = keyof ComparedObjects;

/** Where an object is: its schema (absent for the default one), and the table of what belongs to a table. */
export interface Parent {
  readonly schema?: string;
  readonly table?: string;
}

/** A compared object of any kind; `"columns" in object` and the like tell TypeScript which. */
export type ComparedObject = ComparedObjects[ComparedType];

/** What is compared at all, and how: Alembic's filters and hooks. */
export interface Filters {
  /**
   * Leaves objects of the database alone by their names: false for one that is neither compared nor reported.
   *
   * @param name `undefined` for the default schema, and for a constraint without a name.
   * @param type `schema`, or what is compared: `table`, `column`, `index`, `foreign key`, ….
   * @example
   * // the tables of another application
   * includeName: (name, type) => !(type === "table" && name?.startsWith("legacy_")),
   */
  readonly includeName?: (name: string | undefined, type: ComparedType | "schema", parent: Parent) => boolean;
  /**
   * Leaves objects alone by what they are: false for one that is neither compared nor reported.
   *
   * @param object what the entities declare, or what the database has where no entity declares it.
   * @param reflected true when only the database has it.
   * @param compareTo what the database has, for an object that both have.
   * @example
   * // indexes that only the database has
   * includeObject: (object, name, type, reflected) => !(type === "index" && reflected),
   */
  readonly includeObject?: (
    object: ComparedObject,
    name: string | undefined,
    type: ComparedType,
    reflected: boolean,
    compareTo: ComparedObject | undefined,
    parent: Parent,
  ) => boolean;
  /**
   * Decides whether the types of two columns differ.
   *
   * @returns true when they differ, false when they do not, undefined to leave it to Limbeck.
   * @example
   * // widths of texts are somebody else's affair
   * compareType: (found, wanted) => found.type.name === "varchar" && wanted.type.name === "varchar" ? false : undefined,
   */
  readonly compareType?: ColumnHook;
  /**
   * Decides whether the defaults of two columns differ; they are SQL expressions, `undefined` where there is none.
   *
   * @returns true when they differ, false when they do not, undefined to leave it to Limbeck.
   */
  readonly compareServerDefault?: ColumnHook;
}

/** Compares a column of the database with the one that an entity declares. */
export type ColumnHook = (found: Column, wanted: Column, table: ObjectName) => boolean | undefined;

/** Tells whether an object takes part; `found` or `wanted` is absent where that side has not got it. */
export type Included = <T extends ComparedType>(
  type: T,
  name: string | undefined,
  parent: Parent,
  sides: {
    readonly found?: ComparedObjects[T] | undefined;
    readonly wanted?: ComparedObjects[T] | undefined;
  },
) => boolean;

/** The filters as one question; the user's functions are asked once about each object. */
export function inclusion({ includeName, includeObject }: Filters): Included {
  return (type, name, parent, { found, wanted }) => {
    if (includeName !== undefined && found !== undefined) {
      if (!includeName(parent.schema, "schema", {}) || !includeName(name, type, parent)) return false;
    }
    const object = wanted ?? found;
    if (includeObject === undefined || object === undefined) return true;
    const compareTo = wanted === undefined ? undefined : found;
    return includeObject(object, name, type, wanted === undefined, compareTo, parent);
  };
}

/** True when anything may be excluded. */
export function isFiltered({ includeName, includeObject }: Filters): boolean {
  return includeName !== undefined || includeObject !== undefined;
}

/** The two sides of the views: those that take no part are not wanted, and what is found of them is nobody's to drop. */
export function includedViews(
  found: Schema,
  wanted: Schema,
  filters: Filters,
): { readonly found: Schema; readonly wanted: Schema } {
  if (!isFiltered(filters)) return { found, wanted };
  const included = inclusion(filters);
  const isIncluded = (view: View) =>
    included("view", view.name, parentOf(view), {
      found: sameNamed(found.views, view),
      wanted: sameNamed(wanted.views, view),
    });
  return {
    found: {
      ...found,
      views: found.views.map((view) => {
        if (isIncluded(view)) return view;
        const { managed: _managed, ...unmanaged } = view;
        return unmanaged;
      }),
    },
    wanted: { ...wanted, views: wanted.views.filter(isIncluded) },
  };
}

export function parentOf({ schema }: ObjectName, table?: string): Parent {
  return { ...(schema === undefined ? {} : { schema }), ...(table === undefined ? {} : { table }) };
}

export function sameNamed<T extends ObjectName>(items: readonly T[], name: ObjectName): T | undefined {
  return items.find((item) => item.name === name.name && item.schema === name.schema);
}
