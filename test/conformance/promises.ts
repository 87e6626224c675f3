import { inspect, isDeepStrictEqual } from "node:util";
import { autogenerate, type ObjectName, reflect, type Schema } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { expect } from "vitest";
import type { TestDatabase } from "../databases/index.ts";
import type { Case, Declared, Entities, Model } from "./case.ts";
import { runOperations } from "./run-operations.ts";

/** The databases that a group of cases shares: each case cleans up what it made. */
export interface Databases {
  /** Migrated by Limbeck. */
  readonly own: TestDatabase;
  /** Made by TypeORM. */
  readonly synchronised: TestDatabase;
  /** Where each state is made afresh, to compare with. */
  readonly fresh: TestDatabase;
}

/** The name of the database on its server; on SQLite, its file. */
export function nameOf({ options }: TestDatabase): string {
  return String(options.database);
}

/** The other databases of a case that stand beside this one. */
export function besides(database: TestDatabase, { databases = [] }: Pick<Case, "databases">): string[] {
  return databases.map((label) => database.nameBeside(label));
}

/** Every call has a DataSource of its own, and so a connection of its own: nothing is remembered. */
function dataSource(database: TestDatabase, declared: Entities | Declared): DataSource {
  const { entities, options } = "entities" in declared ? declared : { entities: declared };
  return new DataSource({ ...database.options, ...options, entities } as unknown as DataSourceOptions);
}

async function migrate(database: TestDatabase, entities: Entities | Declared) {
  const script = await autogenerate(dataSource(database, entities));
  expect(script.warnings).toEqual([]);
  await runOperations(dataSource(database, entities), script.upgradeOps);
  return script;
}

/** The check: nothing differs, and the SQL of it is nothing as well. */
export async function expectSilence(database: TestDatabase, entities: Entities | Declared): Promise<void> {
  const { upgradeOps, warnings } = await autogenerate(dataSource(database, entities));
  expect({ upgradeOps, warnings }).toEqual({ upgradeOps: [], warnings: [] });
}

/** Promise 1: from an empty database, create and be silent. Leaves the database so. */
export async function create({ own }: Databases, entities: Entities | Declared) {
  const script = await migrate(own, entities);
  await expectSilence(own, entities);
  return script;
}

/** Promise 2: nothing differs on a database made by `synchronize()`, but for what that leaves out. */
export async function adopt({ synchronised }: Databases, one: Case, prefix: string): Promise<void> {
  const entities = one.before(prefix, nameOf(synchronised));
  const source = await dataSource(synchronised, entities).initialize();
  try {
    await source.synchronize();
  } finally {
    await source.destroy();
  }
  const { upgradeOps } = await autogenerate(dataSource(synchronised, entities));
  const { leftOut = () => false } = one;
  expect(upgradeOps.filter((operation) => !leftOut(operation))).toEqual([]);
  if (one.leftOut !== undefined) expect(upgradeOps.some(leftOut)).toBe(true);
}

/** For what nobody can make: the answer of the database, or of TypeORM, to what the entities declare. */
export async function refusal({ synchronised }: Databases, one: Case, prefix: string): Promise<string> {
  const source = dataSource(synchronised, one.before(prefix, nameOf(synchronised)));
  const answer = await source
    .initialize()
    .then(() => source.synchronize())
    .then(
      () => "nothing: it was made",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  if (source.isInitialized) await source.destroy();
  expect(answer).toMatch(one.impossible!);
  return answer;
}

/** A database at the first model of a case, with rows in it. */
export interface Start {
  readonly structure: Schema;
  readonly rows: Rows;
}

/** The rows of tables by their names; the columns of a row in the order of their names. */
type Rows = Readonly<Record<string, readonly unknown[]>>;

/** Puts the rows of a case into the database that {@link create} has left. */
export async function seed({ own }: Databases, one: Case, prefix: string): Promise<Start> {
  const start = await structure(own, one, prefix);
  for (const statement of one.seed?.(prefix, nameOf(own)) ?? []) await own.query(statement);
  return { structure: start, rows: await readRows(own, start) };
}

/**
 * Promises 3 to 5: a change is seen, converges to what a fresh database has, keeps rows, and can be taken back.
 *
 * @returns true when the database is at its start again to the last value; false when the way there and back has cost values,
 * as of a column that was dropped.
 */
export async function evolve(
  { own, fresh }: Databases,
  one: Case,
  change: Model,
  prefix: string,
  start: Start,
): Promise<boolean> {
  const before = one.before(prefix, nameOf(own));
  const after = change(prefix, nameOf(own));
  const forth = await autogenerate(dataSource(own, after));
  expect(forth.upgradeOps, "the change is seen").not.toEqual([]);
  expect(forth.warnings).toEqual([]);
  await runOperations(dataSource(own, after), forth.upgradeOps);
  await expectSilence(own, after);

  const made = await migrate(fresh, change(prefix, nameOf(fresh)));
  const expected = anywhere(await structure(fresh, one, prefix), fresh);
  await runOperations(dataSource(fresh, []), made.downgradeOps);
  const declared = new Set(expected.tables.map((table) => table.name));
  const evolved = await structure(own, one, prefix);
  const found = anywhere(evolved, own);
  // Tables that no entity declares any more stay, unless the revision says otherwise.
  expect({ ...found, tables: found.tables.filter((table) => declared.has(table.name)) }).toEqual(expected);
  const counts = countRows(start.rows);
  expect(countRows(await readRows(own, evolved))).toMatchObject(pick(counts, evolved));

  await runOperations(dataSource(own, before), forth.downgradeOps);
  // The check was silent on this very structure when it was created; with options it may look at more than that.
  expect(await structure(own, one, prefix)).toEqual(start.structure);
  if ("options" in before) await expectSilence(own, before);
  const rows = await readRows(own, start.structure);
  expect(countRows(rows)).toEqual(counts);
  return isDeepStrictEqual(rows, start.rows);
}

/** A schema without the name of the database that it was read from, to compare with that of another one. */
function anywhere(schema: Schema, database: TestDatabase): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll(nameOf(database), "database")) as Schema;
}

