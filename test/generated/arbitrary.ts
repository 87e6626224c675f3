import * as fc from "fast-check";
import type { DatabaseName } from "../databases/index.ts";
import { idKindsOf, kinds } from "./kinds.ts";
import type {
  CheckModel,
  ColumnModel,
  IndexModel,
  KeyModel,
  Pair,
  ReferenceModel,
  TableModel,
} from "./model.ts";
import { expressions, queries } from "./sql-texts.ts";
import { settlePair } from "./settle.ts";

export const tableNames = ["t0", "t1", "t2"] as const;
const columnNames = ["a", "b", "c", "d"] as const;
const referenceNames = ["r", "s"] as const;
const comments = [null, "a note", "it's; -- \\ a 'note'"] as const;

/** Models may name what is not there; `settle` takes it out. So every part shrinks by itself. */
function parts(database: DatabaseName) {
  const names = Object.keys(kinds[database]);
  const column: fc.Arbitrary<ColumnModel> = fc.record({
    kind: fc.constantFrom(...names),
    nullable: fc.boolean(),
    default: fc.option(fc.nat(7), { nil: null, freq: 1 }),
    comment: fc.constantFrom(...comments),
  });
  const reference: fc.Arbitrary<ReferenceModel> = fc.record({
    to: fc.constantFrom(...tableNames),
    nullable: fc.boolean(),
    onDelete: fc.constantFrom("NO ACTION", "CASCADE", "SET NULL", "RESTRICT"),
    unique: fc.boolean(),
    named: fc.boolean(),
    deferrable: fc.boolean(),
  });
  const keyColumns = fc.uniqueArray(fc.constantFrom(...columnNames, ...referenceNames), {
    minLength: 1,
    maxLength: 2,
  });
  const unique: fc.Arbitrary<KeyModel> = fc.record({ columns: keyColumns, named: fc.boolean() });
  const index: fc.Arbitrary<IndexModel> = fc.record({
    columns: keyColumns,
    named: fc.boolean(),
    unique: fc.boolean(),
    partial: fc.option(fc.nat(1), { nil: null }),
  });
  const check: fc.Arbitrary<CheckModel> = fc.record({
    condition: fc.nat(6),
    column: fc.constantFrom(...columnNames),
    named: fc.boolean(),
  });
  return {
    id: fc.constantFrom(...Object.keys(idKindsOf(database))),
    keyWithA: fc.boolean(),
    column,
    reference,
    columns: fc.dictionary(fc.constantFrom(...columnNames), column, { maxKeys: 4, noNullPrototype: true }),
    references: fc.dictionary(fc.constantFrom(...referenceNames), reference, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    uniques: fc.array(unique, { maxLength: 2 }),
    indexes: fc.array(index, { maxLength: 2 }),
    checks: fc.array(check, { maxLength: 2 }),
    generated: fc.option(fc.record({ expression: fc.nat(expressions.length - 1), stored: fc.boolean() }), {
      nil: null,
    }),
    comment: fc.constantFrom(...comments),
    view: fc.option(
      fc.record({ query: fc.nat(queries.length - 1), column: fc.constantFrom(...columnNames) }),
      { nil: null },
    ),
  };
}

function tableModel(database: DatabaseName): fc.Arbitrary<TableModel> {
  const { column: _column, reference: _reference, view: _view, ...facets } = parts(database);
  return fc.record(facets);
}

/** What becomes of a table: facets that are different, columns and relations that come, change (a value) or go (null). */
type TableEdit = Partial<Omit<TableModel, "columns" | "references">> & {
  readonly columns?: Readonly<Record<string, ColumnModel | Partial<ColumnModel> | null>>;
  readonly references?: Readonly<Record<string, ReferenceModel | Partial<ReferenceModel> | null>>;
};

function tableEdit(database: DatabaseName): fc.Arbitrary<TableEdit> {
  const {
    column,
    reference,
    view: _view,
    columns: _columns,
    references: _references,
    ...facets
  } = parts(database);
  const some = <T extends object>(of: fc.Arbitrary<T>, facetsOf: (value: T) => (keyof T)[]) =>
    fc.oneof(
      fc.tuple(of, fc.nat()).map(([value, at]): Partial<T> => {
        const names = facetsOf(value);
        const name = names[at % names.length]!;
        return { [name]: value[name] } as unknown as Partial<T>;
      }),
      of,
      fc.constant(null),
    );
  return fc.record(
    {
      ...facets,
      columns: fc.dictionary(
        fc.constantFrom(...columnNames),
        some(column, (value) => Object.keys(value) as (keyof ColumnModel)[]),
        { maxKeys: 3, noNullPrototype: true },
      ),
      references: fc.dictionary(
        fc.constantFrom(...referenceNames),
        some(reference, (value) => Object.keys(value) as (keyof ReferenceModel)[]),
        { maxKeys: 1, noNullPrototype: true },
      ),
    },
    { requiredKeys: [] },
  );
}

function edited(table: TableModel, { columns = {}, references = {}, ...facets }: TableEdit): TableModel {
  return {
    ...table,
    ...facets,
    columns: withEdits(table.columns, columns),
    references: withEdits(table.references, references),
  };
}

/** A facet alone changes what is there; on what is not there it does nothing. */
function withEdits<T extends object>(
  items: Readonly<Record<string, T>>,
  edits: Readonly<Record<string, T | Partial<T> | null>>,
): Record<string, T> {
  const result = { ...items };
  for (const [name, edit] of Object.entries(edits)) {
    if (edit === null) delete result[name];
    else if (result[name] !== undefined || Object.keys(edit).length > 1) {
      result[name] = { ...result[name], ...edit } as T;
    }
  }
  return result;
}

/** Pairs of models: any, and what edits make of it. */
export function pairs(database: DatabaseName): fc.Arbitrary<Pair> {
  const { view } = parts(database);
  const table = tableModel(database);
  const tables = fc.dictionary(fc.constantFrom(...tableNames), table, {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  });
  const edits = fc.dictionary(
    fc.constantFrom(...tableNames),
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ edit: tableEdit(database) }) },
      { weight: 1, arbitrary: fc.record({ table }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  );
  const model = fc.record({ tables, junction: fc.boolean(), view });
  return fc
    .record({
      before: model,
      edits,
      others: fc.record({ junction: fc.boolean(), view }, { requiredKeys: [] }),
      rows: fc.boolean(),
    })
    .map(({ before, edits: ofTables, others, rows }) => {
      const after: Record<string, TableModel> = { ...before.tables };
      for (const [name, edit] of Object.entries(ofTables)) {
        if (edit === null) delete after[name];
        else if ("table" in edit) after[name] = edit.table;
        else if (after[name] !== undefined) after[name] = edited(after[name], edit.edit);
      }
      return settlePair(database, { before, after: { ...before, ...others, tables: after }, rows });
    });
}
