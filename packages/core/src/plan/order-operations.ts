import { onlyAddsLabels } from "../operation/enum-labels.ts";
import { isOfEnum, leavesEnum } from "../operation/enum-users.ts";
import type { AlterEnum, Operation, OperationKind } from "../operation/operation.ts";
import { nameKey, objectName } from "../schema/object-name.ts";
import type { ForeignKey, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { topologicalOrder } from "../util/topological-order.ts";

export interface OrderOptions {
  /** A foreign key may be created before the table that it references. */
  readonly forwardReferences: boolean;
}

/**
 * Puts operations into an order in which they can run, and which reads like the change.
 *
 * What others stand on comes first: types before tables, tables in the order of their foreign keys (cycles are cut
 * into a foreign key of its own after the tables), columns before constraints, keys before foreign keys. What goes
 * away goes in reverse. The reversed list of inverses is in a runnable order as well.
 */
export function orderOperations(
  operations: readonly Operation[],
  options: OrderOptions,
): readonly Operation[] {
  const created = operations.filter((operation) => operation.kind === "createTable");
  const dropped = operations.filter((operation) => operation.kind === "dropTable");
  const creation = orderCreated(
    created.map(({ table }) => table),
    options,
  );
  const removal = orderDropped(
    dropped.map(({ existing, table }) => existing ?? { ...table, foreignKeys: [] }),
    options,
  );
  const createdByKey = new Map(created.map((operation) => [nameKey(operation.table), operation]));
  const droppedByKey = new Map(dropped.map((operation) => [nameKey(operation.table), operation]));

  const rankOf = ranking(operations);
  const sections = new Map<number, Operation[]>();
  const place = (rank: number, ...placed: readonly Operation[]) => {
    const section = sections.get(rank);
    if (section === undefined) sections.set(rank, [...placed]);
    // One that is computed from another one stands behind it in the table.
    else if (rank === computedRanks.dropColumn) section.unshift(...placed);
    else section.push(...placed);
  };
  for (const table of creation.tables) {
    place(ranks.createTable, { ...createdByKey.get(nameKey(table))!, table });
  }
  // All of them or none: they stand in the order of their foreign keys.
  const dropTableRank = Math.min(ranks.dropTable, ...dropped.map(rankOf));
  for (const table of removal.tables) {
    const operation = droppedByKey.get(nameKey(table))!;
    const existing = operation.existing && {
      existing: { ...operation.existing, foreignKeys: table.foreignKeys },
    };
    place(dropTableRank, { ...operation, ...existing });
  }
  for (const operation of [...creation.foreignKeys, ...removal.foreignKeys])
    place(rankOf(operation), operation);

  const owners = new Set(operations.flatMap(ownerKey));
  const attached = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (operation.kind === "createTable" || operation.kind === "dropTable") continue;
    const owner = indexOwnerKey(operation);
    if (owner === undefined || !owners.has(owner)) place(rankOf(operation), operation);
    else attached.set(owner, [...(attached.get(owner) ?? []), operation]);
  }
  return [...sections]
    .sort(([a], [b]) => a - b)
    .flatMap(([, section]) => section)
    .flatMap((operation) => {
      const indexes = ownerKey(operation).flatMap((key) => attached.get(key) ?? []);
      const isDrop = operation.kind === "dropTable" || operation.kind === "dropView";
      return isDrop ? [...indexes, operation] : [operation, ...indexes];
    });
}

/** The key under which the indexes of a table or view that comes or goes find it: they come and go beside it. */
function ownerKey(operation: Operation): string[] {
  switch (operation.kind) {
    case "createTable":
      return [`create ${nameKey(operation.table)}`];
    case "createView":
      return [`create ${nameKey(operation.view)}`];
    case "dropTable":
      return [`drop ${nameKey(operation.table)}`];
    case "dropView":
      return [`drop ${nameKey(operation.view)}`];
    default:
      return [];
  }
}

function indexOwnerKey(operation: Operation): string | undefined {
  if (operation.kind === "createIndex") return `create ${nameKey(operation.table)}`;
  return operation.kind === "dropIndex" ? `drop ${nameKey(operation.table)}` : undefined;
}

/** The section of a kind in the order of an upgrade; constraints are ranked by type in {@link rankOf}. */
const ranks: { readonly [K in OperationKind]: number } = {
  createSchema: 0,
  createExtension: 1,
  createSequence: 2,
  createEnum: 3,
  dropView: 10,
  dropConstraint: 12,
  dropIndex: 13,
  alterEnum: 20,
  addEnumValue: 20,
  renameEnumValue: 20,
  renameTable: 21,
  renameColumn: 22,
  renameConstraint: 23,
  renameIndex: 24,
  createTable: 30,
  alterTableOptions: 31,
  createTableComment: 32,
  dropTableComment: 32,
  addColumn: 33,
  alterColumn: 34,
  backfill: 35,
  batchAlterTable: 34,
  custom: 61,
  bulkInsert: 35,
  execute: 35,
  createConstraint: 41,
  validateConstraint: 44,
  createIndex: 42,
  dropColumn: 50,
  dropTable: 51,
  replaceView: 60,
  createView: 60,
  refreshMaterializedView: 61,
  dropEnum: 70,
  dropSequence: 71,
  dropExtension: 72,
  dropSchema: 73,
};

