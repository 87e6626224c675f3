/**
 * say what it is
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

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.createTableComment("author", "who wrote it, or drew it");
  await op.alterColumn("author", "id", { comment: null });
  await op.dropTableComment("reader");
  await op.alterColumn("reader", "id", { comment: "printed on the card" });
  await op.createTableComment("loan", "what is lent");
  await op.alterColumn("loan", "id", { comment: "since 1997" });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.alterColumn("loan", "id", { comment: "since 1998" });
  await op.dropTableComment("loan");
  await op.alterColumn("reader", "id", { comment: null });
  await op.createTableComment("reader", "who borrows");
  await op.alterColumn("author", "id", { comment: "of the catalogue" });
  await op.createTableComment("author", "who wrote it");
}
