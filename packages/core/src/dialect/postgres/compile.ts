import { OperationError } from "../../errors.ts";
import type { CreateSequence, DropConstraint, Operation } from "../../operation/operation.ts";
import { constraintsOf } from "../../operation/constraints-of.ts";
import { displayName, sameName } from "../../schema/object-name.ts";
import type { ObjectName, Table, View } from "../../schema/schema.ts";
import { stableJson } from "../../util/stable-json.ts";
import type { CompiledToTexts, Compilers } from "../compilers.ts";
import { compileEach } from "../compile-each.ts";
import { executed } from "../bound-statement.ts";
import { ifExists, ifNotExists, isDecidedByTable, withoutSuperfluous } from "../conditional.ts";
import { type CustomTarget, customStatements } from "../custom-statements.ts";
import type { CompileContext, Statement } from "../dialect.ts";
import { insertStatement } from "../insert-statement.ts";
import { constraintSql } from "../sql-writer.ts";
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
import { backfill } from "./compile-backfill.ts";
import { columnCommentSql, columnSql, createIndexSql, createTableSql, quoting } from "./column-sql.ts";
import { alterColumn, needsTable } from "./compile-column.ts";
import { addEnumValueSql, alterEnum, createEnumSql } from "./compile-enum.ts";
import { unlessDuplicate } from "./do-block.ts";
import { insertWriter } from "./insert-values.ts";
import { cutName, identifier, literal, qualified, sequenceName } from "./literals.ts";

/** Statements that depend on what a column or a table is at the moment. */
export function needsState(operation: Operation): boolean {
  if (isDecidedByTable(operation)) return true;
  switch (operation.kind) {
    case "alterColumn":
      return needsTable(operation);
    case "dropConstraint":
      return operation.name === undefined;
    case "renameTable":
    case "renameColumn":
    case "backfill":
    case "bulkInsert":
      return true;
    case "batchAlterTable":
      return operation.operations.some(needsState);
    case "createIndex":
      return runsOutside(operation);
    default:
      return false;
  }
}

export function compile(
  operations: readonly Operation[],
  context: CompileContext,
  major: number,
): readonly Statement[] {
  const compilers = compilersOf(major);
  return withoutSuperfluous(operations, context, () => true).flatMap((operation): Statement[] => {
    if (operation.kind === "execute") return [executed(operation, context, insertWriter)];
    if (operation.kind === "batchAlterTable") {
      return compileEach(operation.operations, context, (change, current) =>
        compile([change], current, major),
      ).flat();
    }
    if (operation.kind === "custom") return customStatements(operation, target);
    if (operation.kind === "bulkInsert") return [insertStatement(operation, context, insertWriter)];
    // The map is exhaustive; TypeScript can't see that key and argument belong together.
    const compiler = compilers[operation.kind] as (
      operation: CompiledToTexts,
      context: CompileContext,
    ) => readonly string[];
    const outside = runsOutside(operation) ? { outsideTransaction: true, wayOut: afterFailure } : {};
    return compiler(operation, context).map((sql) => ({ sql, operation, ...outside }));
  });
}

/** https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY */
function runsOutside(operation: Operation): boolean {
  if (operation.kind === "createIndex") return operation.index.concurrently ?? false;
  return operation.kind === "dropIndex" && (operation.concurrently ?? false);
}

const afterFailure =
  "PostgreSQL keeps what is left of an index that was being built or dropped concurrently, marked as invalid. " +
  "Mend the cause and run the revision again: an invalid index of that name is dropped first.";

const target: CustomTarget = { name: "postgres", label: "PostgreSQL", identifier, qualified, literal };

/** As PostgresQueryRunner writes the rows: with the names of database and schema. */
const writer: MetadataRowWriter = {
  identifier,
  qualified,
  literal,
  types: { varchar: "character varying", text: "text" },
  database: "current_database()",
  schema: ({ schema }) => (schema === undefined ? "current_schema()" : literal(schema)),
};

