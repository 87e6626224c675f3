import type { TypeormMigrations } from "@limbeck/core";
import type { ListedMigrations } from "./load/typeorm-migrations.ts";

export interface PendingMigrations {
  /** Those that have not run, oldest first; null when that can't be told. */
  readonly names: readonly string[] | null;
  /** What to know of it, and what to do. */
  readonly warnings: readonly string[];
}

const mostNames = 5;

/** Which of TypeORM's own migrations a database has not run, as TypeORM's `migration:show` would tell. */
export function pendingMigrations(
  listed: ListedMigrations,
  { table, run }: TypeormMigrations,
  versionTable: string,
): PendingMigrations {
  const wayOut =
    `take the adoption back (delete the revision, DROP TABLE ${versionTable}), let TypeORM run what is pending, and adopt ` +
    `anew; or never run it: the next revision makes what the entities declare, and the rest, such as moved rows, is to be ` +
    `added to it by hand.`;
  const unknown = (reason: string): PendingMigrations => {
    const question = "so whether all of them have run is not known; TypeORM's migration:show tells";
    return { names: null, warnings: [`${reason}, ${question}. If some are pending, ${wayOut}`] };
  };
  if ("unreadable" in listed) return unknown(`TypeORM's migrations can't be read (${listed.unreadable})`);
  const { names, patterns } = listed;
  if (names.length === 0 && patterns.length > 0 && run !== undefined && run.length > 0) {
    return unknown(
      `the table ${table} has rows, and no migration of TypeORM's was found by ${patterns.join(", ")}`,
    );
  }
  const pending = names.filter((name) => !run?.includes(name));
  if (pending.length === 0) return { names: pending, warnings: [] };
  const shown = pending.slice(0, mostNames).join(", ");
  const more = pending.length > mostNames ? ` and ${pending.length - mostNames} more` : "";
  const where = run === undefined ? `which has no table ${table}` : `by its table ${table}`;
  const warning =
    `TypeORM has not run ${pending.length} of its ${names.length} migrations on this database, ${where}: ${shown}${more}. ` +
    `The baseline has what the database has, whatever is pending. Either ${wayOut}`;
  return { names: pending, warnings: [warning] };
}
