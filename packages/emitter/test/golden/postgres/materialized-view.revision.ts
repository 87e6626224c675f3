/**
 * figures of each reader
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
  await op.dropView("reader_figures", { materialized: true });
  await op.createView(
    "reader_figures",
    sql`SELECT reader AS id,
       count(*) AS loans
  FROM loan
 GROUP BY reader`,
    { materialized: true },
  );
  await op.createIndex(op.f("ux_reader_figures"), "reader_figures", ["id"], { unique: true });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropView("reader_figures", { materialized: true });
  await op.createView("reader_figures", sql`SELECT reader AS id FROM loan`, { materialized: true });
  await op.createIndex(op.f("ux_reader_figures"), "reader_figures", ["id"], { unique: true });
}
