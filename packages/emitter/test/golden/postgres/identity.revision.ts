/**
 * numbers by identity
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.addColumn("card", column("number", "integer", { identity: "serial" }));
  await op.alterColumn("card", "id", { identity: "serial" });
  await op.alterColumn("loan", "id", { type: "bigint", identity: "always" });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.alterColumn("loan", "id", { type: "integer", identity: "serial" });
  await op.alterColumn("card", "id", { identity: null });
  await op.dropColumn("card", "number");
}