function added({ metadataTable, metadataTableExists }: CompileContext, rows: readonly string[]): string[] {
  if (rows.length === 0 || metadataTableExists) return [...rows];
  return [createMetadataTable(metadataTable, writer), ...rows];
}

function changed({ metadataTableExists }: CompileContext, ...rows: readonly string[]): string[] {
  return metadataTableExists ? [...rows] : [];
}

function compilersOf(major: number): Compilers {
  return {
    createSchema: (operation) => [`CREATE SCHEMA ${ifNotExists(operation)}${identifier(operation.name)}`],
    dropSchema: (operation) => [`DROP SCHEMA ${ifExists(operation)}${identifier(operation.name)}`],
    createExtension: ({ name }) => [`CREATE EXTENSION IF NOT EXISTS ${identifier(name)}`],
    dropExtension: (operation) => [`DROP EXTENSION ${ifExists(operation)}${identifier(operation.name)}`],
    createEnum: (operation) => [
      operation.ifNotExists ? unlessDuplicate(createEnumSql(operation.enum)) : createEnumSql(operation.enum),
    ],
    dropEnum: (operation) => [`DROP TYPE ${ifExists(operation)}${qualified(operation.enum)}`],
    alterEnum,
    addEnumValue: (operation) => [addEnumValueSql(operation)],
    renameEnumValue: ({ enum: name, value, newValue }) => [
      `ALTER TYPE ${qualified(name)} RENAME VALUE ${literal(value)} TO ${literal(newValue)}`,
    ],
    createSequence: (operation) => [createSequenceSql(operation)],
    dropSequence: (operation) => [`DROP SEQUENCE ${ifExists(operation)}${qualified(operation.sequence)}`],
    createTable: ({ table, ifNotExists: isConditional = false }, context) => [
      ...createTableSql(table, major, isConditional),
      ...(table.comment === undefined ? [] : [tableCommentSql(table, table.comment)]),
      ...table.columns.flatMap(({ name, comment }) =>
        comment === undefined ? [] : [columnCommentSql(table, name, comment)],
      ),
      ...added(context, insertColumnRows(context.metadataTable, table, writer)),
    ],
    dropTable: ({ table, existing, ...condition }, context) => [
      `DROP TABLE ${ifExists(condition)}${qualified(table)}`,
      ...(existing !== undefined && existing.columns.every(({ generated }) => generated === undefined)
        ? []
        : changed(context, deleteColumnRows(context.metadataTable, table, undefined, writer))),
    ],
    renameTable: ({ table, newName }, context) => [
      `ALTER TABLE ${qualified(table)} RENAME TO ${identifier(newName)}`,
      ...serialColumns(context, table).map((column) =>
        renameSequence(table, sequenceName(table.name, column), sequenceName(cutName(newName), column)),
      ),
      ...changed(context, renameTableRows(context.metadataTable, table, newName, writer)),
    ],
    createTableComment: ({ table, comment }) => [tableCommentSql(table, comment)],
    dropTableComment: ({ table }) => [tableCommentSql(table, null)],
    alterTableOptions: (operation) => {
      throw unsupported(
        "PostgreSQL",
        operation,
        "its tables have none of these options; leave the call out.",
      );
    },
    addColumn: (operation, context) => {
      const { table, column, insertBefore, insertAfter, ...condition } = operation;
      if (insertBefore !== undefined || insertAfter !== undefined) {
        throw unsupported("PostgreSQL", operation, "a new column is the last one; leave its place out.");
      }
      return [
        `ALTER TABLE ${qualified(table)} ADD COLUMN ${ifNotExists(condition)}${columnSql(column, major)}`,
        ...(column.comment === undefined ? [] : [columnCommentSql(table, column.name, column.comment)]),
        ...(column.generated === undefined
          ? []
          : added(context, [
              insertColumnRow(
                context.metadataTable,
                table,
                column.name,
                column.generated.declared ?? column.generated.expression,
                writer,
              ),
            ])),
      ];
    },
    dropColumn: ({ table, column, existing, ...condition }, context) => [
      `ALTER TABLE ${qualified(table)} DROP COLUMN ${ifExists(condition)}${identifier(column)}`,
      ...(existing !== undefined && existing.generated === undefined
        ? []
        : changed(context, deleteColumnRows(context.metadataTable, table, column, writer))),
    ],
    alterColumn: (operation, context) => {
      const { change, table, column } = operation;
      if (change.charset || change.onUpdate) {
        throw unsupported(
          "PostgreSQL",
          operation,
          "it has neither character sets of columns nor ON UPDATE values.",
        );
      }
      const { metadataTable } = context;
      const { generated } = change;
      const text = generated?.declared ?? generated?.expression;
      return [
        ...alterColumn(operation, context, major),
        ...(generated === undefined
          ? []
          : changed(context, deleteColumnRows(metadataTable, table, column, writer))),
        ...(text === undefined
          ? []
          : added(context, [insertColumnRow(metadataTable, table, column, text, writer)])),
      ];
    },
    renameColumn: ({ table, column, newName }, context) => [
      `ALTER TABLE ${qualified(table)} RENAME COLUMN ${identifier(column)} TO ${identifier(newName)}`,
      ...serialColumns(context, table)
        .filter((name) => name === cutName(column))
        .map(() =>
          renameSequence(table, sequenceName(table.name, column), sequenceName(table.name, cutName(newName))),
        ),
      ...changed(context, renameColumnRow(context.metadataTable, table, column, newName, writer)),
    ],
    createConstraint: ({ table, constraint }) => [
      `ALTER TABLE ${qualified(table)} ADD ${constraintSql(constraint, quoting)}`,
    ],
    dropConstraint: (operation, context) => [
      `ALTER TABLE ${qualified(operation.table)} DROP CONSTRAINT ` +
        `${ifExists(operation)}${identifier(constraintName(operation, context))}`,
    ],
    renameConstraint: ({ table, name, newName }) => [
      `ALTER TABLE ${qualified(table)} RENAME CONSTRAINT ${identifier(name)} TO ${identifier(newName)}`,
    ],
    validateConstraint: ({ table, name }) => [
      `ALTER TABLE ${qualified(table)} VALIDATE CONSTRAINT ${identifier(name)}`,
    ],
    createIndex: ({ table, index, ifNotExists: isConditional = false }, context) => [
      ...(tableOf(context, table)?.indexes ?? [])
        .filter(({ name, invalid }) => invalid && name === cutName(index.name))
        .map(({ name }) => dropIndexSql(table, name, index)),
      createIndexSql(table, index, { ...index, ifNotExists: isConditional }),
    ],
    dropIndex: ({ table, name, ...options }) => [dropIndexSql(table, name, options)],
    renameIndex: ({ table, name, newName }) => [
      `ALTER INDEX ${qualified({ ...table, name })} RENAME TO ${identifier(newName)}`,
    ],
    createView: ({ view, ifNotExists: isConditional }, context) => [
      isConditional ? unlessDuplicate(createViewSql(view)) : createViewSql(view),
      ...(isConditional
        ? changed(context, deleteViewRow(context.metadataTable, view, view.materialized, writer))
        : []),
      ...added(context, insertViewRows(context.metadataTable, view, writer)),
    ],
    dropView: ({ view, materialized, ...condition }, context) => [
      dropViewSql(view, materialized, condition),
      ...changed(context, deleteViewRow(context.metadataTable, view, materialized, writer)),
    ],
    replaceView: ({ view, existing }, context) => {
      const { metadataTable } = context;
      const wasMaterialized = existing?.materialized ?? view.materialized;
      return [
        ...(view.materialized || wasMaterialized
          ? [
              dropViewSql(view, wasMaterialized),
              createViewSql(view),
              ...view.indexes.map((index) => createIndexSql(view, index)),
            ]
          : [createViewSql(view).replace(/^CREATE VIEW/, "CREATE OR REPLACE VIEW")]),
        ...changed(context, deleteViewRow(metadataTable, view, wasMaterialized, writer)),
        ...added(context, insertViewRows(metadataTable, view, writer)),
      ];
    },
    refreshMaterializedView: ({ view, concurrently }) => [
      `REFRESH MATERIALIZED VIEW ${concurrently ? "CONCURRENTLY " : ""}${qualified(view)}`,
    ],
    backfill,
  };
}

