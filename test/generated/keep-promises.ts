import {
  autogenerate,
  type MigrationScript,
  type Operation,
  reflect,
  type Schema,
  type Table,
} from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { expect } from "vitest";
import type { Entities } from "../conformance/case.ts";
import { runOperations } from "../conformance/run-operations.ts";
import { asRestored, type Dump, dump, asEitherStatement } from "../databases/dump.ts";
import type { TestDatabase } from "../databases/index.ts";
import { entitiesOf } from "./entities.ts";
import type { Model, Pair } from "./model.ts";
import { insertRows, readRows, valueOf } from "./rows.ts";

/** The databases that all pairs use one after the other. */
export interface Databases {
  /** Migrated by Limbeck from `before` to `after` and back. */
  readonly own: TestDatabase;
  /** `before`, made by TypeORM. */
  readonly synchronised: TestDatabase;
  /** `after`, made by Limbeck at once. */
  readonly fresh: TestDatabase;
}

/** Create, adopt, evolve, see and back, for a pair of models. What the databases had before is gone. */
export async function keepPromises(databases: Databases, pair: Pair): Promise<void> {
  const { own } = databases;
  const { before, after, rows } = pair;
  const [first, second] = [entitiesOf(own.name, before), entitiesOf(own.name, after)];
  const { start, expected } = await startingStates(databases, pair);

  if (rows) await insertRows(own, before);
  const values = rows ? await readRows(own, before, after) : {};

  const script = await migrate(own, second, after);
  await expectSilence(own, second, "after the change");
  const evolved = await state(own);
  expect(evolved.dump, "the changed database is like a fresh one").toEqual(expected.dump);
  expect(evolved.schema, "and is read as one").toEqual(expected.schema);
  // What the databases say of both shapes is equal exactly when there was nothing to do.
  if (script.isEmpty) expect(start.dump, "nothing was missed").toEqual(expected.dump);
  if (rows) expect(await readRows(own, before, after), "rows are there").toEqual(values);

  await run(own, first, script.downgradeOps, before);
  const back = await state(own);
  expect(back.dump, "back as it was").toEqual(start.dump);
  expect(back.schema, "and is read as it was").toEqual(start.schema);
  if (rows) expect(await readRows(own, before, after), "rows are still there").toEqual(values);
  await expectSilence(own, first, "back again");
}

/** What a database says of its structure, and what Limbeck reads of it. */
interface State {
  readonly dump: Dump;
  readonly schema: Schema;
}

async function state(database: TestDatabase): Promise<State> {
  const [ofDatabase, schema] = await Promise.all([dump(database), structure(database)]);
  return { dump: ofDatabase, schema };
}

/** The states that a pair is judged by, each made in a database of its own, side by side. */
async function startingStates(
  { own, synchronised, fresh }: Databases,
  { before, after }: Pair,
): Promise<{ readonly start: State; readonly expected: State }> {
  const create = async (database: TestDatabase, model: Model) => {
    await empty(database);
    await migrate(database, entitiesOf(database.name, model), model);
    await expectSilence(database, entitiesOf(database.name, model), "after create");
    return state(database);
  };
  const adopt = async () => {
    await empty(synchronised);
    return expectAdoption(synchronised, entitiesOf(synchronised.name, before));
  };
  const outcomes = await Promise.allSettled([create(own, before), create(fresh, after), adopt()]);
  // Nothing of this pair may go on while the next one starts.
  const failed = outcomes.find(({ status }) => status === "rejected");
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
  const [start, expected, adopted] = outcomes.map(
    (outcome) => (outcome as PromiseFulfilledResult<State | Dump>).value,
  ) as [State, State, Dump];
  expectMadeAlike(own, start.dump, adopted);
  return { start, expected };
}

function dataSource({ options }: TestDatabase, entities: Entities): DataSource {
  return new DataSource({ ...options, entities } as unknown as DataSourceOptions);
}

