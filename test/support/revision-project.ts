import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Migrator, type MigratorOptions } from "@limbeck/core";
import { DataSource, type DataSourceOptions } from "typeorm";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";

/** A database of its own and a folder of revisions, for a test that writes these by hand. */
export interface RevisionProject {
  readonly database: TestDatabase;
  readonly directory: string;
  dataSource(more?: object): DataSource;
  migrator(more?: Partial<MigratorOptions>): Migrator;
  /** Writes a revision; the bodies are JavaScript with `op` and `context` at hand. */
  revision(id: string, down: string | null, upgrade: string, downgrade?: string): Promise<void>;
  /** The rows of the version table. */
  rows(): Promise<readonly string[]>;
  /** Drops the database and removes the folder. */
  remove(): Promise<void>;
}

export async function revisionProject(name: DatabaseName, label: string): Promise<RevisionProject> {
  const database = await createDatabase(name, label);
  const directory = await mkdtemp(join(tmpdir(), `limbeck-${label}-`));
  let version = 0;
  const dataSource = (more: object = {}) =>
    new DataSource({ entities: [], ...database.options, ...more } as unknown as DataSourceOptions);
  const migrator = (more: Partial<MigratorOptions> = {}) =>
    new Migrator({
      dataSource: dataSource(),
      directory,
      // A file that was written anew is read anew.
      load: (file) => import(/* @vite-ignore */ `${file}?${version}`),
      ...more,
    });
  return {
    database,
    directory,
    dataSource,
    migrator,
    async revision(id, down, upgrade, downgrade = "") {
      version++;
      await writeFile(
        join(directory, `${id}.mjs`),
        `/** ${id} */
         export const revision = "${id}";
         export const downRevision = ${JSON.stringify(down)};
         export async function upgrade(op, context) { ${upgrade} }
         export async function downgrade(op, context) { ${downgrade} }\n`,
      );
    },
    rows: async () => (await migrator().current()).heads,
    async remove() {
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
