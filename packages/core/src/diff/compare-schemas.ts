import type { Dialect, ExpressionOwner } from "../dialect/dialect.ts";
import { onlyAddsLabels } from "../operation/enum-labels.ts";
import type { Operation } from "../operation/operation.ts";
import { reverse } from "../operation/reverse.ts";
import { nameKey, objectName } from "../schema/object-name.ts";
import type { ObjectName, Schema, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { withPartsOfDroppedColumns } from "./carried-parts.ts";
import { type ColumnHooks, compareColumns } from "./compare-columns.ts";
import { compareConstraints } from "./compare-constraints.ts";
import { compareEnums, withoutCarriedDefaults, withoutLeavingUses } from "./compare-enums.ts";
import { compareIndexes, createFirstIndex, dropIndex } from "./compare-indexes.ts";
import { compareViews } from "./compare-views.ts";
import { type Filters, includedViews } from "./filters.ts";
import { includedOperations } from "./included-operations.ts";
import { withLossWarning } from "./loss-warning.ts";
import { withPinnedForeignKeys } from "./pinned-foreign-keys.ts";
import { type IsRemade, remadeIn } from "./remade.ts";

export interface CompareOptions extends Filters {
  /** Drop tables that the database has and the model has not. Default false: they may be somebody else's. */
  readonly dropUnknownTables?: boolean;
  /** Tables that the revisions made and that no entity declares any more: they are dropped. */
  readonly abandonedTables?: readonly ObjectName[];
  /** Tables of entities that are not synchronised: they are never dropped. */
  readonly unsynchronisedTables?: readonly ObjectName[];
  /** What says the same and is made anew all the same: see {@link Alignment.remade}. */
  readonly remade?: readonly ExpressionOwner[];
  /** Indexes that entities declare with `synchronize: false`: whatever the database has there stays. */
  readonly unmanagedIndexes?: readonly { readonly table: ObjectName; readonly name: string }[];
  /** The operations are there to be reversed: views are made anew where only the way back needs it. */
  readonly inverse?: boolean;
}

/**
 * Every difference between two schemas as operations, not yet in the order in which they can run.
 *
 * Texts are compared as they stand: the dialect has aligned the found ones before.
 */
export function compareSchemas(
  found: Schema,
  wanted: Schema,
  dialect: Dialect,
  options: CompareOptions = {},
): Operation[] {
  const foundByKey = new Map(found.tables.map((table) => [nameKey(table), table]));
  const wantedKeys = new Set(wanted.tables.map(nameKey));
  const abandoned = new Set((options.abandonedTables ?? []).map(nameKey));
  const dropped = unknownTables(found, wanted, options.unsynchronisedTables).filter(
    (table) => options.dropUnknownTables || abandoned.has(nameKey(table)),
  );
  const managed = new Set([...wantedKeys, ...dropped.map(nameKey)]);
  const unmanaged = new Set(
    (options.unmanagedIndexes ?? []).map(({ table, name }) => stableJson([nameKey(table), name])),
  );

  const isRemadeIn = remadeIn(options.remade);
  const tableChanges = wanted.tables.flatMap((table) => {
    const existing = foundByKey.get(nameKey(table));
    if (existing === undefined) return createTable(table);
    const indexes =
      unmanaged.size === 0
        ? existing.indexes
        : existing.indexes.filter(({ name }) => !unmanaged.has(stableJson([nameKey(table), name])));
    return compareTable({ ...existing, indexes }, table, dialect, options, isRemadeIn(table));
  });
  const operations = [
    ...compareNames(found.schemas, wanted.schemas).map((name): Operation => ({ kind: "createSchema", name })),
    ...compareNames(found.extensions, wanted.extensions).map((name): Operation => ({
      kind: "createExtension",
      name,
    })),
    ...compareEnums(found, wanted, dialect, managed),
    ...compareSequences(found, wanted),
    ...tableChanges,
    ...dropped.flatMap((table) => dropTable(table, abandoned.has(nameKey(table)))),
  ];
  const included = withPartsOfDroppedColumns(
    found,
    withoutCarriedDefaults(withoutLeavingUses(includedOperations(operations, found, wanted, options))),
  );
  const views = includedViews(found, wanted, options);
  const changing = options.inverse ? included.flatMap(withInverse) : included;
  return [
    ...withPinnedForeignKeys(found, included, dialect, changing).map((one) => withLossWarning(one, dialect)),
    ...compareViews(views.found, views.wanted, dialect, {
      disturbed: disturbedTables(changing, dialect),
      dropped: droppedTables(included),
    }),
  ];
}

/** The found tables that no entity declares. */
export function unknownTables(
  found: Schema,
  wanted: Schema,
  unsynchronised: readonly ObjectName[] = [],
): readonly Table[] {
  const declared = new Set([...wanted.tables, ...unsynchronised].map(nameKey));
  return found.tables.filter((table) => !declared.has(nameKey(table)));
}

/** Names that are wanted and not found. Schemas and extensions are never dropped: they are shared by nature. */
function compareNames(found: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((name) => !found.includes(name));
}

function compareSequences(found: Schema, wanted: Schema): Operation[] {
  const keys = new Set(found.sequences.map(nameKey));
  return wanted.sequences
    .filter((sequence) => !keys.has(nameKey(sequence)))
    .map((sequence) => ({ kind: "createSequence", sequence }));
}

function createTable(table: Table): Operation[] {
  return [
    { kind: "createTable", table: { ...table, indexes: [] } },
    ...table.indexes.map((index) => createFirstIndex(objectName(table), index)),
  ];
}

function dropTable(table: Table, isAbandoned: boolean): Operation[] {
  const reason = isAbandoned ? ", which the revisions made and no entity declares any more," : "";
  return [
    ...table.indexes.map((index) => dropIndex(objectName(table), index)),
    {
      kind: "dropTable",
      table: objectName(table),
      existing: { ...table, indexes: [] },
      warning: `drops the table ${table.name}${reason} and all rows in it`,
    },
  ];
}

function compareTable(
  found: Table,
  wanted: Table,
  dialect: Dialect,
  hooks: ColumnHooks,
  isRemade: IsRemade,
): Operation[] {
  return [
    ...compareComment(found, wanted),
    ...compareOptions(found, wanted),
    ...compareColumns(found, wanted, dialect, hooks, isRemade),
    ...compareConstraints(found, wanted, dialect, isRemade),
    ...compareIndexes(objectName(wanted), found.indexes, wanted.indexes, dialect, isRemade),
  ];
}

function compareComment(found: Table, wanted: Table): Operation[] {
  if (found.comment === wanted.comment) return [];
  const table = objectName(wanted);
  const existing = found.comment === undefined ? {} : { existing: found.comment };
  return wanted.comment === undefined
    ? [{ kind: "dropTableComment", table, ...existing }]
    : [{ kind: "createTableComment", table, comment: wanted.comment, ...existing }];
}

/** Only what the model states is compared: an option it is silent about is the database's own affair. */
function compareOptions(found: Table, wanted: Table): Operation[] {
  // An entity always says whether its table has a rowid, by saying nothing: it has.
  const hasRowid = found.options.withoutRowid === true && wanted.options.withoutRowid === undefined;
  const options = hasRowid ? { ...wanted.options, withoutRowid: false } : wanted.options;
  const stated = Object.entries(options).filter(
    ([option, value]) => value !== undefined && found.options[option as keyof Table["options"]] !== value,
  );
  if (stated.length === 0) return [];
  const before = stated.map(([option]) => [option, found.options[option as keyof Table["options"]]]);
  return [
    {
      kind: "alterTableOptions",
      table: objectName(wanted),
      options: Object.fromEntries(stated),
      existing: Object.fromEntries(before),
    },
  ];
}

/** Tables whose columns change in a way that views over them forbid. */
function disturbedTables(operations: readonly Operation[], dialect: Dialect): Set<string> {
  if (!dialect.capabilities.viewsPinColumns) return new Set();
  return new Set(operations.flatMap((operation) => disturbedBy(operation).map(nameKey)));
}

/** A label is added beside the views; to take it away again, the type is replaced, which views forbid. */
function withInverse(operation: Operation): Operation[] {
  return operation.kind === "alterEnum" ? [operation, reverse(operation)] : [operation];
}

function droppedTables(operations: readonly Operation[]): Set<string> {
  return new Set(
    operations.flatMap((operation) => (operation.kind === "dropTable" ? [nameKey(operation.table)] : [])),
  );
}

function disturbedBy(operation: Operation): readonly ObjectName[] {
  switch (operation.kind) {
    case "dropColumn":
    case "dropTable":
      return [operation.table];
    case "alterColumn": {
      const { type, generated, collation } = operation.change;
      return type === undefined && generated === undefined && collation === undefined
        ? []
        : [operation.table];
    }
    case "alterEnum":
      // A type that is replaced retypes its columns.
      return onlyAddsLabels(operation) ? [] : operation.usedBy.map(({ table }) => table);
    default:
      return [];
  }
}