async function migrate(database: TestDatabase, entities: Entities, model: Model): Promise<MigrationScript> {
  const script = await autogenerate(dataSource(database, entities), { dropUnknownTables: true });
  expect(script.warnings).toEqual([]);
  await run(database, entities, script.upgradeOps, model);
  return script;
}

async function run(
  database: TestDatabase,
  entities: Entities,
  operations: readonly Operation[],
  model: Model,
): Promise<void> {
  await runOperations(dataSource(database, entities), operations, ({ table, column }) =>
    valueOf(database.name, model, table.name, column),
  );
}

async function expectSilence(database: TestDatabase, entities: Entities, when: string): Promise<void> {
  const { upgradeOps, warnings } = await autogenerate(dataSource(database, entities), {
    dropUnknownTables: true,
  });
  expect({ upgradeOps, warnings }, when).toEqual({ upgradeOps: [], warnings: [] });
}

/** On what TypeORM makes of the entities nothing differs, but for the checks that it makes on some databases only. */
async function expectAdoption(database: TestDatabase, entities: Entities): Promise<Dump> {
  const source = await dataSource(database, entities).initialize();
  try {
    await source.synchronize();
  } finally {
    await source.destroy();
  }
  const { upgradeOps } = await autogenerate(dataSource(database, entities), { dropUnknownTables: true });
  const isLeftOut = (operation: Operation) =>
    !synchronisesChecks.has(database.name) &&
    operation.kind === "createConstraint" &&
    operation.constraint.type === "check";
  expect(
    upgradeOps.filter((operation) => !isLeftOut(operation)),
    "adopted",
  ).toEqual([]);
  return dump(database);
}

function expectMadeAlike({ name }: TestDatabase, own: Dump, synchronised: Dump): void {
  // SQLite's texts are those of who wrote them.
  if (name === "sqlite") return;
  const isKept = (line: string) => synchronisesChecks.has(name) || !/^(CONSTRAINT .*)?CHECK /i.test(line);
  expect(mapLines(own, isKept), "made as TypeORM makes it").toEqual(mapLines(synchronised, isKept));
}

const synchronisesChecks: ReadonlySet<string> = new Set(["sqlite", "postgres"]);

function mapLines(objects: Dump, isKept: (line: string) => boolean): Dump {
  return Object.fromEntries(Object.entries(objects).map(([name, lines]) => [name, lines.filter(isKept)]));
}

async function empty(database: TestDatabase): Promise<void> {
  const { name, options } = database;
  if (name === "postgres") return database.script("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  if (name !== "sqlite") {
    const own = `\`${String(options.database)}\``;
    return database.script(`DROP DATABASE ${own}; CREATE DATABASE ${own} CHARACTER SET utf8mb4; USE ${own}`);
  }
  const objects = await database.query(
    "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'",
  );
  await database.query("PRAGMA foreign_keys = OFF");
  for (const object of objects) await database.query(`DROP ${String(object.type)} "${String(object.name)}"`);
  await database.query("PRAGMA foreign_keys = ON");
}

/** What Limbeck reads of the database, in an order of its own. */
async function structure(database: TestDatabase): Promise<Schema> {
  const {
    tables,
    enums,
    sequences,
    views,
    defaultSchema: _name,
    ...schema
  } = await reflect(dataSource(database, []));
  const checks = (table: Table) =>
    table.checks.map((check) => ({ ...check, expression: asEitherStatement(asRestored(check.expression)) }));
  return {
    ...schema,
    extensions: [],
    enums: byName(enums),
    sequences: byName(sequences),
    views: byName(views),
    tables: byName(tables)
      .filter(({ name }) => name !== "typeorm_metadata")
      .map((table) => ({
        ...table,
        columns: byName(table.columns),
        uniques: byName(table.uniques),
        checks: byName(checks(table)),
        foreignKeys: byName(table.foreignKeys),
        indexes: byName(table.indexes),
      })),
  };
}

function byName<T extends { readonly name?: string }>(items: readonly T[]): T[] {
  const key = (item: T) => JSON.stringify([item.name ?? "", item]);
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
