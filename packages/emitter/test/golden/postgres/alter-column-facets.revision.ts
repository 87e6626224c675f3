/**
 * stricter readers
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
  await op.alterColumn("reader", "name", { default: "N. N.", comment: "first name, surname" });
  await op.backfill("reader", "name", "N. N.");
  await op.alterColumn("reader", "name", { nullable: false });
  await op.alterColumn("reader", "city", { nullable: true, default: null });
  await op.alterColumn("reader", "code", { collation: "C", comment: "never shown" });
  await op.alterColumn("reader", "joined", { default: sql`now()` });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.alterColumn("reader", "joined", { default: null });
  await op.alterColumn("reader", "code", { collation: null, comment: null });
  await op.alterColumn("reader", "city", { default: "Praha" });
  await op.backfill("reader", "city", "Praha");
  await op.alterColumn("reader", "city", { nullable: false });
  await op.alterColumn("reader", "name", { nullable: true, default: null, comment: "as on the card" });
}
