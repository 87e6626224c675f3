/**
 * what is lent, and to whom
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

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropView("open_loan");
  await op.dropView("late_loan");
  await op.createView(
    "open_loan",
    sql`SELECT
    id,
    reader,
    due < CURRENT_DATE AS is_late
  FROM loan
  WHERE back IS NULL`,
  );
  await op.createView(
    "reader_loans",
    sql`SELECT reader AS id, count(*) AS loans
  FROM loan
  GROUP BY reader`,
  );
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropView("reader_loans");
  await op.dropView("open_loan");
  await op.createView("late_loan", sql`SELECT id FROM loan WHERE back IS NULL AND due < CURRENT_DATE`);
  await op.createView("open_loan", sql`SELECT id, reader FROM loan WHERE back IS NULL`);
}
