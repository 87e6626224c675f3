import { columnPlace } from "../../operation/apply.ts";
import type { AddColumn, Operation, OperationOf } from "../../operation/operation.ts";
import { objectName, sameName } from "../../schema/object-name.ts";
import type { ForeignKey, ObjectName, Table } from "../../schema/schema.ts";
import { compileEach } from "../compile-each.ts";
import type { CompiledToTexts, Compilers } from "../compilers.ts";
import { executed } from "../bound-statement.ts";
import { ifExists, ifNotExists, isDecidedByTable, withoutSuperfluous } from "../conditional.ts";
import { customStatements } from "../custom-statements.ts";
import type { CompileContext, Statement } from "../dialect.ts";
import { insertStatement } from "../insert-statement.ts";
import { backfillSql } from "../sql-writer.ts";
import {
  createMetadataTable,
  deleteColumnRows,
  deleteViewRow,
  insertColumnRow,
  insertColumnRows,
  insertViewRows,
  type MetadataRowWriter,
  renameColumnRow,
  renameTableRows,
} from "../typeorm-metadata.ts";
import { unsupported } from "../unsupported.ts";
import { alterColumn, alteredColumn, numbered, stateOf, unknown } from "./alter-column.ts";
import { alter, dropIndex, dropPrimaryKey, nameOf, releaseHelper, renameIndex } from "./alter-keys.ts";
import type { Flavour } from "./flavour.ts";
import { insertWriter } from "./insert-values.ts";
import { joinedAlters } from "./joined-alters.ts";
import { identifier, literal, qualified } from "./literals.ts";
import { dropForeignKey, keepNamedAfterColumn } from "./served-foreign-keys.ts";
import { readWithEscapes } from "./sql-mode.ts";
import { columnSql, createTableSql, indexSql, located, tableConstraintSql } from "./table-sql.ts";

/** What restates attributes, or must not pull an index from under a foreign key, looks at the table first. */
export function needsState(operation: Operation): boolean {
  if (isDecidedByTable(operation)) return true;
  switch (operation.kind) {
    case "alterColumn":
    // A time of the last change is about the row, and no change of it.
    case "backfill":
    case "bulkInsert":
    case "dropIndex":
    case "renameConstraint":
      return true;
    case "dropConstraint":
      return operation.type !== "check" || operation.name === undefined;
    case "addColumn":
      return operation.column.identity !== undefined || operation.insertBefore !== undefined;
    case "batchAlterTable":
      return operation.operations.some(needsState);
    case "createConstraint":
      return (
        operation.constraint.type === "primary key" || isForeign(operation.table, [operation.constraint])
      );
    case "createTable":
      return isForeign(operation.table, operation.table.foreignKeys);
    default:
      return false;
  }
}

/** True when a table of another database references one of the default database, whose name must be known then. */
function isForeign(
  { schema }: ObjectName,
  keys: readonly (Pick<ForeignKey, "referencedTable"> | object)[],
): boolean {
  return (
    schema !== undefined &&
    keys.some((key) => "referencedTable" in key && key.referencedTable.schema === undefined)
  );
}

export function compiler(flavour: Flavour) {
  const compilers = compilersOf(flavour);
  const writeRows = insertWriter(flavour.label);
  const compileAll = (operations: readonly Operation[], context: CompileContext): readonly Statement[] =>
    withoutSuperfluous(operations, context, (operation) => isNative(operation, flavour)).flatMap(
      (operation): Statement[] => {
        if (operation.kind === "execute") return [executed(operation, context, writeRows)];
        if (operation.kind === "batchAlterTable") {
          const compiled = compileEach(operation.operations, context, (change, current) =>
            compileAll([change], current),
          );
          return joinedAlters(
            operation.table,
            compiled.map((statements, at) => ({ change: operation.operations[at]!, statements })),
          );
        }
        if (operation.kind === "custom")
          return customStatements(operation, { ...flavour, identifier, qualified, literal });
        if (operation.kind === "bulkInsert") return [insertStatement(operation, context, writeRows)];
        // The map is exhaustive; TypeScript can't see that key and argument belong together.
        const compile = compilers[operation.kind] as (
          operation: CompiledToTexts,
          context: CompileContext,
        ) => readonly string[];
        return compile(operation, context).map((sql) => ({ sql, operation }));
      },
    );
  return (operations: readonly Operation[], context: CompileContext) =>
    readWithEscapes(compileAll(operations, context));
}

