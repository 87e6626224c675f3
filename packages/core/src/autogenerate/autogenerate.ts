import { type DataSourceSource, resolveDataSource } from "../connection/data-source.ts";
import { assumedDialect, dialectFamily } from "../connection/dialect-family.ts";
import { type Session, withSession } from "../connection/session.ts";
import type { ReflectOptions } from "../dialect/dialect.ts";
import { unknownTables } from "../diff/compare-schemas.ts";
import { type Filters, inclusion } from "../diff/filters.ts";
import { prepareMetadata } from "../metadata/prepare-metadata.ts";
import { readMetadata } from "../metadata/read-metadata.ts";
import type { NamingConvention } from "../naming/naming-convention.ts";
import { applyOperations } from "../operation/apply.ts";
import { nameKey, sameName } from "../schema/object-name.ts";
import type { ObjectName, Schema } from "../schema/schema.ts";
import { withBackfills } from "./backfills.ts";
import { bothSides, relativeName } from "./both-sides.ts";
import { diff } from "./diff.ts";
import { withHalfDoneWarning } from "./half-done-warning.ts";
import { type MigrationScript, migrationScript } from "./migration-script.ts";
import {
  type Processed,
  type ProcessRevision,
  processScript,
  type RevisionProcessor,
} from "./process-revision.ts";
import { unmanagedObjects } from "./unmanaged.ts";
import { wayBack } from "./way-back.ts";

export interface AutogenerateOptions extends Filters {
  /**
   * Drop tables that the database has and no entity declares. Default false: they may belong to somebody else, and
   * a table too many does no harm.
   */
  readonly dropUnknownTables?: boolean;
  /** Tables that are never part of a difference, beside TypeORM's own; Limbeck's version table is one of them. */
  readonly ignoredTables?: readonly ObjectName[];
  /**
   * Schemas (MySQL, MariaDB: databases) to look at beside the default one and those that the entities name: a list, or
   * true for all of them. What is there and no entity declares is reported in `script.unmanaged`.
   */
  readonly includeSchemas?: boolean | readonly string[];
  /**
   * How constraints and indexes are called to which nobody gave a name: those that TypeORM would call by a hash, and those
   * whose name in `op.*` is `null`. Default: the one of the DataSource, if its naming strategy is one of
   * `namingStrategy()`.
   */
  readonly namingConvention?: NamingConvention;
  /**
   * Changes what was found before it is written, printed or judged: `check` sees the result, too. A function, or a
   * `Rewriter`.
   *
   * @example
   * // tables are dropped by hand
   * processRevision: ({ upgradeOps }) => ({ upgradeOps: upgradeOps.filter(({ kind }) => kind !== "dropTable") }),
   */
  readonly processRevision?: ProcessRevision | RevisionProcessor;
}

/** What the revisions say about tables that no entity declares. */
export interface RevisionTables {
  /** The tables that they made and did not drop. */
  readonly tables: readonly ObjectName[];
  readonly warnings: readonly string[];
}

/** The revisions that the database has. */
export interface AppliedTables {
  /** Looks into all of them; only asked when it may matter. */
  read(): Promise<RevisionTables>;
  /** Whether one of them may be about a table outside of these schemas, by the look of its text. */
  mayLeave(schemas: readonly string[]): Promise<boolean>;
}

/**
 * Compares the entities of a DataSource with its database.
 *
 * @param dataSource initialised or not, or a function that makes one. What Limbeck initialises it destroys again.
 * @returns what differs, as operations for both directions; nothing is written anywhere.
 * @throws {LimbeckError} `E_DATA_SOURCE_MISSING`, `E_DRIVER_UNSUPPORTED`, `E_CONNECT`, `E_PRIMARY_KEY_MISSING`,
 * `E_METADATA`, `E_NAMING_CONVENTION`, `E_HOOK`.
 * @example
 * const script = await autogenerate(dataSource);
 * if (!script.isEmpty) console.log(script.toSql("upgrade").join(";\n"));
 */
export async function autogenerate(
  dataSource: DataSourceSource,
  options: AutogenerateOptions = {},
): Promise<MigrationScript> {
  return withSession(dataSource, (session) => compareSession(session, options));
}

