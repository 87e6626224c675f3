import { readFile, rm, writeFile } from "node:fs/promises";
import { autogenerate, type AutogenerateOptions, Migrator, reflect } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { DataSource, type DataSourceOptions, type EntitySchema } from "typeorm";
import { createDatabase, type DatabaseName, type TestDatabase } from "../databases/index.ts";
import { revisionDirectory } from "../support/revision-directory.ts";

export interface Project {
  readonly database: TestDatabase;
  readonly directory: string;
  /** `more` are options of its DataSource. */
  migrator(entities: readonly EntitySchema[], options?: AutogenerateOptions, more?: object): Migrator;
  /** The comparison without a directory. */
  compare(entities: readonly EntitySchema[], options?: AutogenerateOptions): ReturnType<typeof autogenerate>;
  reflect(): ReturnType<typeof reflect>;
  /** Autogenerates and writes a revision; `edit` is what a person does to it. */
  revise(
    entities: readonly EntitySchema[],
    message: string,
    edit?: (source: string) => string,
    options?: AutogenerateOptions,
  ): Promise<{ readonly path: string; readonly source: string }>;
  close(): Promise<void>;
}

/** A database with a directory of revisions. */
export async function openProject(name: DatabaseName, label: string): Promise<Project> {
  const database = await createDatabase(name, label);
  const directory = await revisionDirectory();
  const dataSource = (entities: readonly EntitySchema[], more: object = {}) =>
    new DataSource({ ...database.options, ...more, entities } as unknown as DataSourceOptions);
  const migrator: Project["migrator"] = (entities, options = {}, more = {}) =>
    new Migrator({
      dataSource: dataSource(entities, more),
      directory,
      load: (file) => import(/* @vite-ignore */ file),
      ...options,
    });
  return {
    database,
    directory,
    migrator,
    compare: (entities, options) => autogenerate(dataSource(entities), options),
    reflect: () => reflect(dataSource([])),
    async revise(entities, message, edit = (source) => source, options = {}) {
      const script = await migrator(entities, options).autogenerate();
      const { path } = await writeRevision(script, { directory, message });
      const source = edit(await readFile(path, "utf8"));
      await writeFile(path, source);
      return { path, source };
    },
    async close() {
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