function dropIndexSql(
  table: ObjectName,
  name: string,
  options: { readonly concurrently?: boolean; readonly ifExists?: boolean },
): string {
  const how = options.concurrently ? "CONCURRENTLY " : "";
  return `DROP INDEX ${how}${ifExists(options)}${qualified({ ...table, name })}`;
}

function tableCommentSql(table: ObjectName, comment: string | null): string {
  return `COMMENT ON TABLE ${qualified(table)} IS ${literal(comment)}`;
}

function createSequenceSql({ sequence, ...condition }: CreateSequence): string {
  const { type, increment, minimum, maximum, start, cache, cycle } = sequence;
  return [
    `CREATE SEQUENCE ${ifNotExists(condition)}${qualified(sequence)}`,
    ...(type === undefined ? [] : [`AS ${type}`]),
    ...(increment === undefined ? [] : [`INCREMENT BY ${increment}`]),
    ...(minimum === undefined ? [] : [`MINVALUE ${minimum}`]),
    ...(maximum === undefined ? [] : [`MAXVALUE ${maximum}`]),
    ...(start === undefined ? [] : [`START WITH ${start}`]),
    ...(cache === undefined ? [] : [`CACHE ${cache}`]),
    ...(cycle ? ["CYCLE"] : []),
  ].join(" ");
}

