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
