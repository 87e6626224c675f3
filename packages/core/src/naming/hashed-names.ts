import type { NamedObject, NameOf } from "../operation/named-object.ts";
import type { Named, Table } from "../schema/schema.ts";

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

/**
 * The tables with names of a convention in place of those that TypeORM hashed; a name that somebody gave stays.
 *
 * @returns `tables` with the keys and indexes that `nameOf` names.
 */
export function withoutHashedNames(tables: readonly Table[], nameOf: NameOf): Table[] {
  return tables.map((table) => {
    const rename = <T extends Named>(item: T, of: Omit<NamedObject, "kind" | "table">): T => {
      const [, prefix] = /^([A-Z]+)_[0-9a-f]{26,27}$/.exec(item.name ?? "") ?? [];
      const kind = prefix === undefined ? undefined : kinds[prefix];
      const name = kind === undefined ? undefined : nameOf({ kind, table: table.name, ...of });
      if (name === undefined) return item;
      const { aliases: _aliases, ...rest } = item;
      return { ...rest, name } as T;
    };
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
      indexes: table.indexes.map((index) =>
        rename(index, {
          columns: index.parts.map(({ column }) => column),
          ...(index.where === undefined ? {} : { where: index.where }),
        }),
      ),
    };
  });
}
