import type { DatabaseName, TestDatabase } from "../databases/index.ts";
import { idKindsOf, kinds } from "./kinds.ts";
import type { Model, TableModel } from "./model.ts";

const referred = "1";

/** The value that a column of the model has in the one row of its table: SQL. */
export function valueOf(
  database: DatabaseName,
  model: Model,
  table: string,
  column: string,
): string | undefined {
  const { columns, references, id }: TableModel = model.tables[table]!;
  if (column === "id") return idKindsOf(database)[id]!.value;
  if (references[column] !== undefined) return referred;
  const kind = columns[column]?.kind;
  return kind === undefined ? undefined : kinds[database][kind]!.value;
}

/** Puts one row into every table; they refer to each other, and those of a circle once all are there. */
export async function insertRows(database: TestDatabase, model: Model): Promise<void> {
  const { name } = database;
  await withoutForeignKeys(database, async () => {
    for (const [table, { columns, references }] of Object.entries(model.tables)) {
      const names = ["id", ...Object.keys(columns), ...Object.keys(references)];
      const values = names.map((column) => valueOf(name, model, table, column));
      await database.query(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${values.join(", ")})`);
    }
  });
}

async function withoutForeignKeys(database: TestDatabase, run: () => Promise<void>): Promise<void> {
  const [off, on] = {
    sqlite: ["PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"],
    postgres: ["SET session_replication_role = replica", "SET session_replication_role = origin"],
    mysql: ["SET foreign_key_checks = 0", "SET foreign_key_checks = 1"],
    mariadb: ["SET foreign_key_checks = 0", "SET foreign_key_checks = 1"],
  }[database.name] as [string, string];
  await database.query(off);
  try {
    await run();
  } finally {
    await database.query(on);
  }
}

/** The row of every table of `model`, of those columns that `other` declares in the same kind. */
export async function readRows(
  database: TestDatabase,
  model: Model,
  other: Model,
): Promise<Record<string, Record<string, unknown>[]>> {
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const [name, table] of Object.entries(model.tables)) {
    const same = Object.keys(table.columns).filter(
      (column) => other.tables[name]?.columns[column]?.kind === table.columns[column]!.kind,
    );
    rows[name] = await database.query(`SELECT ${["id", ...same].join(", ")} FROM ${name}`);
    // A key that becomes a text is another value to the driver.
    rows[name] = rows[name].map((row) => ({ ...row, id: String(row.id) }));
  }
  return rows;
}
