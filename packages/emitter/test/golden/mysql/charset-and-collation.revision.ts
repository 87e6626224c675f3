/**
 * one character set for all
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

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.alterColumn("book", "isbn", { charset: "ascii", collation: "ascii_bin" });
  await op.alterColumn("book", "title", { collation: "utf8mb4_unicode_ci" });
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.alterColumn("book", "title", { collation: "utf8mb4_general_ci" });
  await op.alterColumn("book", "isbn", { charset: "latin1", collation: "latin1_swedish_ci" });
}