/** A column that is computed from others goes, or is computed no more, before they go or change, and comes after. */
const computedRanks = { addColumn: ranks.backfill + 1, dropColumn: ranks.dropIndex + 1 } as const;

/** What is of an enum type no more leaves it before labels go that its rows may have. */
const leavingRank = ranks.alterEnum - 1;

/** The rank of an operation among these. */
function ranking(operations: readonly Operation[]): (operation: Operation) => number {
  const replaced = operations.filter(
    (operation): operation is AlterEnum => operation.kind === "alterEnum" && !onlyAddsLabels(operation),
  );
  const leaving = new Set(
    replaced.flatMap((type) => operations.filter((operation) => leavesEnum(operation, type.enum))),
  );
  const isEntered = (type: AlterEnum) =>
    [...leaving].some(
      (operation) =>
        operation.kind === "alterColumn" &&
        operation.change.type !== undefined &&
        isOfEnum(operation.change.type, type.enum),
    );
  return (operation) => {
    const rank = rankByKind(operation);
    if (leaving.has(operation)) return Math.min(rank, leavingRank);
    return operation.kind === "alterEnum" && isEntered(operation) ? leavingRank - 1 : rank;
  };
}

/** A foreign key goes before the keys it references go, and comes after they have come. */
function rankByKind(operation: Operation): number {
  if (operation.kind === "addColumn" && operation.column.generated !== undefined)
    return computedRanks.addColumn;
  if (operation.kind === "dropColumn" && operation.existing?.generated !== undefined)
    return computedRanks.dropColumn;
  if (operation.kind === "alterColumn" && operation.change.generated !== undefined)
    return operation.change.generated === null ? computedRanks.dropColumn : computedRanks.addColumn;
  if (operation.kind === "dropConstraint") {
    return operation.type === "foreign key" ? ranks.dropConstraint - 1 : ranks.dropConstraint;
  }
  if (operation.kind === "createConstraint") {
    if (operation.constraint.type === "primary key") return ranks.createConstraint - 1;
    return operation.constraint.type === "foreign key" ? ranks.createIndex + 1 : ranks.createConstraint;
  }
  return ranks[operation.kind];
}

interface OrderedTables<T> {
  readonly tables: readonly T[];
  readonly foreignKeys: readonly Operation[];
}

type Referencing = Pick<Table, "schema" | "name" | "foreignKeys">;

function orderByReferences<T extends Referencing>(tables: readonly T[]) {
  return topologicalOrder(tables, nameKey, (table) =>
    table.foreignKeys.map(({ referencedTable }) => nameKey(referencedTable)),
  );
}

/** Tables after those that they reference; foreign keys that close a cycle are taken out of their table. */
function orderCreated(tables: readonly Table[], { forwardReferences }: OrderOptions): OrderedTables<Table> {
  const { order, broken } = orderByReferences(tables);
  if (forwardReferences || broken.length === 0) return { tables: order, foreignKeys: [] };
  const cut = cutEdges(broken);
  return {
    tables: order.map((table) => ({
      ...table,
      foreignKeys: table.foreignKeys.filter((key) => !cut(table, key)),
    })),
    foreignKeys: order.flatMap((table) =>
      table.foreignKeys
        .filter((key) => cut(table, key))
        .map((key): Operation => ({
          kind: "createConstraint",
          table: objectName(table),
          constraint: { type: "foreign key", ...key },
        })),
    ),
  };
}

/** The reverse: foreign keys that close a cycle go first, then tables before those that they reference. */
function orderDropped(
  tables: readonly Referencing[],
  { forwardReferences }: OrderOptions,
): OrderedTables<Referencing> {
  const { order, broken } = orderByReferences(tables);
  if (forwardReferences || broken.length === 0) return { tables: [...order].reverse(), foreignKeys: [] };
  const cut = cutEdges(broken);
  return {
    tables: order
      .map((table) => ({ ...table, foreignKeys: table.foreignKeys.filter((key) => !cut(table, key)) }))
      .reverse(),
    foreignKeys: order.flatMap((table) =>
      table.foreignKeys
        .filter((key) => cut(table, key))
        .map((key): Operation => ({
          kind: "dropConstraint",
          table: objectName(table),
          type: "foreign key",
          ...(key.name === undefined ? {} : { name: key.name }),
          existing: { type: "foreign key", ...key },
        })),
    ),
  };
}

function cutEdges(broken: readonly { readonly item: Referencing; readonly needed: Referencing }[]) {
  const edges = new Set(broken.map(({ item, needed }) => stableJson([nameKey(item), nameKey(needed)])));
  return (table: Referencing, key: ForeignKey) =>
    edges.has(stableJson([nameKey(table), nameKey(key.referencedTable)]));
}
