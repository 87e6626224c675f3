/**
 * room for more
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
  await op.alterColumn("loan", "barcode", { type: "varchar(60)" });
  // warning: texts in loan.days that look like numbers become numbers: '007' becomes 7
  await op.alterColumn("loan", "days", { type: "integer" });
  await op.alterColumn("loan", "fee", { type: "numeric(12,4)" });
  await op.alterColumn("loan", "at", { type: "timestamp with time zone" });
  // warning: values of loan.note that varchar(200) has no room for are cut, rounded or refused
  await op.alterColumn("loan", "note", { type: "varchar(200)" });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.alterColumn("loan", "note", { type: "text" });
  await op.alterColumn("loan", "at", { type: "timestamp(3)" });
  // warning: values of loan.fee that numeric(6,2) has no room for are cut, rounded or refused
  await op.alterColumn("loan", "fee", { type: "numeric(6,2)" });
  // warning: values of loan.days that varchar(10) has no room for are cut, rounded or refused
  await op.alterColumn("loan", "days", { type: "varchar(10)" });
  // warning: values of loan.barcode that varchar(20) has no room for are cut, rounded or refused
  await op.alterColumn("loan", "barcode", { type: "varchar(20)" });
}
