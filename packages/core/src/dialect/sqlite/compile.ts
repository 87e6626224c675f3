import { unsupported } from "../unsupported.ts";
import type { BatchAlterTable } from "../../operation/batch-alter-table.ts";
import type { Operation, OperationOf } from "../../operation/operation.ts";
import { displayName, objectName, sameName } from "../../schema/object-name.ts";
import type { Index, ObjectName } from "../../schema/schema.ts";
import type { CompiledToTexts, Compilers } from "../compilers.ts";
import { compileEach } from "../compile-each.ts";
import { executed } from "../bound-statement.ts";
import { ifExists, ifNotExists, isDecidedByTable, withoutSuperfluous } from "../conditional.ts";
import { customStatements } from "../custom-statements.ts";
import type { CompileContext, Dialect, Server, Statement } from "../dialect.ts";
import { insertStatement } from "../insert-statement.ts";
import { backfillSql } from "../sql-writer.ts";
import { columnSql, createIndexSql, createTableSql } from "./create-table.ts";
import { type FileNames, fileNames } from "./files.ts";
import { insertWriter } from "./insert-values.ts";
import { identifier, literal, readLiteral } from "./literals.ts";
import { type MetadataRows, metadataRows } from "./metadata-rows.ts";
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

export function compiler(server: Server): Dialect["compile"] {
  const names = fileNames(server);
  const rows = metadataRows(names);
  const inserts = insertWriter(names);
  const compilers = compilersOf(names, rows);
  const target = {
    name: "sqlite",
    label: "SQLite",
    identifier,
    qualified: names.qualified,
    literal,
  } as const;
  const rebuilt = (operations: readonly Operation[], context: CompileContext) =>
    rebuild(operations, context, names, rows);

  const compile: Dialect["compile"] = (all, context) => {
    const operations = withoutSuperfluous(all, context, isNative);
    for (const operation of operations) refuseConstraint(operation);
    if (operations.some((operation) => operation.kind !== "batchAlterTable" && rebuilds(operation))) {
      return rebuilt(operations, context).map((sql) =>
        operations.length === 1 ? { sql, operation: operations[0]! } : { sql },
      );
    }
    return operations.flatMap((operation): Statement[] => {
      if (operation.kind === "execute") return [executed(operation, context, inserts)];
      if (operation.kind === "batchAlterTable") return [...compileBatch(operation, context)];
      if (operation.kind === "custom") return customStatements(operation, target);
      if (operation.kind === "bulkInsert") return [insertStatement(operation, context, inserts)];
      // The map is exhaustive; TypeScript can't see that key and argument belong together.
      const compileOne = compilers[operation.kind] as (
        operation: CompiledToTexts,
        context: CompileContext,
      ) => readonly string[];
      return compileOne(operation, context).map((sql) => ({ sql, operation }));
    });
  };

  /** One rebuild for all changes, or none where every one of them does without. */
  const compileBatch = (batch: BatchAlterTable, context: CompileContext): readonly Statement[] => {
    const { operations, recreate } = batch;
    const first = operations.find(rebuilds);
    if (recreate === "never" && first !== undefined) {
      throw unsupported(
        "SQLite",
        first,
        `the table must be built anew for it, and "recreate" is "never"; leave that option out.`,
      );
    }
    if (first === undefined && recreate !== "always") {
      return compileEach(operations, context, (change, current) => compile([change], current)).flat();
    }
    const changes = withoutSuperfluous(operations, context, isNative);
    for (const change of changes) refuseConstraint(change);
    return rebuilt(changes.length === 0 ? [batch] : changes, context).map((sql) => ({
      sql,
      operation: batch,
    }));
  };
  return compile;
}

function isNative({ kind }: Operation): boolean {
  return kind === "createTable" || kind === "dropTable" || kind === "createIndex" || kind === "dropIndex";
}

function refuseConstraint(operation: Operation): void {
  refuseExclusion(operation);
  refuseReferencesAcross(operation);
}

function refuseExclusion(operation: Operation): void {
  const excludes =
    (operation.kind === "createTable" && operation.table.exclusions.length > 0) ||
    (operation.kind === "createConstraint" && operation.constraint.type === "exclusion") ||
    ((operation.kind === "dropConstraint" || operation.kind === "renameConstraint") &&
      operation.type === "exclusion");
  if (!excludes) return;
  throw unsupported(
    "SQLite",
    operation,
    "it has no exclusion constraints; check in a trigger, made by op.execute().",
  );
}

