/**
 * stricter readers
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

export async function upgrade(op: Operations<"mariadb">): Promise<void> {
  await op.alterColumn("reader", "name", {
    type: "varchar(120)",
    default: "N. N.",
    comment: "first name, surname",
  });
  await op.backfill("reader", "name", "N. N.");
  await op.alterColumn("reader", "name", { nullable: false });
  await op.alterColumn("reader", "city", { nullable: true, default: null });
  await op.alterColumn("reader", "visits", { type: "bigint unsigned", default: 1 });
  await op.alterColumn("reader", "fee", { type: "decimal(10,3)" });
}

export async function downgrade(op: Operations<"mariadb">): Promise<void> {
  // warning: values of reader.fee that decimal(6,2) has no room for are cut, rounded or refused
  await op.alterColumn("reader", "fee", { type: "decimal(6,2)" });
  await op.alterColumn("reader", "visits", { type: "int", default: 0 });
  await op.alterColumn("reader", "city", { default: "Praha" });
  await op.backfill("reader", "city", "Praha");
  await op.alterColumn("reader", "city", { nullable: false });
  // warning: values of reader.name that varchar(80) has no room for are cut, rounded or refused
  await op.alterColumn("reader", "name", {
    type: "varchar(80)",
    nullable: true,
    default: null,
    comment: "as on the card",
  });
}
