/**
 * when it was changed
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

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.alterColumn("loan", "createdAt", { type: "timestamp(3)", default: sql`CURRENT_TIMESTAMP(3)` });
  await op.alterColumn("loan", "changedAt", { onUpdate: sql`CURRENT_TIMESTAMP(6)` });
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.alterColumn("loan", "changedAt", { onUpdate: null });
  // warning: values of loan.createdAt that timestamp has no room for are cut, rounded or refused
  await op.alterColumn("loan", "createdAt", { type: "timestamp", default: sql`CURRENT_TIMESTAMP` });
}
