/**
 * cards are numbered
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import type { Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"mariadb">): Promise<void> {
  await op.alterColumn("card", "id", { type: "bigint unsigned", identity: "auto increment" });
}

export async function downgrade(op: Operations<"mariadb">): Promise<void> {
  await op.alterColumn("card", "id", { type: "int", identity: null });
}
