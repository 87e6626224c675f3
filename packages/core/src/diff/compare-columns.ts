import type { Dialect } from "../dialect/dialect.ts";
import { mentions } from "../dialect/sql-tokens.ts";
import { applyColumnChange } from "../operation/column-change.ts";
import type { ColumnChange, Operation } from "../operation/operation.ts";
import { objectName } from "../schema/object-name.ts";
import type { Column, Generated, Table } from "../schema/schema.ts";
import { shallowEqual } from "../util/shallow-equal.ts";
import type { ColumnHook, Filters } from "./filters.ts";
import type { IsRemade } from "./remade.ts";

/** What decides before Limbeck does whether two columns differ. */
export type ColumnHooks = Pick<Filters, "compareType" | "compareServerDefault">;

/**
 * What it takes to bring the columns of a found table to the wanted ones.
 *
 * @param isRemade tells which found ones are computed anew although their expression says the same.
 */
export function compareColumns(
  found: Table,
  wanted: Table,
  dialect: Dialect,
  { compareType, compareServerDefault }: ColumnHooks = {},
  isRemade: IsRemade = () => false,
): Operation[] {
  const table = objectName(wanted);
  const foundByName = new Map(found.columns.map((column) => [column.name, column]));
  const wantedNames = new Set(wanted.columns.map((column) => column.name));
  const ask = (hook: ColumnHook | undefined, before: Column, after: Column) => hook?.(before, after, table);
  const alterations = wanted.columns.flatMap((column): Operation[] => {
    const existing = foundByName.get(column.name);
    if (existing === undefined) return [{ kind: "addColumn", table, column }];
    const change = columnChange(existing, column, dialect, {
      type: ask(compareType, existing, column),
      default: ask(compareServerDefault, existing, column),
      generated: isRemade("column", column.name) || undefined,
    });
    if (Object.keys(change).length === 0) return [];
    return [{ kind: "alterColumn", table, column: column.name, change, existing }];
  });
  return [
    ...(dialect.capabilities.expressionsKeepCasts ? withStepsBetween(alterations) : alterations),
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

/**
 * A computed column gets its new expression over columns of new types, and its old one over columns of old types when
 * the change is taken back: it is an ordinary one in between.
 */
function withStepsBetween(operations: readonly Operation[]): Operation[] {
  const retyped = operations.flatMap((operation) =>
    operation.kind === "alterColumn" &&
    (operation.change.type !== undefined || operation.change.collation !== undefined)
      ? [operation.column]
      : [],
  );
  return operations.flatMap((operation): Operation[] => {
    if (operation.kind !== "alterColumn" || !operation.change.generated) return [operation];
    const { existing, change } = operation;
    const old = existing?.generated?.expression;
    const others = retyped.filter((column) => column !== operation.column);
    if (old === undefined || ![old, change.generated!.expression].some((sql) => mentions(sql, others)))
      return [operation];
    const plain = { generated: null };
    return [
      { ...operation, change: plain },
      { ...operation, existing: applyColumnChange(existing!, plain) },
    ];
  });
}

/** Whether facets differ, where somebody else has decided it. */
interface Decided {
  readonly type: boolean | undefined;
  readonly default: boolean | undefined;
  readonly generated: boolean | undefined;
}

/** The facets in which two columns of one name differ. */
function columnChange(found: Column, wanted: Column, dialect: Dialect, decided: Decided): ColumnChange {
  const typeDiffers =
    decided.type ??
    (!shallowEqual(found.type, wanted.type) &&
      dialect.formatType(found.type) !== dialect.formatType(wanted.type));
  const defaultDiffers = decided.default ?? found.default !== wanted.default;
  return {
    ...(typeDiffers ? { type: wanted.type } : {}),
    ...(found.nullable === wanted.nullable ? {} : { nullable: wanted.nullable }),
    ...(defaultDiffers ? { default: wanted.default ?? null } : {}),
    ...facet("onUpdate", found, wanted),
    ...facet("identity", found, wanted),
    ...((decided.generated ?? !sameGenerated(found.generated, wanted.generated))
      ? { generated: wanted.generated ?? null }
      : {}),
    ...facet("charset", found, wanted),
    ...facet("collation", found, wanted),
    ...facet("comment", found, wanted),
  };
}

function facet(
  name: "onUpdate" | "identity" | "charset" | "collation" | "comment",
  found: Column,
  wanted: Column,
) {
  return found[name] === wanted[name] ? {} : { [name]: wanted[name] ?? null };
}

/** `declared` is a note about the same expression, no part of it. */
function sameGenerated(found: Generated | undefined, wanted: Generated | undefined): boolean {
  return found?.expression === wanted?.expression && found?.stored === wanted?.stored;
}
