import type { NamingStrategyInterface } from "typeorm";
import { nameOfConvention, type NamingLimits } from "./name-of.ts";
import type { NamingConvention } from "./naming-convention.ts";

/** Where a strategy tells its convention; a symbol of the registry, for two copies of the package can be loaded. */
const conventionKey = Symbol.for("limbeck.namingConvention");

type NamesOfKeys = Pick<
  NamingStrategyInterface,
  | "primaryKeyName"
  | "uniqueConstraintName"
  | "relationConstraintName"
  | "foreignKeyName"
  | "indexName"
  | "checkConstraintName"
  | "exclusionConstraintName"
>;

/**
 * A TypeORM naming strategy that names keys and indexes by a convention, and leaves all else to another one.
 */
export function conventionStrategy<T extends NamingStrategyInterface>(
  convention: NamingConvention,
  strategy: T,
  limits: NamingLimits,
): T {
  // TypeORM writes the name of a primary key also where the database forgets it.
  const nameOf = nameOfConvention(convention, { ...limits, namedPrimaryKeys: true });
  const names: NamesOfKeys = {
    primaryKeyName: (table, columns) =>
      nameOf({ kind: "primary key", table: tableName(table), columns }) ??
      strategy.primaryKeyName(table, columns),
    uniqueConstraintName: (table, columns) =>
      nameOf({ kind: "unique", table: tableName(table), columns }) ??
      strategy.uniqueConstraintName(table, columns),
    // The constraint, on MySQL the unique index, behind a one-to-one relation.
    relationConstraintName: (table, columns, where) =>
      nameOf({ kind: "unique", table: tableName(table), columns }) ??
      strategy.relationConstraintName(table, columns, where),
    foreignKeyName: (table, columns, referencedTable, referencedColumns) => {
      // TypeORM's own query runner does not tell what a key without a name references.
      const name =
        referencedTable === undefined || referencedColumns === undefined
          ? undefined
          : nameOf({
              kind: "foreign key",
              table: tableName(table),
              columns,
              referencedTable: tableName(referencedTable),
              referencedColumns,
            });
      return name ?? strategy.foreignKeyName(table, columns, referencedTable, referencedColumns);
    },
    indexName: (table, columns, where) =>
      nameOf({ kind: "index", table: tableName(table), columns, ...(where ? { where } : {}) }) ??
      strategy.indexName(table, columns, where),
    // The check of an enum is TypeORM's own: nobody could give it a name.
    checkConstraintName: (table, expression, isEnum) =>
      (isEnum ? undefined : nameOf({ kind: "check", table: tableName(table), columns: [], expression })) ??
      strategy.checkConstraintName(table, expression, isEnum),
    exclusionConstraintName: (table, expression) =>
      nameOf({ kind: "exclusion", table: tableName(table), columns: [], expression }) ??
      strategy.exclusionConstraintName(table, expression),
  };
  const own: Readonly<Record<PropertyKey, unknown>> = { ...names, [conventionKey]: convention };
  return new Proxy(strategy, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return own[key];
      const value: unknown = Reflect.get(target, key, target);
      // A class with private fields knows its methods only on itself.
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** The convention of a strategy that {@link conventionStrategy} made. */
export function conventionOf(strategy: object): NamingConvention | undefined {
  return (strategy as { readonly [conventionKey]?: NamingConvention })[conventionKey];
}

/** Without its schema, as DefaultNamingStrategy takes it. */
function tableName(table: string | { readonly name: string }): string {
  const path = typeof table === "string" ? table : table.name;
  return path.slice(path.lastIndexOf(".") + 1);
}
