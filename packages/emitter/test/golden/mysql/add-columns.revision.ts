/**
 * what we know of a reader
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

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.addColumn("reader", column("email", "varchar(100)", { nullable: true }));
  await op.addColumn("reader", column("visits", "int unsigned", { default: 0 }));
  await op.addColumn("reader", column("size", "enum('s','m','l')", { default: "m" }));
  await op.addColumn("reader", column("interests", "set('music','science')", { nullable: true }));
  await op.addColumn(
    "reader",
    column("updatedAt", "datetime(6)", {
      default: sql`CURRENT_TIMESTAMP(6)`,
      onUpdate: sql`CURRENT_TIMESTAMP(6)`,
    }),
  );
  await op.createIndex(op.f("ix_reader_visits"), "reader", ["visits"]);
  await op.createIndex(op.f("IDX_5ce0e5c96aef9211a8bb7ac564"), "reader", ["email"], { unique: true });
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropIndex(op.f("IDX_5ce0e5c96aef9211a8bb7ac564"), "reader");
  await op.dropIndex(op.f("ix_reader_visits"), "reader");
  await op.dropColumn("reader", "updatedAt");
  await op.dropColumn("reader", "interests");
  await op.dropColumn("reader", "size");
  await op.dropColumn("reader", "visits");
  await op.dropColumn("reader", "email");
}
