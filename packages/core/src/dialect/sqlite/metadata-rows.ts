import type { ObjectName, Table, View } from "../../schema/schema.ts";
import type { CompileContext } from "../dialect.ts";
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
import type { FileNames } from "./files.ts";
import { literal } from "./literals.ts";

/**
 * The statements that keep TypeORM's service table in step. It lies in the main file, also for what lies in another one;
 * rows are only deleted where there may be some, and the table is created on first need.
 */
export interface MetadataRows {
  /** For the generated columns among `columns`; absent: among all. */
  addColumns(table: Table, context: CompileContext, columns?: readonly string[]): string[];
  addColumn(table: ObjectName, column: string, expression: string, context: CompileContext): string[];
  deleteColumns(table: ObjectName, columns: readonly string[], context: CompileContext): string[];
  deleteTable(table: ObjectName, context: CompileContext): string[];
  renameTable(table: ObjectName, newName: string, context: CompileContext): string[];
  renameColumn(table: ObjectName, column: string, newName: string, context: CompileContext): string[];
  addView(view: View, context: CompileContext): string[];
  deleteView(view: ObjectName, context: CompileContext): string[];
}

export function metadataRows({ identifier, qualified, path }: FileNames): MetadataRows {
  const writer: MetadataRowWriter = {
    identifier,
    qualified,
    path,
    literal,
    types: { varchar: "varchar", text: "text" },
  };
  const added = ({ metadataTable, metadataTableExists }: CompileContext, rows: string[]): string[] =>
    rows.length === 0 || metadataTableExists ? rows : [createMetadataTable(metadataTable, writer), ...rows];
  const existing = ({ metadataTableExists }: CompileContext, rows: () => string[]): string[] =>
    metadataTableExists ? rows() : [];
  return {
    addColumns: (table, context, names) => {
      const columns =
        names === undefined ? table.columns : table.columns.filter(({ name }) => names.includes(name));
      return added(context, insertColumnRows(context.metadataTable, { ...table, columns }, writer));
    },
    addColumn: (table, column, expression, context) =>
      added(context, [insertColumnRow(context.metadataTable, table, column, expression, writer)]),
    deleteColumns: (table, columns, context) =>
      existing(context, () =>
        columns.map((column) => deleteColumnRows(context.metadataTable, table, column, writer)),
      ),
    deleteTable: (table, context) =>
      existing(context, () => [deleteColumnRows(context.metadataTable, table, undefined, writer)]),
    renameTable: (table, newName, context) =>
      existing(context, () => [renameTableRows(context.metadataTable, table, newName, writer)]),
    renameColumn: (table, column, newName, context) =>
      existing(context, () => [renameColumnRow(context.metadataTable, table, column, newName, writer)]),
    addView: (view, context) => added(context, insertViewRows(context.metadataTable, view, writer)),
    deleteView: (view, context) =>
      existing(context, () => [deleteViewRow(context.metadataTable, view, false, writer)]),
  };
}
