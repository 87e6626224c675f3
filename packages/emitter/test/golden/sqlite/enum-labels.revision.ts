/**
 * books can be lost
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { check, sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropConstraint(op.f(null), "book", "check", {
    existing: check(sql`"state" IN ('ordered','on shelf')`),
  });
  await op.createCheckConstraint(op.f(null), "book", sql`"state" IN ('ordered','on shelf','lost')`);
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropConstraint(op.f(null), "book", "check", {
    existing: check(sql`"state" IN ('ordered','on shelf','lost')`),
  });
  await op.createCheckConstraint(op.f(null), "book", sql`"state" IN ('ordered','on shelf')`);
}