/** Takes everything of a case out of the databases again, by way of Limbeck: all of it must be known to it. */
export async function cleanUp(databases: readonly TestDatabase[], cases: readonly Case[]): Promise<void> {
  const clean = async (database: TestDatabase) => {
    const includeSchemas = [
      ...new Set(cases.flatMap((one) => [...(one.schemas ?? []), ...besides(database, one)])),
    ];
    const { upgradeOps } = await autogenerate(dataSource(database, []), {
      dropUnknownTables: true,
      includeSchemas,
    });
    if (upgradeOps.length > 0) await runOperations(dataSource(database, []), upgradeOps);
  };
  await Promise.all(databases.map(clean));
}

/** What of the database belongs to a case, without what the order of creation decides. */
export async function structure(
  database: TestDatabase,
  one: Pick<Case, "schemas" | "databases">,
  prefix: string,
): Promise<Schema> {
  const schemas = [...(one.schemas ?? []), ...besides(database, one)];
  const { defaultSchema: _name, ...schema } = await reflect(dataSource(database, []), { schemas });
  const isOwn = ({ name }: { readonly name: string }) => name.startsWith(prefix);
  const sorted = <T extends { readonly name?: string }>(items: readonly T[]) =>
    [...items].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return {
    ...schema,
    schemas: [],
    extensions: [],
    enums: sorted(schema.enums.filter(isOwn)),
    sequences: sorted(schema.sequences.filter(isOwn)),
    views: sorted(schema.views.filter(isOwn)).map((view) => ({ ...view, indexes: sorted(view.indexes) })),
    tables: sorted(schema.tables.filter(isOwn)).map((table) => ({
      ...table,
      columns: sorted(table.columns),
      uniques: sorted(table.uniques),
      checks: sorted(table.checks),
      exclusions: sorted(table.exclusions),
      foreignKeys: sorted(table.foreignKeys),
      indexes: sorted(table.indexes),
    })),
  };
}

function sortKey(item: { readonly name?: string }): string {
  return JSON.stringify([item.name ?? "", item]);
}

async function readRows(database: TestDatabase, { tables }: Schema): Promise<Rows> {
  const quote = database.options.type === "mysql" || database.options.type === "mariadb" ? "`" : '"';
  const read: [string, unknown[]][] = [];
  for (const table of tables) {
    const path = pathOf(table).map((part) => quote + part + quote);
    const rows = await database.query(`SELECT * FROM ${path.join(".")}`);
    read.push([pathOf(table).join("."), rows.map((row) => Object.entries(row).sort(byName)).sort(byText)]);
  }
  return Object.fromEntries(read);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function byText(a: unknown, b: unknown): number {
  return inspect(a) < inspect(b) ? -1 : 1;
}

function pathOf({ schema, name }: ObjectName): string[] {
  return [...(schema === undefined ? [] : [schema]), name];
}

function countRows(rows: Rows): Record<string, number> {
  return Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
}

function pick(counts: Record<string, number>, { tables }: Schema): Record<string, number> {
  const names = tables.map((table) => pathOf(table).join("."));
  return Object.fromEntries(names.flatMap((name) => (name in counts ? [[name, counts[name]!]] : [])));
}
