import { unsupported } from "../unsupported.ts";
import type { BatchAlterTable } from "../../operation/batch-alter-table.ts";
import type { Operation, OperationOf } from "../../operation/operation.ts";
import { objectName, sameName } from "../../schema/object-name.ts";
import type { ObjectName, Table } from "../../schema/schema.ts";
import type { CompiledToTexts, Compilers } from "../compilers.ts";
import { compileEach } from "../compile-each.ts";
import { executed } from "../bound-statement.ts";
import { ifExists, ifNotExists, isDecidedByTable, withoutSuperfluous } from "../conditional.ts";
import { type CustomTarget, customStatements } from "../custom-statements.ts";
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
import { columnSql, createIndexSql, createTableSql } from "./create-table.ts";
import { insertWriter } from "./insert-values.ts";
import { identifier, literal, qualified, readLiteral } from "./literals.ts";
import { rebuild } from "./rebuild.ts";

export function needsState(operation: Operation): boolean {
  return (
    rebuilds(operation) ||
    operation.kind === "renameIndex" ||
    operation.kind === "bulkInsert" ||
    isDecidedByTable(operation) ||
    (operation.kind === "batchAlterTable" && operation.operations.some(needsState))
  );
}

/** ALTER TABLE can rename, and append simple columns; all else is a rebuild: https://www.sqlite.org/lang_altertable.html */
export function rebuilds(operation: Operation): boolean {
  switch (operation.kind) {
    case "alterColumn":
    case "dropColumn":
    case "alterTableOptions":
    case "createConstraint":
    case "dropConstraint":
    case "renameConstraint":
      return true;
    case "batchAlterTable":
      return operation.recreate === "always" || operation.operations.some(rebuilds);
    case "addColumn": {
      if (operation.insertBefore !== undefined || operation.insertAfter !== undefined) return true;
      const { nullable, default: value, generated, identity } = operation.column;
      if (identity !== undefined || generated?.stored) return true;
      if (value !== undefined && readLiteral(value) === undefined) return true;
      return !nullable && value === undefined;
    }
    default:
      return false;
  }
}

export function compile(all: readonly Operation[], context: CompileContext): readonly Statement[] {
  const operations = withoutSuperfluous(all, context, isNative);
  if (operations.some((operation) => operation.kind !== "batchAlterTable" && rebuilds(operation))) {
    const statements = rebuild(operations, context, { createTable, addedRows, deletedRows });
    return statements.map((sql) => (operations.length === 1 ? { sql, operation: operations[0]! } : { sql }));
  }
  return operations.flatMap((operation): Statement[] => {
    if (operation.kind === "execute") return [executed(operation, context, insertWriter)];
    if (operation.kind === "batchAlterTable") return [...compileBatch(operation, context)];
    if (operation.kind === "custom") return customStatements(operation, target);
    if (operation.kind === "bulkInsert") return [insertStatement(operation, context, insertWriter)];
    // The map is exhaustive; TypeScript can't see that key and argument belong together.
    const compiler = compilers[operation.kind] as (
      operation: CompiledToTexts,
      context: CompileContext,
    ) => readonly string[];
    return compiler(operation, context).map((sql) => ({ sql, operation }));
  });
}

function isNative({ kind }: Operation): boolean {
  return kind === "createTable" || kind === "dropTable" || kind === "createIndex" || kind === "dropIndex";
}

/** One rebuild for all changes, or none where every one of them does without. */
function compileBatch(batch: BatchAlterTable, context: CompileContext): readonly Statement[] {
  const { operations, recreate } = batch;
  const rebuilt = operations.filter(rebuilds);
  if (recreate === "never" && rebuilt.length > 0) {
    throw unsupported(
      "SQLite",
      rebuilt[0]!,
      `the table must be built anew for it, and "recreate" is "never"; leave that option out.`,
    );
  }
  if (rebuilt.length === 0 && recreate !== "always") {
    return compileEach(operations, context, (change, current) => compile([change], current)).flat();
  }
  const changes = withoutSuperfluous(operations, context, isNative);
  const statements = rebuild(changes.length === 0 ? [batch] : changes, context, {
    createTable,
    addedRows,
    deletedRows,
  });
  return statements.map((sql) => ({ sql, operation: batch }));
}

