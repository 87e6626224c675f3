/**
 * names, labels and texts that try to break out
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { check, column, primaryKey, sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  await op.createTable("Re'ader `${x}", [
    column("id", "integer", { identity: "auto increment" }),
    column("two words", "text", { default: "it's `${x}` \\ */" }),
    column("select", "varchar"),
    primaryKey(["id"]),
    check(sql`"select" IN ('c"d','\`\${e}\`','f,g')`),
    check(sql`"two words" <> '\${y}' AND "two words" <> '\`'`, { name: op.f("ck of `it`") }),
  ]);
  await op.createIndex(op.f("Ix Of Mine"), "Re'ader `${x}", ["select"]);
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
  await op.dropTable("Re'ader `${x}");
}
