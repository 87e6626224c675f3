import type { Session } from "./session.ts";

/** TypeORM's own migrations, as far as a database tells of them. */
export interface TypeormMigrations {
  /** The table in which TypeORM keeps count of them, as the DataSource calls it. */
  readonly table: string;
  /** The names of those that have run; undefined while there is no such table. */
  readonly run: readonly string[] | undefined;
}

/** What TypeORM's own `migration:show` goes by. That command would create the table; here it is only read. */
export async function typeormMigrations({ dataSource, queryRunner }: Session): Promise<TypeormMigrations> {
  const { driver, options, manager } = dataSource;
  const table = options.migrationsTableName || "migrations";
  const { schema } = options as { readonly schema?: string };
  // As MigrationExecutor puts it together: the name may hold a schema of its own.
  const path = driver.buildTableName(table, schema, driver.database);
  if (!(await queryRunner.hasTable(path))) return { table, run: undefined };
  const rows = await manager
    .createQueryBuilder(queryRunner)
    .select()
    .from(path, table)
    .getRawMany<{ readonly name: string }>();
  return { table, run: rows.map(({ name }) => name) };
}