function createViewSql(view: View): string {
  return `CREATE ${view.materialized ? "MATERIALIZED " : ""}VIEW ${qualified(view)} AS ${view.definition}`;
}

function dropViewSql(
  view: ObjectName,
  materialized: boolean,
  condition: { readonly ifExists?: boolean } = {},
): string {
  return `DROP ${materialized ? "MATERIALIZED " : ""}VIEW ${ifExists(condition)}${qualified(view)}`;
}

function tableOf({ state }: CompileContext, name: ObjectName): Table | undefined {
  return state?.tables.find((table) => sameName(table, name));
}

function serialColumns(context: CompileContext, table: ObjectName): string[] {
  const columns = tableOf(context, table)?.columns ?? [];
  return columns.filter(({ identity }) => identity === "serial").map(({ name }) => name);
}

/** TypeORM tells a serial column by the name of its sequence, so the sequence is renamed with it. */
function renameSequence(table: ObjectName, from: string, to: string): string {
  return `ALTER SEQUENCE IF EXISTS ${qualified({ ...table, name: from })} RENAME TO ${identifier(to)}`;
}

/** The name of a constraint that was given by its definition. */
function constraintName(operation: DropConstraint, context: CompileContext): string {
  const { table, type, name, existing } = operation;
  if (name !== undefined) return name;
  const definition = (value: object): string => {
    const { name: _name, aliases: _aliases, ...rest } = value as { name?: string; aliases?: unknown };
    return stableJson(rest);
  };
  const candidates = constraintsOf(tableOf(context, table) ?? emptyParts).filter(
    (constraint) =>
      constraint.type === type &&
      (existing === undefined || type === "primary key" || definition(constraint) === definition(existing)),
  );
  if (candidates.length === 1) return candidates[0]!.name!;
  throw new OperationError(
    "E_OBJECT_UNKNOWN",
    `A ${type} of the table ${displayName(table)} is to be dropped without a name, and ` +
      `${candidates.length === 0 ? "no constraint is" : "several constraints are"} like it. Name the one that is meant.`,
    { details: { table: displayName(table), type } },
  );
}

const emptyParts: Table = {
  name: "",
  columns: [],
  uniques: [],
  checks: [],
  exclusions: [],
  foreignKeys: [],
  indexes: [],
  options: {},
};
