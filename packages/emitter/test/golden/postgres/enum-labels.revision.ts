/**
 * books can be lost
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
  await op.alterEnum("book_state", { from: ["ordered", "on shelf"], to: ["ordered", "on shelf", "lost"] });
  // warning: fails while rows have 'leather' in book.cover
  await op.alterEnum("book_cover", {
    from: ["soft", "hard", "leather"],
    to: ["soft", "hard"],
    usedBy: [{ table: "book", column: "cover", default: sql`'soft'` }],
  });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.alterEnum("book_cover", {
    from: ["soft", "hard"],
    to: ["soft", "hard", "leather"],
    usedBy: [{ table: "book", column: "cover", existingDefault: sql`'soft'` }],
    replace: true,
  });
  // warning: fails while rows have 'lost' in book.state
  await op.alterEnum("book_state", {
    from: ["ordered", "on shelf", "lost"],
    to: ["ordered", "on shelf"],
    usedBy: [{ table: "book", column: "state", default: sql`'ordered'`, existingDefault: sql`'ordered'` }],
  });
}
