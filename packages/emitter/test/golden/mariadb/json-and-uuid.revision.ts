/**
 * details as JSON
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"mariadb">): Promise<void> {
  await op.addColumn("book", column("ticket", "uuid", { nullable: true }));
  await op.addColumn("book", column("address", "inet6", { nullable: true }));
  await op.alterColumn("book", "details", { type: "json" });
}

export async function downgrade(op: Operations<"mariadb">): Promise<void> {
  await op.alterColumn("book", "details", { type: "text" });
  await op.dropColumn("book", "address");
  await op.dropColumn("book", "ticket");
}
