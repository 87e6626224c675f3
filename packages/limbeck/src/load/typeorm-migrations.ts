import type { DataSource } from "typeorm";
import { expand, listOf } from "./entities.ts";
import type { ModuleLoader } from "./module-loader.ts";

/** The migrations that a DataSource lists for TypeORM's own commands. */
export type ListedMigrations =
  | {
      /** Their names, oldest first, as TypeORM writes them into its table. */
      readonly names: readonly string[];
      /** Patterns among what is listed. */
      readonly patterns: readonly string[];
    }
  | { readonly unreadable: string };

/**
 * Reads TypeORM's own migrations for their names; none of them is run.
 *
 * A pattern for compiled files that finds none stands for the sources at the same place: a DataSource that is loaded from
 * its source says `${__dirname}/migrations/*.js` of files that end with `.ts` there.
 */
export async function listedMigrations(
  dataSource: DataSource,
  loader: ModuleLoader,
  root: string,
): Promise<ListedMigrations> {
  if (dataSource.isInitialized) return { names: namesOf(dataSource.migrations), patterns: [] };
  try {
    const listed = listOf(dataSource.options.migrations);
    const { items, patterns } = await expand(listed, loader, root);
    const sources = items.length > 0 ? items : (await expand(listed.map(sourcesOf), loader, root)).items;
    return { names: namesOf(sources.filter(isClass).map((Migration) => new Migration())), patterns };
  } catch (error) {
    return { unreadable: loader.explain(error) };
  }
}

interface Migration {
  readonly name?: string;
  readonly up: unknown;
}

/** What is exported beside a migration, and is none, is nothing to make an instance of. */
function isClass(item: unknown): item is new () => unknown {
  return typeof item === "function" && typeof item.prototype === "object";
}

/** As MigrationExecutor calls and sorts them: by the time at the end of the name. */
function namesOf(instances: readonly unknown[]): readonly string[] {
  const migrations = instances.filter(
    (instance): instance is Migration => typeof (instance as Partial<Migration>).up === "function",
  );
  const names = new Set(migrations.map((migration) => migration.name || migration.constructor.name));
  return [...names].sort((a, b) => Number(a.slice(-13)) - Number(b.slice(-13)));
}

function sourcesOf(item: unknown): unknown {
  return typeof item === "string" ? item.replace(/\.([cm]?)js$/, ".$1ts") : item;
}
