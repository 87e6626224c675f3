import { nameKey, sameName } from "../schema/object-name.ts";
import type { Index, ObjectName, PrimaryKey, Schema, Table } from "../schema/schema.ts";
import { applyColumnChange } from "./column-change.ts";
import { addedLabel, onlyAddsLabels } from "./enum-labels.ts";
import { isMeant } from "./meant-constraint.ts";
import type {
  AlterEnum,
  Constraint,
  ConstraintType,
  Operation,
  OperationKind,
  OperationOf,
} from "./operation.ts";
import { isSuperfluous } from "./superfluous.ts";

/**
 * The schema as it is after the operations: what a run would leave, without a database.
 *
 * Offline scripts and table rebuilds compile against it. What an operation does not find is left alone: the
 * database itself is the judge of that.
 */
export function applyOperations(schema: Schema, operations: readonly Operation[]): Schema {
  return operations.reduce((state, operation) => {
    if (isSuperfluous(operation, state)) return state;
    // The map is exhaustive; TypeScript can't see that key and argument belong together.
    const apply = applications[operation.kind] as (state: Schema, operation: Operation) => Schema;
    return apply(state, operation);
  }, schema);
}

const applications: { readonly [K in OperationKind]: (state: Schema, operation: OperationOf<K>) => Schema } =
  {
    createSchema: (state, { name }) => ({ ...state, schemas: [...state.schemas, name] }),
    dropSchema: (state, { name }) => ({ ...state, schemas: state.schemas.filter((other) => other !== name) }),
    createExtension: (state, { name }) => ({ ...state, extensions: [...state.extensions, name] }),
    dropExtension: (state, { name }) => ({
      ...state,
      extensions: state.extensions.filter((other) => other !== name),
    }),
    createEnum: (state, operation) => ({ ...state, enums: [...state.enums, operation.enum] }),
    dropEnum: (state, operation) => ({ ...state, enums: without(state.enums, operation.enum) }),
    alterEnum: (state, operation) => ({
      ...state,
      tables: withDefaults(state.tables, operation),
      enums: state.enums.map((type) =>
        sameName(type, operation.enum) ? { ...type, values: operation.values } : type,
      ),
    }),
    addEnumValue: (state, operation) =>
      onEnum(state, operation.enum, (values) => addedLabel(values, operation)),
    renameEnumValue: (state, operation) =>
      onEnum(state, operation.enum, (values) =>
        values.map((value) => (value === operation.value ? operation.newValue : value)),
      ),
    createSequence: (state, { sequence }) => ({ ...state, sequences: [...state.sequences, sequence] }),
    dropSequence: (state, { sequence }) => ({ ...state, sequences: without(state.sequences, sequence) }),
    createTable: (state, { table }) => ({ ...state, tables: [...state.tables, table] }),
    dropTable: (state, { table }) => ({ ...state, tables: without(state.tables, table) }),
    renameTable: (state, { table, newName }) => ({
      ...state,
      tables: state.tables.map((other) => ({
        ...other,
        ...(sameName(other, table) ? { name: newName } : {}),
        foreignKeys: other.foreignKeys.map((key) =>
          sameName(key.referencedTable, table)
            ? { ...key, referencedTable: { ...key.referencedTable, name: newName } }
            : key,
        ),
      })),
    }),
    createTableComment: (state, { table, comment }) =>
      onTable(state, table, (found) => ({ ...found, comment })),
    dropTableComment: (state, { table }) => onTable(state, table, ({ comment: _comment, ...found }) => found),
    alterTableOptions: (state, { table, options }) =>
      onTable(state, table, (found) => ({ ...found, options: { ...found.options, ...options } })),
    batchAlterTable: (state, { operations }) => applyOperations(state, operations),
    addColumn: (state, { table, column, ...place }) =>
      onTable(state, table, (found) => {
        const at = columnPlace(found, place);
        return { ...found, columns: found.columns.toSpliced(at, 0, column) };
      }),
    dropColumn: (state, { table, column }) =>
      onTable(state, table, (found) => ({
        ...found,
        columns: found.columns.filter((other) => other.name !== column),
      })),
    alterColumn: (state, { table, column, change }) =>
      onTable(state, table, (found) => ({
        ...found,
        columns: found.columns.map((other) =>
          other.name === column ? applyColumnChange(other, change) : other,
        ),
      })),
    renameColumn: (state, { table, column, newName }) => renameColumn(state, table, column, newName),
    createConstraint: (state, { table, constraint }) =>
      onTable(state, table, (found) => withConstraint(found, constraint)),
    dropConstraint: (state, { table, type, name, existing }) =>
      onTable(state, table, (found) =>
        mapConstraints(found, type, (constraint) =>
          isMeant(constraint, name, existing) ? undefined : constraint,
        ),
      ),
    renameConstraint: (state, { table, type, name, newName }) =>
      onTable(state, table, (found) =>
        mapConstraints(found, type, (constraint) =>
          constraint.name === name ? { ...constraint, name: newName } : constraint,
        ),
      ),
    validateConstraint: (state, { table, name }) =>
      onTable(state, table, (found) => ({
        ...found,
        checks: found.checks.map((check) => (check.name === name ? validated(check) : check)),
        foreignKeys: found.foreignKeys.map((key) => (key.name === name ? validated(key) : key)),
      })),
    createIndex: (state, { table, index }) => onIndexes(state, table, (indexes) => [...indexes, index]),
    dropIndex: (state, { table, name }) =>
      onIndexes(state, table, (indexes) => indexes.filter((index) => index.name !== name)),
    renameIndex: (state, { table, name, newName }) =>
      onIndexes(state, table, (indexes) =>
        indexes.map((index) => (index.name === name ? { ...index, name: newName } : index)),
      ),
    createView: (state, { view }) => ({ ...state, views: [...state.views, view] }),
    dropView: (state, { view }) => ({ ...state, views: without(state.views, view) }),
    replaceView: (state, { view }) => ({
      ...state,
      views: state.views.map((other) => (sameName(other, view) ? view : other)),
    }),
    refreshMaterializedView: (state) => state,
    backfill: (state) => state,
    bulkInsert: (state) => state,
    custom: (state) => state,
    execute: (state) => state,
  };

