/**
 * every reader has a language
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, fillIn, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  // The table has rows, and the column must not be NULL: replace fillIn() by a value, or by sql`…`.
  const valueOfReaderLanguage = fillIn("reader.language, varchar(5), for the rows that are there");
  await op.addColumn("reader", column("language", "varchar(5)", { nullable: true }));
  await op.backfill("reader", "language", valueOfReaderLanguage);
  await op.alterColumn("reader", "language", { nullable: false });
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropColumn("reader", "language");
}
