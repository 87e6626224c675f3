/**
 * what we know of a reader
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { check, column, sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  await op.addColumn("reader", column("email", "varchar(100)", { nullable: true }));
  await op.addColumn("reader", column("language", "varchar(2)", { default: "en" }));
  await op.addColumn("reader", column("size", "varchar", { default: "m" }));
  await op.addColumn("reader", column("active", "boolean", { default: 1 }));
  await op.createUniqueConstraint(op.f("UQ_5ce0e5c96aef9211a8bb7ac5648"), "reader", ["email"]);
  await op.createCheckConstraint(op.f(null), "reader", sql`"size" IN ('s','m','l')`);
  await op.createIndex(op.f("ix_reader_language"), "reader", ["language"]);
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropIndex(op.f("ix_reader_language"), "reader");
  await op.dropConstraint(op.f(null), "reader", "check", { existing: check(sql`"size" IN ('s','m','l')`) });
  await op.dropConstraint(op.f("UQ_5ce0e5c96aef9211a8bb7ac5648"), "reader", "unique");
  await op.dropColumn("reader", "active");
  await op.dropColumn("reader", "size");
  await op.dropColumn("reader", "language");
  await op.dropColumn("reader", "email");
}