/** The number of the columns before a new one; at the end where there is no such column as it says. */
export function columnPlace(
  { columns }: Table,
  { insertBefore, insertAfter }: { readonly insertBefore?: string; readonly insertAfter?: string },
): number {
  const at = columns.findIndex(({ name }) => name === (insertBefore ?? insertAfter));
  if (at < 0) return columns.length;
  return insertBefore === undefined ? at + 1 : at;
}

function without<T extends ObjectName>(items: readonly T[], name: ObjectName): T[] {
  const key = nameKey(name);
  return items.filter((item) => nameKey(item) !== key);
}

function onTable(state: Schema, name: ObjectName, change: (table: Table) => Table): Schema {
  return { ...state, tables: state.tables.map((table) => (sameName(table, name) ? change(table) : table)) };
}

function onEnum(
  state: Schema,
  name: ObjectName,
  change: (values: readonly string[]) => readonly string[],
): Schema {
  return {
    ...state,
    enums: state.enums.map((type) =>
      sameName(type, name) ? { ...type, values: change(type.values) } : type,
    ),
  };
}

function validated<T extends { readonly notValid?: boolean }>({ notValid: _notValid, ...rest }: T): T {
  return rest as T;
}

/** Indexes of a table or of a materialized view. */
function onIndexes(
  state: Schema,
  name: ObjectName,
  change: (indexes: readonly Index[]) => readonly Index[],
): Schema {
  return {
    ...onTable(state, name, (table) => ({ ...table, indexes: change(table.indexes) })),
    views: state.views.map((view) =>
      sameName(view, name) ? { ...view, indexes: change(view.indexes) } : view,
    ),
  };
}

