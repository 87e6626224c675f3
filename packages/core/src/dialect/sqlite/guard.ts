import { ExecutionError, messageOf } from "../../errors.ts";
import type { Guard, Query, Row, Server } from "../dialect.ts";
import { attach, detach, mainFile, type OpenFile, openFiles } from "./files.ts";
import { identifier } from "./literals.ts";

/**
 * Switches the enforcement of foreign keys off while tables are rebuilt, and checks them before the commit.
 *
 * With enforcement on, DROP TABLE deletes the rows first, and with them what references them
 * (https://www.sqlite.org/foreignkeys.html#fk_schemacommands); inside a transaction the switch does nothing, so it
 * stands around it. Violations that were there before are nobody's fault here.
 */
export async function guard(query: Query, server: Server): Promise<Guard> {
  const [enforced] = await query("PRAGMA foreign_keys");
  const [legacy] = await query("PRAGMA legacy_alter_table");
  const wasEnforced = Number(enforced?.foreign_keys) === 1;
  const before = new Map<OpenFile, ReadonlySet<string>>();
  const watch = async (files: readonly OpenFile[]) => {
    for (const file of wasEnforced ? files : [])
      before.set(file, new Set((await violationsIn(query, file)).map(violationKey)));
  };
  const files = [mainFile, ...(await openFiles(query, server.files?.declared ?? [], server))];
  await watch(files);
  if (wasEnforced) await query("PRAGMA foreign_keys = OFF");
  const attached: OpenFile[] = [];
  return {
    async enter() {
      for (const file of files) if (!(await takeWriteLock(query, file))) return false;
      return true;
    },
    async reach(schemas) {
      const more = await attach(query, schemas, server, { create: true });
      attached.push(...more);
      await watch(more);
    },
    async verify() {
      const added: Row[] = [];
      for (const [file, known] of before) {
        added.push(...(await violationsIn(query, file)).filter((row) => !known.has(violationKey(row))));
      }
      if (added.length > 0) throw violated(added);
    },
    async release() {
      await query(`PRAGMA legacy_alter_table = ${Number(legacy?.legacy_alter_table) === 1 ? "ON" : "OFF"}`);
      if (wasEnforced) await query("PRAGMA foreign_keys = ON");
      await detach(query, attached);
    },
  };
}

async function violationsIn(query: Query, { handle }: OpenFile): Promise<Row[]> {
  return query(`PRAGMA ${identifier(handle)}.foreign_key_check`);
}

/**
 * Takes the lock on a whole file with a write that changes nothing.
 *
 * Without a wait inside SQLite: its synchronous driver would stop the whole process meanwhile, and with it the one who
 * holds the lock, if that is another connection of the same process (https://www.sqlite.org/c3ref/busy_timeout.html).
 */
async function takeWriteLock(query: Query, file: OpenFile): Promise<boolean> {
  const timeout = await numberOf(query, "busy_timeout");
  await query("PRAGMA busy_timeout = 0");
  try {
    const version = `${identifier(file.handle)}.user_version`;
    await query(`PRAGMA ${version} = ${await numberOf(query, version)}`);
    return true;
  } catch (error) {
    if (hasCode(error, "SQLITE_BUSY")) return false;
    // Entities may read a file that nobody is to write to; SQLite says so itself to a revision that does.
    if (hasCode(error, "SQLITE_READONLY") && file !== mainFile) return true;
    throw unwritable(error);
  } finally {
    await query(`PRAGMA busy_timeout = ${timeout}`);
  }
}

function unwritable(cause: unknown): ExecutionError {
  return new ExecutionError(
    "E_STATEMENT",
    `The file of the database can't be written to: ${messageOf(cause)}. May the user who runs this write to it and its ` +
      `folder, and is the DataSource not "readonly"?`,
    { cause },
  );
}

async function numberOf(query: Query, pragma: string): Promise<number> {
  const [row] = await query(`PRAGMA ${pragma}`);
  return Number(Object.values(row ?? {})[0]);
}

function hasCode(error: unknown, expected: string): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return [code, driverError?.code].some((one) => String(one).startsWith(expected));
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