/** True where the server itself reads `IF EXISTS` or `IF NOT EXISTS`. */
function isNative(operation: Operation, { conditionalClauses }: Flavour): boolean {
  if (operation.kind === "createTable" || operation.kind === "dropTable") return true;
  return conditionalClauses && (operation.kind !== "dropConstraint" || operation.type !== "primary key");
}

/** As TypeORM's MysqlQueryRunner writes them; it has no other word for the default database than its name. */
const writer: MetadataRowWriter = {
  identifier,
  qualified,
  literal,
  types: { varchar: "varchar(255)", text: "text" },
  schema: ({ schema }) => (schema === undefined ? "DATABASE()" : literal(schema)),
};

function withMetadataTable(
  { metadataTable, metadataTableExists }: CompileContext,
  rows: readonly string[],
): readonly string[] {
  if (rows.length === 0 || metadataTableExists) return rows;
  return [createMetadataTable(metadataTable, writer), ...rows];
}

/** Deleting rows is only worth a statement where there may be some. */
function whereRowsAre(context: CompileContext, rows: () => string): string[] {
  return context.metadataTableExists ? [rows()] : [];
}

type Dropping = { readonly ifExists?: boolean };

/** Where a new column stands: the servers only know what is before it. */
function placeSql(operation: AddColumn, table: Table | undefined, flavour: Flavour): string {
  const { insertBefore, insertAfter } = operation;
  const neighbour = insertBefore ?? insertAfter;
  if (neighbour === undefined) return "";
  if (table !== undefined && !table.columns.some(({ name }) => name === neighbour)) {
    throw unknown(operation, flavour.label, `there is no column ${neighbour} for it to stand beside.`);
  }
  if (insertBefore === undefined) return ` AFTER ${identifier(neighbour)}`;
  if (table === undefined) throw unknown(operation, flavour.label, "the table is not known.");
  const before = table.columns[columnPlace(table, operation) - 1];
  return before === undefined ? " FIRST" : ` AFTER ${identifier(before.name)}`;
}

