/**
 * find books by title
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
  await op.createIndex(op.f("ix_book_title"), "book", ["title"], { concurrently: true });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropIndex(op.f("ix_book_title"), "book", { concurrently: true });
}
