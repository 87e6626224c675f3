/**
 * every loan has a reader
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

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  // The table has rows, and the column must not be NULL: replace fillIn() by a value, or by sql`…`.
  const valueOfLoanReaderId = fillIn("loan.reader_id, int, for the rows that are there");
  await op.addColumn("loan", column("reader_id", "int", { nullable: true }));
  await op.backfill("loan", "reader_id", valueOfLoanReaderId);
  await op.alterColumn("loan", "reader_id", { nullable: false });
  await op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"]);
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropConstraint(op.f("fk_loan_reader"), "loan", "foreign key");
  await op.dropColumn("loan", "reader_id");
}