/** {@link autogenerate} on a session that is open already. */
export async function compareSession(
  session: Session,
  options: AutogenerateOptions,
  applied?: AppliedTables,
): Promise<MigrationScript> {
  const { dataSource, dialect, query, metadataTable } = session;
  const sides = await bothSides(session, options, applied);
  const { found, wanted, reflected, alignment, unsynchronisedTables, unmanagedIndexes } = sides;
  const { defaultSchema } = reflected;
  const unknown = options.dropUnknownTables ? [] : unknownTables(found, wanted, unsynchronisedTables);
  const revisions = sides.revisions ?? (unknown.length > 0 ? await applied?.read() : undefined);
  const abandonedTables = (revisions?.tables ?? []).map((name) => relativeName(name, defaultSchema));
  const abandoned = new Set(abandonedTables.map(nameKey));
  // Once every table is explained, it does not matter what a revision did not tell.
  const isExplained = unknown.every((table) => abandoned.has(nameKey(table)));
  const compareOptions = {
    ...options,
    abandonedTables,
    unsynchronisedTables,
    unmanagedIndexes,
    ...(alignment.remade === undefined ? {} : { remade: alignment.remade }),
  };
  const plainOps = diff(found, wanted, dialect, compareOptions);
  const isAsymmetric = plainOps.some(({ kind }) => kind === "alterEnum");
  const reversible = isAsymmetric
    ? diff(found, wanted, dialect, { ...compareOptions, inverse: true })
    : plainOps;
  const plain = { upgradeOps: plainOps, downgradeOps: wayBack(reversible, dialect) };
  const { warnings, ...filled } = await withBackfills(query, dialect, plain, found, () =>
    applyOperations(found, plainOps),
  );
  const scriptOf = ({ upgradeOps, downgradeOps, warnings }: Processed): MigrationScript =>
    migrationScript({
      upgradeOps,
      downgradeOps,
      warnings,
      unmanaged: unmanagedObjects({
        after: applyOperations(found, upgradeOps),
        wanted,
        unsynchronisedTables,
        unmanagedIndexes,
        included: inclusion(options),
      }),
      dialect,
      found: reflected,
      metadataTable,
      metadataTableExists: hasTable(reflected, metadataTable),
    });
  const script = scriptOf({
    ...filled,
    warnings: [...alignment.warnings, ...(isExplained ? [] : (revisions?.warnings ?? [])), ...warnings],
  });
  const processed = await processScript(
    options.processRevision,
    script,
    { dataSource, dialect, found, wanted },
    (upgradeOps) =>
      withBackfills(
        query,
        dialect,
        { upgradeOps: [], downgradeOps: wayBack(upgradeOps, dialect) },
        found,
        () => applyOperations(found, upgradeOps),
      ),
  );
  return scriptOf({
    upgradeOps: withHalfDoneWarning(processed.upgradeOps),
    downgradeOps: withHalfDoneWarning(processed.downgradeOps),
    warnings: processed.warnings,
  });
}

/**
 * The schema that the entities of a DataSource declare, in the terms of its database.
 *
 * Works on a DataSource that was never connected; the database's version is assumed to be a current one then.
 *
 * @throws {MetadataError} `E_PRIMARY_KEY_MISSING`, `E_METADATA`, `E_TABLE_DECLARED_TWICE`.
 */
export async function schemaFromMetadata(source: DataSourceSource): Promise<Schema> {
  const dataSource = await resolveDataSource(source);
  const { type } = dataSource.options;
  dialectFamily(type);
  await prepareMetadata(dataSource);
  // A connected one is asked: TypeORM keeps of the server's version too little to tell MariaDB from MySQL.
  if (dataSource.isInitialized) {
    return withSession(dataSource, async ({ dialect }) => (await readMetadata(dataSource, dialect)).schema);
  }
  return (await readMetadata(dataSource, assumedDialect(type))).schema;
}

/** The schema that the live database has: those schemas that the entities name, and the default one. */
export async function reflect(dataSource: DataSourceSource, options: ReflectOptions = {}): Promise<Schema> {
  return withSession(dataSource, ({ dialect, query, metadataTable }) =>
    dialect.reflect(query, { metadataTable, ...options }),
  );
}

function hasTable({ tables, defaultSchema }: Schema, name: ObjectName): boolean {
  const { schema, ...bare } = name;
  const relative = schema === undefined || schema === defaultSchema ? bare : name;
  return tables.some((table) => sameName(table, relative));
}