const target: CustomTarget = { name: "sqlite", label: "SQLite", identifier, qualified, literal };

const writer: MetadataRowWriter = {
  identifier,
  qualified,
  literal,
  types: { varchar: "varchar", text: "text" },
};

function withMetadataTable({ metadataTable, metadataTableExists }: CompileContext, rows: string[]): string[] {
  if (rows.length === 0 || metadataTableExists) return rows;
  return [createMetadataTable(metadataTable, writer), ...rows];
}

function createTable(table: Table): string {
  return createTableSql(table);
}

/** Rows for the generated columns among `columns`. */
function addedRows(table: Table, columns: readonly string[], context: CompileContext): string[] {
  const generated = table.columns.filter((column) => columns.includes(column.name));
  return withMetadataTable(
    context,
    insertColumnRows(context.metadataTable, { ...table, columns: generated }, writer),
  );
}

function deletedRows(table: ObjectName, columns: readonly string[], context: CompileContext): string[] {
  if (!context.metadataTableExists) return [];
  return columns.map((column) => deleteColumnRows(context.metadataTable, table, column, writer));
}

/** Deleting rows is only worth a statement where there may be some. */
function whereRowsAre(context: CompileContext, rows: () => string): string[] {
  return context.metadataTableExists ? [rows()] : [];
}

const noTypes = "it has no types of its own; give the column a check constraint instead.";
const noSequences = "it has no sequences; use an AUTOINCREMENT key.";
const noMaterialized = "it has no materialized views; create a plain view, or a table.";
const noComments = "it keeps no comments.";
const inRebuild = "the table must be rebuilt for it, which needs the state of the table.";

