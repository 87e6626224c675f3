import type { Dialect } from "../dialect/dialect.ts";
import type { ColumnChange, Operation } from "../operation/operation.ts";
import { objectName } from "../schema/object-name.ts";
import type { Column, Generated, Table } from "../schema/schema.ts";

/** What it takes to bring the columns of a found table to the wanted ones. */
export function compareColumns(found: Table, wanted: Table, dialect: Dialect): Operation[] {
  const table = objectName(wanted);
  const foundByName = new Map(found.columns.map((column) => [column.name, column]));
  const wantedNames = new Set(wanted.columns.map((column) => column.name));
  return [
    ...wanted.columns.flatMap((column): Operation[] => {
      const existing = foundByName.get(column.name);
      if (existing === undefined) return [{ kind: "addColumn", table, column }];
      const change = columnChange(existing, column, dialect);
      if (Object.keys(change).length === 0) return [];
      return [{ kind: "alterColumn", table, column: column.name, change, existing }];
    }),
    ...found.columns
      .filter((column) => !wantedNames.has(column.name))
      .map((column): Operation => ({
        kind: "dropColumn",
        table,
        column: column.name,
        existing: column,
        ...(column.generated === undefined
          ? { warning: `drops the column ${found.name}.${column.name} and all values in it` }
          : {}),
      })),
  ];
}

/** The facets in which two columns of one name differ. */
export function columnChange(found: Column, wanted: Column, dialect: Dialect): ColumnChange {
  return {
    ...(dialect.formatType(found.type) === dialect.formatType(wanted.type) ? {} : { type: wanted.type }),
    ...(found.nullable === wanted.nullable ? {} : { nullable: wanted.nullable }),
    ...facet("default", found, wanted),
    ...facet("onUpdate", found, wanted),
    ...facet("identity", found, wanted),
    ...(sameGenerated(found.generated, wanted.generated) ? {} : { generated: wanted.generated ?? null }),
    ...facet("charset", found, wanted),
    ...facet("collation", found, wanted),
    ...facet("comment", found, wanted),
  };
}

function facet(
  name: "default" | "onUpdate" | "identity" | "charset" | "collation" | "comment",
  found: Column,
  wanted: Column,
) {
  return found[name] === wanted[name] ? {} : { [name]: wanted[name] ?? null };
}

/** `declared` is a note about the same expression, no part of it. */
function sameGenerated(found: Generated | undefined, wanted: Generated | undefined): boolean {
  return found?.expression === wanted?.expression && found?.stored === wanted?.stored;
}