/** A foreign key finds its table in its own file alone; what is named is another one: https://www.sqlite.org/foreignkeys.html */
function refuseReferencesAcross(operation: Operation): void {
  const [table, keys] =
    operation.kind === "createTable"
      ? [operation.table, operation.table.foreignKeys]
      : operation.kind === "createConstraint" && operation.constraint.type === "foreign key"
        ? [operation.table, [operation.constraint]]
        : [undefined, []];
  const across = keys.find(({ referencedTable }) => referencedTable.schema !== table?.schema);
  if (across === undefined) return;
  throw unsupported(
    "SQLite",
    operation,
    `a foreign key can't reference a table in another file, as ${displayName(across.referencedTable)} is. ` +
      `Leave it out, as TypeORM does.`,
  );
}

const noTypes = "it has no types of its own; give the column a check constraint instead.";
const noSequences = "it has no sequences; use an AUTOINCREMENT key.";
const noMaterialized = "it has no materialized views; create a plain view, or a table.";
const noComments = "it keeps no comments.";
const inRebuild = "the table must be rebuilt for it, which needs the state of the table.";

interface IfExists {
  readonly ifExists?: boolean;
}

interface IfNotExists {
  readonly ifNotExists?: boolean;
}

function compilersOf({ qualified }: FileNames, rows: MetadataRows): Compilers {
  const createIndex = (table: ObjectName, index: Index, condition: IfNotExists = {}) =>
    createIndexSql(table, index, { qualified }, condition);
  const dropIndex = ({ schema }: ObjectName, name: string, condition: IfExists = {}) =>
    `DROP INDEX ${ifExists(condition)}${qualified(schema === undefined ? { name } : { schema, name })}`;
  const createView = (operation: OperationOf<"createView"> | OperationOf<"replaceView">) => {
    const { view } = operation;
    if (view.materialized) throw unsupported("SQLite", operation, noMaterialized);
    const condition = operation.kind === "createView" ? ifNotExists(operation) : "";
    return `CREATE VIEW ${condition}${qualified(view)} AS ${view.definition}`;
  };
  const dropView = (view: ObjectName, context: CompileContext, condition: IfExists = {}) => [
    `DROP VIEW ${ifExists(condition)}${qualified(view)}`,
    ...rows.deleteView(objectName(view), context),
  ];
  return {
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
      createTableSql(table, { qualified }, condition),
      ...rows.addColumns(table, context),
    ],
    dropTable: ({ table, existing, ...condition }, context) => {
      const hasRows = existing?.columns.some(({ generated }) => generated !== undefined) ?? true;
      return [
        `DROP TABLE ${ifExists(condition)}${qualified(table)}`,
        ...(hasRows ? rows.deleteTable(objectName(table), context) : []),
      ];
    },
    renameTable: ({ table, newName }, context) => [
      `ALTER TABLE ${qualified(table)} RENAME TO ${identifier(newName)}`,
      ...rows.renameTable(table, newName, context),
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
        : rows.addColumn(
            table,
            column.name,
            column.generated.declared ?? column.generated.expression,
            context,
          )),
    ],
    dropColumn: (operation) => {
      throw unsupported("SQLite", operation, inRebuild);
    },
    alterColumn: (operation) => {
      throw unsupported("SQLite", operation, inRebuild);
    },
    renameColumn: ({ table, column, newName }, context) => [
      `ALTER TABLE ${qualified(table)} RENAME COLUMN ${identifier(column)} TO ${identifier(newName)}`,
      ...rows.renameColumn(table, column, newName, context),
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
    createIndex: ({ table, index, ...condition }) => [createIndex(table, index, condition)],
    dropIndex: ({ table, name, ...condition }) => [dropIndex(table, name, condition)],
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
      return [dropIndex(table, name), createIndex(table, { ...index, name: newName })];
    },
    createView: (operation, context) => [
      createView(operation),
      ...(operation.ifNotExists ? rows.deleteView(objectName(operation.view), context) : []),
      ...rows.addView(operation.view, context),
    ],
    dropView: (operation, context) => {
      if (operation.materialized) throw unsupported("SQLite", operation, noMaterialized);
      return dropView(operation.view, context, operation);
    },
    replaceView: (operation, context) => [
      ...dropView(operation.view, context),
      createView(operation),
      ...rows.addView(operation.view, context),
    ],
    refreshMaterializedView: (operation) => {
      throw unsupported("SQLite", operation, noMaterialized);
    },
    backfill: (operation) => [backfillSql(operation, { identifier, qualified })],
  };
}
