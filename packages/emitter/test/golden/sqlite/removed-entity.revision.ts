/**
 * no reservations any more
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, foreignKey, primaryKey, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  // warning: drops the table reservation and all rows in it
  await op.dropTable("reservation");
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.createTable("reservation", [
    column("id", "integer", { identity: "auto increment" }),
    column("until", "date"),
    column("book_id", "integer"),
    primaryKey(["id"]),
    foreignKey(["book_id"], "book", ["id"], { name: op.f("fk_reservation_book"), onDelete: "cascade" }),
  ]);
  await op.createIndex(op.f("ix_reservation_until"), "reservation", ["until"]);
}
