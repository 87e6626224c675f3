import type { NamedObject, NameOf } from "../operation/named-object.ts";
import type { Index, Named, Schema, Table, View } from "../schema/schema.ts";

/** What DefaultNamingStrategy of both majors puts before its hash; a relation's is a unique constraint, or such an index. */
const kinds: Readonly<Record<string, NamedObject["kind"]>> = {
  PK: "primary key",
  UQ: "unique",
  REL: "unique",
  FK: "foreign key",
  IDX: "index",
  CHK: "check",
  XCL: "exclusion",
};

/** What has keys and indexes. */
type Owners = Pick<Schema, "tables" | "views">;

/** What declares its keys and indexes, with names of a convention for those that TypeORM hashed; a given name stays. */
export function withoutHashedNames({ tables, views }: Owners, nameOf: NameOf): Owners {
  return {
    tables: tables.map((table) => renamed(table, nameOf)),
    views: views.map((view) => ({ ...view, indexes: indexesOf(view, nameOf) })),
  };
}

function renamed(table: Table, nameOf: NameOf): Table {
  const rename = renaming(table.name, nameOf);
  return {
    ...table,
    ...(table.primaryKey === undefined
      ? {}
      : { primaryKey: rename(table.primaryKey, { columns: table.primaryKey.columns }) }),
    uniques: table.uniques.map((unique) => rename(unique, { columns: unique.columns })),
    checks: table.checks.map((check) => rename(check, { columns: [], expression: check.expression })),
    exclusions: table.exclusions.map((exclusion) =>
      rename(exclusion, { columns: [], expression: exclusion.expression }),
    ),
    foreignKeys: table.foreignKeys.map((key) =>
      rename(key, {
        columns: key.columns,
        referencedTable: key.referencedTable.name,
        referencedColumns: key.referencedColumns,
      }),
    ),
    indexes: indexesOf(table, nameOf),
  };
}

function indexesOf({ name, indexes }: Table | View, nameOf: NameOf): Index[] {
  const rename = renaming(name, nameOf);
  return indexes.map((index) =>
    rename(index, {
      columns: index.parts.map(({ column }) => column),
      ...(index.where === undefined ? {} : { where: index.where }),
    }),
  );
}

function renaming(table: string, nameOf: NameOf) {
  return <T extends Named>(item: T, of: Omit<NamedObject, "kind" | "table">): T => {
    const [, prefix] = /^([A-Z]+)_[0-9a-f]{26,27}$/.exec(item.name ?? "") ?? [];
    const kind = prefix === undefined ? undefined : kinds[prefix];
    const name = kind === undefined ? undefined : nameOf({ kind, table, ...of });
    if (name === undefined) return item;
    const { aliases: _aliases, ...rest } = item;
    return { ...rest, name } as T;
  };
}
