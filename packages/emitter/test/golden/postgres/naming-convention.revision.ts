/**
 * names by convention
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
  await op.renameConstraint(
    "author",
    "primary key",
    op.f("PK_5a0e79799d372fe56f2f3fa6871"),
    op.f("pk_author"),
  );
  await op.renameConstraint(
    "author",
    "unique",
    op.f("UQ_d3962fd11a54d87f927e84d1080"),
    op.f("uq_author_name"),
  );
  await op.renameConstraint("book", "primary key", op.f("PK_a3afef72ec8f80e6e5c310b28a4"), op.f("pk_book"));
  await op.renameConstraint(
    "book",
    "foreign key",
    op.f("FK_24b753b0490a992a6941451f405"),
    op.f("fk_book_author_id_author"),
  );
  await op.renameIndex("book", op.f("IDX_c10a44a29ef231062f22b1b7ac"), op.f("ix_book_title"));
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.renameIndex("book", op.f("ix_book_title"), op.f("IDX_c10a44a29ef231062f22b1b7ac"));
  await op.renameConstraint(
    "book",
    "foreign key",
    op.f("fk_book_author_id_author"),
    op.f("FK_24b753b0490a992a6941451f405"),
  );
  await op.renameConstraint("book", "primary key", op.f("pk_book"), op.f("PK_a3afef72ec8f80e6e5c310b28a4"));
  await op.renameConstraint(
    "author",
    "unique",
    op.f("uq_author_name"),
    op.f("UQ_d3962fd11a54d87f927e84d1080"),
  );
  await op.renameConstraint(
    "author",
    "primary key",
    op.f("pk_author"),
    op.f("PK_5a0e79799d372fe56f2f3fa6871"),
  );
}
