/**
 * copies are numbered within their book
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

export async function upgrade(op: Operations<"mariadb">): Promise<void> {
  await op.createCheckConstraint(op.f("ck_copy_number"), "copy", sql`\`number\` > 0`);
  await op.createIndex(op.f("ix_copy_number"), "copy", ["number"]);
  await op.createIndex(op.f("uq_copy_isbn_number"), "copy", ["isbn", "number"], { unique: true });
  await op.createForeignKey(op.f("fk_copy_book"), "copy", "book", ["isbn"], ["isbn"], {
    onDelete: "cascade",
    onUpdate: "cascade",
  });
}

export async function downgrade(op: Operations<"mariadb">): Promise<void> {
  await op.dropConstraint(op.f("fk_copy_book"), "copy", "foreign key");
  await op.dropIndex(op.f("uq_copy_isbn_number"), "copy");
  await op.dropIndex(op.f("ix_copy_number"), "copy");
  await op.dropConstraint(op.f("ck_copy_number"), "copy", "check");
}
