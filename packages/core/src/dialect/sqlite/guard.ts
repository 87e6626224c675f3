import { ExecutionError } from "../../errors.ts";
import type { Guard, Query, Row } from "../dialect.ts";

/**
 * Switches the enforcement of foreign keys off while tables are rebuilt, and checks them before the commit.
 *
 * With enforcement on, DROP TABLE deletes the rows first, and with them what references them
 * (https://www.sqlite.org/foreignkeys.html#fk_schemacommands); inside a transaction the switch does nothing, so it
 * stands around it. Violations that were there before are nobody's fault here.
 */
export async function guard(query: Query): Promise<Guard> {
  const [enforced] = await query("PRAGMA foreign_keys");
  const [legacy] = await query("PRAGMA legacy_alter_table");
  const wasEnforced = Number(enforced?.foreign_keys) === 1;
  const before = new Set(wasEnforced ? (await query("PRAGMA foreign_key_check")).map(violationKey) : []);
  if (wasEnforced) await query("PRAGMA foreign_keys = OFF");
  return {
    enter: () => takeWriteLock(query),
    async verify() {
      if (!wasEnforced) return;
      const violations = await query("PRAGMA foreign_key_check");
      const added = violations.filter((row) => !before.has(violationKey(row)));
      if (added.length > 0) throw violated(added);
    },
    async release() {
      await query(`PRAGMA legacy_alter_table = ${Number(legacy?.legacy_alter_table) === 1 ? "ON" : "OFF"}`);
      if (wasEnforced) await query("PRAGMA foreign_keys = ON");
    },
  };
}

/**
 * Takes the lock on the whole database with a write that changes nothing.
 *
 * Without a wait inside SQLite: its synchronous driver would stop the whole process meanwhile, and with it the one who
 * holds the lock, if that is another connection of the same process (https://www.sqlite.org/c3ref/busy_timeout.html).
 */
async function takeWriteLock(query: Query): Promise<boolean> {
  const timeout = await numberOf(query, "busy_timeout");
  await query("PRAGMA busy_timeout = 0");
  try {
    await query(`PRAGMA user_version = ${await numberOf(query, "user_version")}`);
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  } finally {
    await query(`PRAGMA busy_timeout = ${timeout}`);
  }
}

async function numberOf(query: Query, pragma: string): Promise<number> {
  const [row] = await query(`PRAGMA ${pragma}`);
  return Number(Object.values(row ?? {})[0]);
}

function isBusy(error: unknown): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return [code, driverError?.code].some((one) => String(one).startsWith("SQLITE_BUSY"));
}

function violationKey({ table, rowid, parent }: Row): string {
  return JSON.stringify([table, rowid === null ? null : String(rowid), parent]);
}

function violated(rows: readonly Row[]): ExecutionError {
  const shown = rows
    .slice(0, 5)
    .map(({ table, rowid, parent }) => `${String(table)} row ${String(rowid)} → ${String(parent)}`);
  return new ExecutionError(
    "E_FOREIGN_KEY_VIOLATION",
    `After this revision ${rows.length} row(s) would reference what is not there: ${shown.join("; ")}` +
      `${rows.length > shown.length ? "; …" : ""}. Mend the rows in the revision before it changes the tables.`,
    { details: { violations: rows.slice(0, 100) } },
  );
}
