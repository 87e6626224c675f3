import { EntitySchema } from "typeorm";
import type { DatabaseName, TestDatabase } from "../databases/index.ts";

export interface ManyTablesOptions {
  /** Schemas (on MySQL and MariaDB: databases) to spread the tables over. */
  readonly schemas?: readonly string[];
  /** Give only every n-th table its two indexes: they are most of the statements that create a table. Default 1. */
  readonly indexEvery?: number;
}

/**
 * Entities for `count` tables, each with ten columns, two indexes, a foreign key to the table before it, and an enum.
 *
 * The first tables of a larger model are those of a smaller one.
 */
export function manyTables(
  database: DatabaseName,
  count: number,
  { schemas = [], indexEvery = 1 }: ManyTablesOptions = {},
): EntitySchema<Record<string, unknown>>[] {
  return Array.from({ length: count }, (_, at) => {
    const name = tableName(at);
    const place = schemas.length === 0 ? undefined : schemas[at % schemas.length]!;
    return new EntitySchema<Record<string, unknown>>({
      name,
      tableName: name,
      ...(place === undefined ? {} : database === "postgres" ? { schema: place } : { database: place }),
      columns: {
        id: { type: "integer", primary: true, generated: "increment" },
        code: { type: "varchar", length: 40 },
        title: { type: "varchar", length: 200, default: "untitled" },
        state: {
          type: database === "sqlite" ? "simple-enum" : "enum",
          enum: ["draft", "sent", "paid"],
          default: "draft",
        },
        amount: { type: "decimal", precision: 10, scale: 2, default: 0 },
        quantity: { type: "integer", default: 1 },
        active: { type: "boolean", default: true },
        note: { type: "text", nullable: true },
        created: { type: database === "postgres" ? "timestamp" : "datetime", createDate: true },
      },
      relations: {
        parent: {
          type: "many-to-one",
          target: tableName(Math.max(0, at - 1)),
          joinColumn: { name: "parentId" },
          nullable: true,
        },
      },
      indices:
        at % indexEvery === 0 ? [{ columns: ["code"], unique: true }, { columns: ["state", "created"] }] : [],
    });
  });
}

function tableName(at: number): string {
  return `table_${String(at).padStart(5, "0")}`;
}

/** Runs statements in as few round trips as the driver can do. */
export async function runAtOnce(database: TestDatabase, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  if (database.name === "postgres") {
    // A simple query of several statements is one transaction.
    await database.query(statements.join(";\n"));
    return;
  }
  if (database.name === "sqlite") await database.query("BEGIN");
  for (const statement of statements) await database.query(statement);
  if (database.name === "sqlite") await database.query("COMMIT");
}