function compilersOf(flavour: Flavour): Compilers {
  const refuse = (operation: Operation, wayOut: string): never => {
    throw unsupported(flavour.label, operation, wayOut);
  };
  const noExtensions = "it has no extensions; have the server's administrator install plugins.";
  const noTypes = "its enums belong to their columns; change the type of the column, e.g. enum('a','b').";
  const noSequences = "Limbeck knows no sequences of it; use an AUTO_INCREMENT column, or op.execute().";
  const noExclusions = "it has no exclusion constraints; check in a trigger, made by op.execute().";
  const noDeferral = "its constraints can't be deferred; leave the option out.";
  const noMaterialized = "it has no materialized views; create a plain view, or a table.";

  // Elsewhere the state of the table has decided before.
  const clause = (operation: Dropping) => (flavour.conditionalClauses ? ifExists(operation) : "");
  const createView = (
    operation: OperationOf<"createView"> | OperationOf<"replaceView">,
    words: string,
  ): string => {
    const { view } = operation;
    if ("ifNotExists" in operation && operation.ifNotExists && !flavour.conditionalViews)
      refuse(operation, "that came with version 9.1; use op.replaceView().");
    if (view.materialized) return refuse(operation, noMaterialized);
    return `${words} ${qualified(view)} AS ${view.definition}`;
  };
  const viewRow = (
    { view }: OperationOf<"createView"> | OperationOf<"replaceView">,
    context: CompileContext,
  ) => withMetadataTable(context, insertViewRows(context.metadataTable, view, writer));
  const deleteView = (view: ObjectName, context: CompileContext) =>
    whereRowsAre(context, () => deleteViewRow(context.metadataTable, objectName(view), false, writer));
  const columnRow = (table: ObjectName, column: string, text: string, context: CompileContext) =>
    withMetadataTable(context, [insertColumnRow(context.metadataTable, table, column, text, writer)]);
  const deleteColumn = (table: ObjectName, column: string | undefined, context: CompileContext) =>
    whereRowsAre(context, () => deleteColumnRows(context.metadataTable, objectName(table), column, writer));

  return {
    createSchema: (operation) => [`CREATE DATABASE ${ifNotExists(operation)}${identifier(operation.name)}`],
    dropSchema: (operation) => [`DROP DATABASE ${ifExists(operation)}${identifier(operation.name)}`],
    createExtension: (operation) => refuse(operation, noExtensions),
    dropExtension: (operation) => refuse(operation, noExtensions),
    createEnum: (operation) => refuse(operation, noTypes),
    dropEnum: (operation) => refuse(operation, noTypes),
    alterEnum: (operation) => refuse(operation, noTypes),
    addEnumValue: (operation) => refuse(operation, noTypes),
    renameEnumValue: (operation) => refuse(operation, noTypes),
    createSequence: (operation) => refuse(operation, noSequences),
    dropSequence: (operation) => refuse(operation, noSequences),
    createTable: (operation, context) => {
      const { table } = operation;
      if (table.exclusions.length > 0) refuse(operation, noExclusions);
      if ([...table.uniques, ...table.foreignKeys].some(({ deferrable }) => deferrable !== undefined)) {
        refuse(operation, noDeferral);
      }
      return [
        createTableSql(table, flavour, {
          ...(operation.ifNotExists ? { ifNotExists: true } : {}),
          ...(context.state?.defaultSchema === undefined
            ? {}
            : { defaultSchema: context.state.defaultSchema }),
        }),
        ...withMetadataTable(context, insertColumnRows(context.metadataTable, table, writer)),
      ];
    },
    dropTable: ({ table, existing, ...condition }, context) => {
      const hasRows = existing?.columns.some(({ generated }) => generated !== undefined) ?? true;
      return [
        `DROP TABLE ${ifExists(condition)}${qualified(table)}`,
        ...(hasRows ? deleteColumn(table, undefined, context) : []),
      ];
    },
    renameTable: ({ table, newName }, context) => [
      `RENAME TABLE ${qualified(table)} TO ${qualified({ ...objectName(table), name: newName })}`,
      ...whereRowsAre(context, () => renameTableRows(context.metadataTable, table, newName, writer)),
    ],
    createTableComment: ({ table, comment }) => [alter(table, `COMMENT = ${literal(comment)}`)],
    dropTableComment: ({ table }) => [alter(table, "COMMENT = ''")],
    alterTableOptions: (operation) => {
      const { engine, charset, collation, withoutRowid, strict } = operation.options;
      if (withoutRowid || strict) refuse(operation, "WITHOUT ROWID and STRICT are options of SQLite.");
      const clauses = [
        ...(engine === undefined ? [] : [`ENGINE = ${engine}`]),
        ...(charset === undefined ? [] : [`DEFAULT CHARACTER SET = ${charset}`]),
        ...(collation === undefined ? [] : [`DEFAULT COLLATE = ${collation}`]),
      ];
      return clauses.length === 0 ? [] : [alter(operation.table, ...clauses)];
    },
    addColumn: (operation, context) => {
      const { table, column, ...condition } = operation;
      return [
        alter(
          table,
          `ADD COLUMN ${flavour.conditionalClauses ? ifNotExists(condition) : ""}${columnSql(column, flavour)}` +
            placeSql(operation, stateOf(table, context.state), flavour),
          ...(column.identity === undefined ? [] : numbered(column, stateOf(table, context.state), flavour)),
        ),
        ...(column.generated === undefined
          ? []
          : columnRow(table, column.name, column.generated.declared ?? column.generated.expression, context)),
      ];
    },
    dropColumn: ({ table, column, existing, ...condition }, context) => [
      alter(table, `DROP COLUMN ${clause(condition)}${identifier(column)}`),
      ...(existing === undefined || existing.generated !== undefined
        ? deleteColumn(table, column, context)
        : []),
    ],
    alterColumn: (operation, context) => {
      const statements = alterColumn(operation, context.state, flavour);
      if (operation.change.generated === undefined) return statements;
      const { before, after } = alteredColumn(operation, context.state, flavour);
      return [
        ...statements,
        ...(before.generated === undefined ? [] : deleteColumn(operation.table, operation.column, context)),
        ...(after.generated === undefined
          ? []
          : columnRow(
              operation.table,
              operation.column,
              after.generated.declared ?? after.generated.expression,
              context,
            )),
      ];
    },
    renameColumn: ({ table, column, newName }, context) => [
      alter(table, `RENAME COLUMN ${identifier(column)} TO ${identifier(newName)}`),
      ...whereRowsAre(context, () => renameColumnRow(context.metadataTable, table, column, newName, writer)),
    ],
    createConstraint: (operation, { state }) => {
      const { table, constraint } = operation;
      if (constraint.type === "exclusion") return refuse(operation, noExclusions);
      if ("deferrable" in constraint && constraint.deferrable !== undefined) refuse(operation, noDeferral);
      return [
        alter(
          table,
          `ADD ${tableConstraintSql(located(constraint, table, state?.defaultSchema))}`,
          ...(constraint.type === "primary key"
            ? releaseHelper(constraint.columns, stateOf(table, state))
            : []),
        ),
      ];
    },
    dropConstraint: (operation, { state }) => {
      const { table, type } = operation;
      const live = stateOf(table, state);
      const name = operation.name ?? nameOf(operation, live);
      if (type === "exclusion") return refuse(operation, noExclusions);
      if (type === "primary key") return [dropPrimaryKey(table, live)];
      if (name === undefined)
        throw unknown(operation, flavour.label, "no constraint of the table has that definition.");
      const condition = clause(operation);
      if (type === "unique") return [dropIndex(table, name, live, condition)];
      if (type === "check") return [alter(table, flavour.dropCheck(name, condition))];
      return [
        alter(table, ...dropForeignKey(name, live, condition), ...keepNamedAfterColumn(name, live, flavour)),
      ];
    },
    renameConstraint: (operation, { state }) => {
      const { table, type, name, newName } = operation;
      if (type === "unique") return [renameIndex(table, name, newName)];
      if (type === "primary key") return refuse(operation, "its primary keys have no names.");
      if (type === "exclusion") return refuse(operation, noExclusions);
      const live = stateOf(table, state);
      const constraint =
        type === "check"
          ? live?.checks.find((check) => check.name === name)
          : live?.foreignKeys.find((key) => key.name === name);
      if (constraint === undefined) throw unknown(operation, flavour.label, "there is no such constraint.");
      const renamed =
        "referencedTable" in constraint
          ? ({
              type: "foreign key",
              ...located(constraint, table, state?.defaultSchema),
              name: newName,
            } as const)
          : ({ type: "check", ...constraint, name: newName } as const);
      const drop =
        type === "check"
          ? [flavour.dropCheck(name)]
          : [...dropForeignKey(name, live), ...keepNamedAfterColumn(name, live, flavour)];
      // In two statements: neither server adds a foreign key beside the one that goes, for the same columns.
      return [alter(table, ...drop), alter(table, `ADD ${tableConstraintSql(renamed)}`)];
    },
    validateConstraint: (operation) =>
      refuse(operation, "its constraints are valid as soon as they are there; leave the call out."),
    createIndex: (operation) => {
      const { index, table } = operation;
      if (index.where !== undefined) {
        refuse(operation, "it has no partial indexes; index an expression, or leave the condition out.");
      }
      if (!flavour.expressionIndexes && index.parts.some(({ column }) => column === undefined)) {
        refuse(operation, "it has no indexes over expressions; index a generated column instead.");
      }
      const condition = flavour.conditionalClauses ? ifNotExists(operation) : "";
      return [alter(table, `ADD ${indexSql(index, flavour, condition)}`)];
    },
    dropIndex: ({ table, name, ...condition }, { state }) => [
      dropIndex(table, name, stateOf(table, state), clause(condition)),
    ],
    renameIndex: ({ table, name, newName }) => [renameIndex(table, name, newName)],
    createView: (operation, context) => [
      createView(operation, `CREATE VIEW ${ifNotExists(operation)}`.trim()),
      ...(operation.ifNotExists ? deleteView(operation.view, context) : []),
      ...viewRow(operation, context),
    ],
    dropView: (operation, context) => {
      if (operation.materialized) refuse(operation, noMaterialized);
      return [
        `DROP VIEW ${ifExists(operation)}${qualified(operation.view)}`,
        ...deleteView(operation.view, context),
      ];
    },
    replaceView: (operation, context) => [
      createView(operation, "CREATE OR REPLACE VIEW"),
      ...deleteView(operation.view, context),
      ...viewRow(operation, context),
    ],
    refreshMaterializedView: (operation) => refuse(operation, noMaterialized),
    backfill: (operation, { state }) => {
      const columns = state?.tables.find((table) => sameName(table, operation.table))?.columns ?? [];
      const touched = columns.filter(
        ({ name, onUpdate }) => onUpdate !== undefined && name !== operation.column,
      );
      return [
        backfillSql(
          operation,
          { identifier, qualified },
          touched.map(({ name }) => name),
        ),
      ];
    },
  };
}
