/**
 * readers have no card any more
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

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropConstraint(op.f("UQ_b5473f70063fd924b1f202ad687"), "reader", "unique");
  await op.dropIndex(op.f("ix_reader_card"), "reader");
  // warning: drops the column reader.cardNumber and all values in it
  await op.dropColumn("reader", "cardNumber");
  // warning: drops the column reader.cardExpires and all values in it
  await op.dropColumn("reader", "cardExpires");
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.addColumn("reader", column("cardExpires", "date", { nullable: true, comment: "end of the day" }));
  await op.addColumn("reader", column("cardNumber", "varchar(12)", { nullable: true }));
  // warning: rows without a value in reader.cardNumber get "id"::text, as no two may have the same
  await op.backfill("reader", "cardNumber", sql`"id"::text`);
  await op.alterColumn("reader", "cardNumber", { nullable: false });
  await op.createIndex(op.f("ix_reader_card"), "reader", ["cardNumber", "cardExpires"]);
  await op.createUniqueConstraint(op.f("UQ_b5473f70063fd924b1f202ad687"), "reader", ["cardNumber"]);
}
