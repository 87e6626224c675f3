/**
 * indexes for the search
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

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropIndex(op.f("ix_book_title"), "book");
  await op.dropIndex(op.f("ix_book_old"), "book");
  await op.createIndex(op.f("ix_book_title"), "book", ["title", "isbn"]);
  await op.createIndex(op.f("ux_book_isbn"), "book", ["isbn"], {
    unique: true,
    where: sql`"deletedAt" IS NULL`,
  });
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropIndex(op.f("ux_book_isbn"), "book");
  await op.dropIndex(op.f("ix_book_title"), "book");
  await op.createIndex(op.f("ix_book_old"), "book", ["isbn", "title"]);
  await op.createIndex(op.f("ix_book_title"), "book", ["title"]);
}
