/**
 * longer names
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropView("reader_name");
  await op.alterColumn("reader", "name", { type: "varchar(80)" });
  await op.createView("reader_name", sql`SELECT id, upper(name) AS name FROM reader`);
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropView("reader_name");
  // warning: values of reader.name that varchar(20) has no room for are cut, rounded or refused
  await op.alterColumn("reader", "name", { type: "varchar(20)" });
  await op.createView("reader_name", sql`SELECT id, upper(name) AS name FROM reader`);
}
