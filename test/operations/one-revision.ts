import {
  type DialectName,
  Migrator,
  type MigratorOptions,
  type Operations,
  type RevisionModule,
} from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";

/** A database of its own, and revisions that are functions of a test. */
export interface Bench {
  readonly database: TestDatabase;
  dataSource(more?: object): DataSource;
  /** A migrator over revisions (`rev0`, `rev1`, …), each of them on the one before. */
  migrator(upgrades: readonly RevisionModule["upgrade"][], more?: Partial<MigratorOptions>): Migrator;
}

export async function bench(name: DatabaseName, label: string): Promise<Bench> {
  const database = await createDatabase(name, label);
  const dataSource = (more: object = {}) =>
    new DataSource({ entities: [], ...database.options, ...more } as unknown as DataSourceOptions);
  return {
    database,
    dataSource,
    migrator: (upgrades, more = {}) =>
      new Migrator({
        dataSource: dataSource(),
        revisions: upgrades.map((upgrade, at) => ({
          revision: `rev${at}`,
          downRevision: at === 0 ? null : `rev${at - 1}`,
          upgrade,
          downgrade: () => Promise.resolve(),
        })),
        ...more,
      }),
  };
}

/** One direction of a revision that is typed for some databases. */
export function revisionFor<D extends DialectName>(
  use: (op: Operations<D>) => Promise<void>,
): RevisionModule["upgrade"] {
  return use as RevisionModule["upgrade"];
}