const compilers: Compilers = {
  createSchema: (operation) => {
    throw unsupported("SQLite", operation, "attach a database file instead.");
  },
  dropSchema: (operation) => {
    throw unsupported("SQLite", operation, "detach the database file instead.");
  },
  createExtension: (operation) => {
    throw unsupported("SQLite", operation, "load extensions in the DataSource.");
  },
  dropExtension: (operation) => {
    throw unsupported("SQLite", operation, "load extensions in the DataSource.");
  },
  createEnum: (operation) => {
    throw unsupported("SQLite", operation, noTypes);
  },
  dropEnum: (operation) => {
    throw unsupported("SQLite", operation, noTypes);
  },
  alterEnum: (operation) => {
    throw unsupported("SQLite", operation, noTypes);
  },
  addEnumValue: (operation) => {
    throw unsupported("SQLite", operation, noTypes);
  },
  renameEnumValue: (operation) => {
    throw unsupported("SQLite", operation, noTypes);
  },
  createSequence: (operation) => {
    throw unsupported("SQLite", operation, noSequences);
  },
  dropSequence: (operation) => {
    throw unsupported("SQLite", operation, noSequences);
  },
  createTable: ({ table, ...condition }, context) => [
    createTableSql(table, condition),
    ...withMetadataTable(context, insertColumnRows(context.metadataTable, table, writer)),
  ],
  dropTable: ({ table, existing, ...condition }, context) => {
    const hasRows = existing?.columns.some(({ generated }) => generated !== undefined) ?? true;
    return [
      `DROP TABLE ${ifExists(condition)}${qualified(table)}`,
      ...(hasRows
        ? whereRowsAre(context, () =>
            deleteColumnRows(context.metadataTable, objectName(table), undefined, writer),
          )
        : []),
    ];
  },
  renameTable: ({ table, newName }, context) => [
    `ALTER TABLE ${qualified(table)} RENAME TO ${identifier(newName)}`,
    ...whereRowsAre(context, () => renameTableRows(context.metadataTable, table, newName, writer)),
  ],
  createTableComment: (operation) => {
    throw unsupported("SQLite", operation, noComments);
  },
  dropTableComment: (operation) => {
    throw unsupported("SQLite", operation, noComments);
  },
  alterTableOptions: (operation) => {
    throw unsupported("SQLite", operation, inRebuild);
  },
  addColumn: ({ table, column }, context) => [
    `ALTER TABLE ${qualified(table)} ADD COLUMN ${columnSql(column)}`,
    ...(column.generated === undefined
      ? []
      : withMetadataTable(context, [
          insertColumnRow(
            context.metadataTable,
            table,
            column.name,
            column.generated.declared ?? column.generated.expression,
            writer,
          ),
        ])),
  ],
  dropColumn: (operation) => {
    throw unsupported("SQLite", operation, inRebuild);
  },
  alterColumn: (operation) => {
    throw unsupported("SQLite", operation, inRebuild);
  },
  renameColumn: ({ table, column, newName }, context) => [
    `ALTER TABLE ${qualified(table)} RENAME COLUMN ${identifier(column)} TO ${identifier(newName)}`,
    ...whereRowsAre(context, () => renameColumnRow(context.metadataTable, table, column, newName, writer)),
  ],
  createConstraint: (operation) => {
    throw unsupported("SQLite", operation, inRebuild);
  },
  dropConstraint: (operation) => {
    throw unsupported("SQLite", operation, inRebuild);
  },
  renameConstraint: (operation) => {
    throw unsupported("SQLite", operation, inRebuild);
  },
  validateConstraint: (operation) => {
    throw unsupported(
      "SQLite",
      operation,
      "its constraints are valid as soon as they are there; leave the call out.",
    );
  },
  createIndex: ({ table, index, ...condition }) => [createIndexSql(table, index, condition)],
  dropIndex: ({ table, name, ...condition }) => [dropIndexSql(table, name, condition)],
  renameIndex: (operation, { state }) => {
    const { table, name, newName } = operation;
    const index = state?.tables
      .find((other) => sameName(other, table))
      ?.indexes.find((other) => other.name === name);
    if (index === undefined) {
      throw unsupported(
        "SQLite",
        operation,
        "there is no such index; indexes are renamed by making them anew.",
      );
    }
    return [dropIndexSql(table, name), createIndexSql(table, { ...index, name: newName })];
  },
  createView: (operation, context) => [
    createViewSql(operation),
    ...(operation.ifNotExists ? deletedViewRow(operation.view, context) : []),
    ...withMetadataTable(context, insertViewRows(context.metadataTable, operation.view, writer)),
  ],
  dropView: (operation, context) => {
    if (operation.materialized) throw unsupported("SQLite", operation, noMaterialized);
    return dropView(operation.view, context, operation);
  },
  replaceView: (operation, context) => [
    ...dropView(operation.view, context),
    createViewSql(operation),
    ...withMetadataTable(context, insertViewRows(context.metadataTable, operation.view, writer)),
  ],
  refreshMaterializedView: (operation) => {
    throw unsupported("SQLite", operation, noMaterialized);
  },
  backfill: (operation) => [backfillSql(operation, { identifier, qualified })],
};

function createViewSql(operation: OperationOf<"createView"> | OperationOf<"replaceView">): string {
  const { view } = operation;
  if (view.materialized) throw unsupported("SQLite", operation, noMaterialized);
  const condition = operation.kind === "createView" ? ifNotExists(operation) : "";
  return `CREATE VIEW ${condition}${qualified(view)} AS ${view.definition}`;
}

function deletedViewRow(view: ObjectName, context: CompileContext): string[] {
  return whereRowsAre(context, () => deleteViewRow(context.metadataTable, objectName(view), false, writer));
}

function dropView(
  view: ObjectName,
  context: CompileContext,
  condition: { readonly ifExists?: boolean } = {},
): string[] {
  return [`DROP VIEW ${ifExists(condition)}${qualified(view)}`, ...deletedViewRow(view, context)];
}

function dropIndexSql(
  { schema }: ObjectName,
  name: string,
  condition: { readonly ifExists?: boolean } = {},
): string {
  return `DROP INDEX ${ifExists(condition)}${qualified(schema === undefined ? { name } : { schema, name })}`;
}