/** The table with one constraint more. */
export function withConstraint(table: Table, { type, ...constraint }: Constraint): Table {
  switch (type) {
    case "primary key":
      return { ...table, primaryKey: constraint as Table["primaryKey"] & object };
    case "unique":
      return { ...table, uniques: [...table.uniques, constraint as Table["uniques"][number]] };
    case "check":
      return { ...table, checks: [...table.checks, constraint as Table["checks"][number]] };
    case "exclusion":
      return { ...table, exclusions: [...table.exclusions, constraint as Table["exclusions"][number]] };
    case "foreign key":
      return { ...table, foreignKeys: [...table.foreignKeys, constraint as Table["foreignKeys"][number]] };
  }
}

interface Named {
  readonly name?: string;
}

/** Changes or, with `undefined`, removes constraints of one type. */
function mapConstraints(
  table: Table,
  type: ConstraintType,
  change: <T extends Named>(constraint: T) => T | undefined,
): Table {
  const list = <T extends Named>(constraints: readonly T[]): T[] =>
    constraints.flatMap((constraint) => change(constraint) ?? []);
  switch (type) {
    case "primary key": {
      const { primaryKey, ...rest } = table;
      const changed = primaryKey === undefined ? undefined : change(primaryKey);
      return changed === undefined ? rest : { ...rest, primaryKey: changed };
    }
    case "unique":
      return { ...table, uniques: list(table.uniques) };
    case "check":
      return { ...table, checks: list(table.checks) };
    case "exclusion":
      return { ...table, exclusions: list(table.exclusions) };
    case "foreign key":
      return { ...table, foreignKeys: list(table.foreignKeys) };
  }
}

/** The defaults that come with the labels of a type that is replaced. */
function withDefaults(tables: readonly Table[], operation: AlterEnum): readonly Table[] {
  if (onlyAddsLabels(operation)) return tables;
  return tables.map((table) => {
    const uses = operation.usedBy.filter((use) => sameName(use.table, table));
    if (uses.length === 0) return table;
    return {
      ...table,
      columns: table.columns.map((column) => {
        const use = uses.find((one) => one.column === column.name);
        if (use === undefined || use.default === use.existingDefault) return column;
        return applyColumnChange(column, { default: use.default ?? null });
      }),
    };
  });
}

function renameColumn(state: Schema, name: ObjectName, column: string, newName: string): Schema {
  const rename = (other: string) => (other === column ? newName : other);
  const renameIn = <T extends PrimaryKey>(key: T): T => ({
    ...key,
    columns: key.columns.map(rename),
    ...(key.include && { include: key.include.map(rename) }),
  });
  const renamed = onTable(state, name, (table) => ({
    ...table,
    columns: table.columns.map((other) => ({ ...other, name: rename(other.name) })),
    ...(table.primaryKey && { primaryKey: renameIn(table.primaryKey) }),
    uniques: table.uniques.map(renameIn),
    foreignKeys: table.foreignKeys.map((key) => ({
      ...key,
      columns: key.columns.map(rename),
      ...(key.onDeleteColumns && { onDeleteColumns: key.onDeleteColumns.map(rename) }),
    })),
    indexes: table.indexes.map((index) => ({
      ...index,
      parts: index.parts.map((part) =>
        part.column === undefined ? part : { ...part, column: rename(part.column) },
      ),
      ...(index.include && { include: index.include.map(rename) }),
    })),
  }));
  return {
    ...renamed,
    tables: renamed.tables.map((table) => ({
      ...table,
      foreignKeys: table.foreignKeys.map((key) =>
        sameName(key.referencedTable, name)
          ? { ...key, referencedColumns: key.referencedColumns.map(rename) }
          : key,
      ),
    })),
  };
}
