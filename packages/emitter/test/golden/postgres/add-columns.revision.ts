/**
 * what we know of a reader
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, sql, type, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.createExtension("citext");
  await op.createEnum("shirt_size", ["s", "m", "l"]);
  await op.addColumn("reader", column("email", "citext", { nullable: true }));
  await op.addColumn("reader", column("language", "char(2)", { default: "en" }));
  await op.addColumn("reader", column("interests", "text[]", { default: "{}" }));
  await op.addColumn("reader", column("size", type("shirt_size"), { default: "m" }));
  await op.addColumn("reader", column("joinedAt", "timestamp with time zone", { default: sql`now()` }));
  await op.addColumn("reader", column("age", "integer", { nullable: true }));
  await op.createUniqueConstraint(op.f("UQ_5ce0e5c96aef9211a8bb7ac5648"), "reader", ["email"]);
  await op.createCheckConstraint(op.f("ck_reader_age"), "reader", sql`age BETWEEN 6 AND 120`);
  await op.createIndex(op.f("ix_reader_language"), "reader", ["language"]);
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropIndex(op.f("ix_reader_language"), "reader");
  await op.dropConstraint(op.f("ck_reader_age"), "reader", "check");
  await op.dropConstraint(op.f("UQ_5ce0e5c96aef9211a8bb7ac5648"), "reader", "unique");
  await op.dropColumn("reader", "age");
  await op.dropColumn("reader", "joinedAt");
  await op.dropColumn("reader", "size");
  await op.dropColumn("reader", "interests");
  await op.dropColumn("reader", "language");
  await op.dropColumn("reader", "email");
  await op.dropEnum("shirt_size");
  await op.dropExtension("citext");
}
