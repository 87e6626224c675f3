// Comparing
export {
  autogenerate,
  type AutogenerateOptions,
  reflect,
  schemaFromMetadata,
} from "./autogenerate/autogenerate.ts";
export type { Baseline } from "./autogenerate/baseline.ts";
export { defaultVersionTable } from "./autogenerate/both-sides.ts";
export { diff } from "./autogenerate/diff.ts";
export type { MigrationScript } from "./autogenerate/migration-script.ts";
export type {
  ProcessContext,
  ProcessedScript,
  ProcessRevision,
  RevisionProcessor,
} from "./autogenerate/process-revision.ts";
export {
  type RewriteContext,
  Rewriter,
  type RewriteHandler,
  type Rewritten,
} from "./autogenerate/rewriter.ts";
export { describeUnmanaged, type UnmanagedObject } from "./autogenerate/unmanaged.ts";
export { namingStrategy } from "./connection/naming-strategy.ts";
export type { DataSourceSource } from "./connection/data-source.ts";
export { assumedDialect, connectedDialect } from "./connection/dialect-family.ts";
export type { TypeormMigrations } from "./connection/typeorm-migrations.ts";
export {
  type NameTemplates,
  type NamingConvention,
  namingConvention,
  type NamingConventionOptions,
} from "./naming/naming-convention.ts";
export type { NameToken } from "./naming/tokens.ts";
export type { CompareOptions } from "./diff/compare-schemas.ts";
export type {
  ColumnHook,
  ComparedObject,
  ComparedObjects,
  ComparedType,
  Filters,
  Parent,
} from "./diff/filters.ts";

// Schema and operations as data
export type * from "./schema/schema.ts";
export type * from "./operation/operation.ts";
export type * from "./operation/batch-alter-table.ts";
export type * from "./operation/bulk-insert.ts";
export {
  type CustomDefinition,
  type CustomOperation,
  type CustomPrinter,
  definitionOf,
  type OperationMaker,
  registerOperation,
  type SqlQuoting,
} from "./operation/custom-operation.ts";
export type * from "./operation/directives/custom-operations.ts";
export type { NamedObject } from "./operation/named-object.ts";
export { onlyAddsLabels } from "./operation/enum-labels.ts";
export { constraintsOf } from "./operation/constraints-of.ts";
export { describe, describeFor } from "./operation/describe.ts";
export { reverse, reverseAll } from "./operation/reverse.ts";
export type * from "./dialect/dialect.ts";
export type { Declaration, DeclaredColumn, DeclaredDefault } from "./dialect/declared-column.ts";

// What a revision imports
export * from "./operation/builders.ts";
export { type ColumnTypeText, type CustomType, isColumnTypeText, type } from "./operation/column-types.ts";
export type * from "./operation/operations.ts";
export type * from "./operation/directives/options-of.ts";
export type * from "./operation/directives/column-operations.ts";
export type * from "./operation/directives/constraint-operations.ts";
export type * from "./operation/directives/enum-operations.ts";
export type * from "./operation/directives/index-operations.ts";
export type * from "./operation/directives/insert-operations.ts";
export type * from "./operation/directives/name-operations.ts";
export type {
  BatchOperations,
  BatchOptions,
  TableBatchOperations,
} from "./operation/directives/batch-operations.ts";
export type * from "./operation/directives/schema-operations.ts";
export type * from "./operation/directives/sequence-operations.ts";
export type * from "./operation/directives/statement-operations.ts";
export type * from "./operation/directives/table-operations.ts";
export type * from "./operation/directives/view-operations.ts";
export { type BackfillValue, type FillIn, fillIn } from "./operation/fill-in.ts";
export { type BoundSql, type BoundValue, type Sql, sql } from "./operation/sql.ts";
export type { RevisionContext } from "./operation/revision-context.ts";

// Revisions and running them
export { type DirectoryOptions, readRevisions, type RevisionFile } from "./revision/directory.ts";
export { type Header, readHeader } from "./revision/header.ts";
export { type FileNameOptions, newRevisionId, revisionFileName, slug } from "./revision/file-name.ts";
export { type Plan, type PlanStep, RevisionGraph, type RevisionNode } from "./revision/graph.ts";
export type { LoadModule, RevisionModule } from "./revision/load.ts";
export type { StaticRevision } from "./revision/static-revisions.ts";
export type { LockWait } from "./runner/lock-wait.ts";
export type { AppliedRevision, ProgressEvent, RunOptions } from "./runner/events.ts";
export type { DryRevision, DryRun, DryStatement } from "./runner/dry-run.ts";
export type { HistoryEntry } from "./runner/history-entry.ts";
export type {
  BeforeRunContext,
  HookContext,
  Hooks,
  PlannedRevision,
  TransactionContext,
  VersionApplyContext,
} from "./runner/hooks.ts";
export type { BaselineProof, ProofOptions } from "./runner/verify-baseline.ts";
export { type CurrentState, Migrator } from "./runner/migrator.ts";
export type { MigratorOptions } from "./runner/migrator-options.ts";

// Errors
export * from "./errors.ts";
