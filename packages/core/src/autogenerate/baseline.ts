import type { Session } from "../connection/session.ts";
import { type TypeormMigrations, typeormMigrations } from "../connection/typeorm-migrations.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { inclusion, isFiltered, parentOf, sameNamed } from "../diff/filters.ts";
import { includedOperations } from "../diff/included-operations.ts";
import { applyOperations } from "../operation/apply.ts";
import type { Operation } from "../operation/operation.ts";
import { reverseAll } from "../operation/reverse.ts";
import { withWarning } from "../operation/with-warning.ts";
import { emptySchema } from "../schema/empty-schema.ts";
import { displayName, nameKey } from "../schema/object-name.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import type { AutogenerateOptions } from "./autogenerate.ts";
import { bothSides } from "./both-sides.ts";
import { diff } from "./diff.ts";
import { type MigrationScript, migrationScript } from "./migration-script.ts";

/** A live schema as the script that makes it in an empty database. */
export interface Baseline {
  readonly script: MigrationScript;
  /** What the script is to make, as the database says it: without service tables and what a filter excludes. */
  readonly schema: Schema;
  /** Tables that no entity declares: the script makes them by SQL. */
  readonly undeclaredTables: readonly ObjectName[];
  /** Which of TypeORM's own migrations have run: the others have no part in the schema. */
  readonly typeormMigrations: TypeormMigrations;
}

/**
 * The live schema as the entities' comparison sees it, turned into operations.
 *
 * A table that no entity declares becomes SQL: made by `op.createTable()`, it would count as one that the revisions
 * made and no entity declares any more, and the next comparison would drop it.
 */
export async function baselineOf(session: Session, options: AutogenerateOptions): Promise<Baseline> {
  const { dialect, metadataTable } = session;
  const sides = await bothSides(session, options);
  // In the words of the database, so that a new one says the same of itself to the letter.
  const { live, wanted } = sides;
  const empty: Schema = {
    ...emptySchema,
    ...(live.defaultSchema === undefined ? {} : { defaultSchema: live.defaultSchema }),
  };
  const upgradeOps = includedOperations(
    diff(empty, { ...live, views: includedViews(live, wanted, options) }, dialect),
    live,
    wanted,
    options,
  );
  const downgradeOps = reverseAll(upgradeOps);
  const created = applyOperations(empty, upgradeOps);
  const schema = isFiltered(options) ? created : live;
  const declared = new Set([...wanted.tables, ...sides.unsynchronisedTables].map(nameKey));
  const isUndeclared = (name: ObjectName): boolean => !declared.has(nameKey(name));
  const asSql = (operations: readonly Operation[], start: Schema): readonly Operation[] =>
    writtenOut(operations, start, { dialect, metadataTable, isUndeclared });
  const triggers = schema.tables.flatMap(({ triggers = [] }) =>
    triggers.map(({ sql }): Operation => ({ kind: "execute", sql })),
  );
  return {
    script: migrationScript({
      upgradeOps: [...asSql(upgradeOps, empty), ...triggers],
      downgradeOps: withDropWarning(asSql(downgradeOps, created)),
      warnings: [...sides.alignment.warnings, ...unmodelledWarnings(schema)],
      unmanaged: [],
      dialect,
      found: empty,
      metadataTable,
      metadataTableExists: false,
    }),
    schema,
    undeclaredTables: schema.tables.filter(isUndeclared).map(({ schema, name }) => ({
      ...(schema === undefined ? {} : { schema }),
      name,
    })),
    typeormMigrations: await typeormMigrations(session),
  };
}

function includedViews(found: Schema, wanted: Schema, options: AutogenerateOptions): Schema["views"] {
  const included = inclusion(options);
  return found.views.filter((view) =>
    included("view", view.name, parentOf(view), { found: view, wanted: sameNamed(wanted.views, view) }),
  );
}

interface WritingOut {
  readonly dialect: Dialect;
  readonly metadataTable: ObjectName;
  readonly isUndeclared: (name: ObjectName) => boolean;
}

/** The operations with those on undeclared tables as the SQL that they compile to. */
function writtenOut(
  operations: readonly Operation[],
  start: Schema,
  { dialect, metadataTable, isUndeclared }: WritingOut,
): readonly Operation[] {
  let state = start;
  return operations.flatMap((operation): readonly Operation[] => {
    const before = state;
    state = applyOperations(state, [operation]);
    if (!("table" in operation) || !isUndeclared(operation.table)) return [operation];
    const statements = dialect.compile([operation], {
      state: before,
      metadataTable,
      metadataTableExists: false,
    });
    return statements.map(({ sql, parameters }) => ({
      kind: "execute",
      sql,
      ...(parameters === undefined ? {} : { parameters }),
    }));
  });
}

/** To whoever reads the file: what was there before any revision goes with the way back. */
function withDropWarning([first, ...rest]: readonly Operation[]): readonly Operation[] {
  if (first === undefined) return [];
  const warning = "drops every table, also those that were there before the first revision, and all rows";
  return [withWarning(first, warning), ...rest];
}

function unmodelledWarnings({ tables }: Schema): string[] {
  return tables
    .filter(({ unmodelled = [] }) => unmodelled.length > 0)
    .map(
      (table) =>
        `the table ${displayName(table)} has ${(table.unmodelled ?? []).join(", ")}, which is not written here: ` +
        `add it by hand, with op.execute()`,
    );
}
