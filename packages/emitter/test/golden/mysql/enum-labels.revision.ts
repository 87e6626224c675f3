/**
 * books can be lost
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
  // warning: rows that have 'sold' in book.state are refused, or lose it
  await op.alterColumn("book", "state", { type: "enum('ordered','on shelf','lost')" });
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  // warning: rows that have 'lost' in book.state are refused, or lose it
  await op.alterColumn("book", "state", { type: "enum('ordered','on shelf','sold')" });
}
