/**
 * stricter loans
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropConstraint(op.f("ck_loan_days"), "loan", "check");
  await op.addColumn("loan", column("reader_id", "integer", { nullable: true }));
  await op.alterColumn("loan", "barcode", { type: "varchar(40)" });
  // warning: texts in loan.days that look like numbers become numbers: '007' becomes 7
  await op.alterColumn("loan", "days", { type: "integer", default: 28 });
  await op.createUniqueConstraint(op.f("uq_loan_barcode"), "loan", ["barcode"]);
  await op.createCheckConstraint(op.f("ck_loan_days"), "loan", sql`days BETWEEN 1 AND 90`);
  // warning: drops the column loan.note and all values in it
  await op.dropColumn("loan", "note");
  await op.createForeignKey(op.f("fk_loan_reader"), "loan", "reader", ["reader_id"], ["id"], {
    onDelete: "set null",
  });
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropConstraint(op.f("fk_loan_reader"), "loan", "foreign key");
  await op.addColumn("loan", column("note", "text", { nullable: true }));
  await op.dropConstraint(op.f("ck_loan_days"), "loan", "check");
  await op.dropConstraint(op.f("uq_loan_barcode"), "loan", "unique");
  await op.alterColumn("loan", "days", { type: "varchar", default: null });
  await op.alterColumn("loan", "barcode", { type: "varchar(20)" });
  await op.dropColumn("loan", "reader_id");
  await op.createCheckConstraint(op.f("ck_loan_days"), "loan", sql`days > 0`);
}
