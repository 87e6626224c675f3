import type { DatabaseName } from "../databases/index.ts";
import { assumedDialect } from "@limbeck/core";
import { idKindsOf, type Kind, kinds } from "./kinds.ts";
import type { ColumnModel, KeyModel, Model, Pair, ReferenceModel, TableModel } from "./model.ts";

/**
 * Makes a drawn pair one that a database can hold and that can be migrated with its rows: takes out what is not there, and
 * what no tool could do (a row in a table that goes, a text that becomes a date).
 */
export function settlePair(database: DatabaseName, { before, after, rows: wantsRows }: Pair): Pair {
  const goes = Object.keys(before.tables).some((name) => after.tables[name] === undefined);
  const rows = wantsRows && !goes;
  const first = settle(database, rows ? withoutLostValues(database, before, after) : before, rows);
  return {
    before: first,
    after: settle(database, rows ? holding(database, first, after) : after, rows),
    rows,
  };
}

/** The first model, with NULL allowed where nobody can put back a value: relations and columns of some types that go. */
function withoutLostValues(database: DatabaseName, before: Model, after: Model): Model {
  const tables = Object.entries(before.tables).map(([name, table]): [string, TableModel] => {
    const later = after.tables[name];
    const references = Object.entries(table.references).map(([column, model]): [string, ReferenceModel] => [
      column,
      { ...model, nullable: model.nullable || later?.references[column] === undefined },
    ]);
    const isLost = (column: string) => {
      const model = table.columns[column];
      return (
        model !== undefined && later?.columns[column] === undefined && !kinds[database][model.kind]!.neutral
      );
    };
    const columns = Object.entries(table.columns).map(([column, model]): [string, ColumnModel] => [
      column,
      { ...model, nullable: model.nullable || isLost(column) },
    ]);
    return [
      name,
      {
        ...table,
        keyWithA: table.keyWithA && !isLost("a"),
        columns: Object.fromEntries(columns),
        references: Object.fromEntries(references),
      },
    ];
  });
  return { ...before, tables: Object.fromEntries(tables) };
}

/** The changed model, with types that can hold the values of the first one. */
function holding(database: DatabaseName, before: Model, after: Model): Model {
  const tables = Object.entries(after.tables).map(([name, table]): [string, TableModel] => {
    const old = before.tables[name];
    if (old === undefined) return [name, table];
    const columns = Object.entries(table.columns).map(([column, model]): [string, ColumnModel] => {
      const existing = old.columns[column];
      if (existing === undefined) return [column, model];
      const [from, to] = [kinds[database][existing.kind]!, kinds[database][model.kind]!];
      return [column, isConvertible(from, to) ? model : { ...model, kind: existing.kind }];
    });
    const references = Object.entries(table.references).map(([column, model]): [string, ReferenceModel] => {
      // No row to refer to.
      const isNew = before.tables[model.to] === undefined;
      return [
        column,
        isNew && old.references[column] !== undefined
          ? old.references[column]
          : isNew
            ? { ...model, nullable: true }
            : model,
      ];
    });
    return [
      name,
      { ...table, columns: Object.fromEntries(columns), references: Object.fromEntries(references) },
    ];
  });
  return { ...after, tables: Object.fromEntries(tables) };
}

function isConvertible(from: Kind, to: Kind): boolean {
  if (from.group === to.group) return true;
  return from.family !== "other" && to.family !== "other";
}

function settle(database: DatabaseName, model: Model, rows: boolean): Model {
  const { deferrableConstraints } = assumedDialect(
    database === "sqlite" ? "better-sqlite3" : database,
  ).capabilities;
  const tables = Object.entries(model.tables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, table]): [string, TableModel] => {
      const ids = idKindsOf(database);
      // Rows refer to each other by 1.
      const id = rows && ids[table.id]!.group !== "number" ? "int" : table.id;
      const numbered = ids[id]!.options.generated === "increment";
      const kindOf = (column: string) => kinds[database][table.columns[column]?.kind ?? ""];
      const references = Object.fromEntries(
        Object.entries(table.references)
          .filter(([, { to }]) => model.tables[to] !== undefined)
          .map(([column, reference]): [string, ReferenceModel] => [
            column,
            {
              ...reference,
              // TypeORM refuses circles of relations that must not be null.
              nullable: reference.nullable || reference.to >= name,
              onDelete:
                reference.onDelete === "SET NULL" && !reference.nullable && reference.to < name
                  ? "CASCADE"
                  : reference.onDelete,
              deferrable: reference.deferrable && deferrableConstraints,
            },
          ]),
      );
      const hasKey = (column: string) => kindOf(column)?.keyable === true || references[column] !== undefined;
      const sorted = ({ columns }: KeyModel) => [...columns].sort().join();
      const keys = <T extends KeyModel>(items: readonly T[]) => {
        const seen = new Set<string>();
        return items.filter((item) => {
          const text = sorted(item);
          return item.columns.every(hasKey) && !seen.has(text) && Boolean(seen.add(text));
        });
      };
      const uniques = keys(table.uniques);
      const isUnique = (index: KeyModel) =>
        uniques.some((unique) =>
          // Of one name for both, which does not tell their orders apart, TypeORM can't make the table on MySQL.
          index.named || unique.named
            ? unique.columns.join() === index.columns.join()
            : sorted(unique) === sorted(index),
        ) ||
        (index.columns.length === 1 && references[index.columns[0]!]?.unique === true);
      return [
        name,
        {
          ...table,
          id,
          keyWithA:
            table.keyWithA && !numbered && !isReferenced(model, name) && kindOf("a")?.keyable === true,
          columns: Object.fromEntries(
            Object.entries(table.columns)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([column, of]): [string, ColumnModel] => {
                const count = kinds[database][of.kind]!.defaults.length;
                return [
                  column,
                  { ...of, default: of.default === null || count === 0 ? null : of.default % count },
                ];
              }),
          ),
          references,
          uniques: uniques.filter(
            ({ columns }) => !(columns.length === 1 && references[columns[0]!]?.unique),
          ),
          indexes: keys(table.indexes).filter((index) => !isUnique(index)),
          checks: table.checks.filter(
            ({ column }, at) =>
              table.columns[column] !== undefined &&
              kindOf(column)?.checkable === true &&
              table.checks.findIndex((other) => other.column === column) === at,
          ),
          generated: kindOf("a")?.family === "number" ? table.generated : null,
        },
      ];
    });
  return {
    tables: Object.fromEntries(tables),
    junction: model.junction && model.tables.t0 !== undefined && model.tables.t1 !== undefined,
    view: model.tables.t0 === undefined ? null : model.view,
  };
}

function isReferenced({ tables, junction }: Model, name: string): boolean {
  if (junction && (name === "t0" || name === "t1")) return true;
  return Object.values(tables).some(({ references }) =>
    Object.values(references).some(({ to }) => to === name),
  );
}
