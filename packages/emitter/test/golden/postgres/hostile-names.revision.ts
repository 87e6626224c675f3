/**
 * names, labels and texts that try to break out
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { check, column, primaryKey, sql, type, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.createEnum("Label s", ["a'b", 'c"d', "`${e}`", "f,g"]);
  await op.createTable('Re"ader `${x}', [
    column("id", "integer", { identity: "serial" }),
    column("two words", "text", {
      default: "it''s `${x}` \\ */",
      comment: "*/ process.exit() /*\n// next line",
    }),
    column("select", type("Label s")),
    primaryKey(["id"], { name: op.f("PK_563a9d4d6d330a17c45e05c2b2a") }),
    check(sql`"two words" <> '\${y}' AND "two words" <> '\`'`, { name: op.f("ck of `it`") }),
  ]);
  await op.createIndex(op.f("Ix Of Mine"), 'Re"ader `${x}', ["select"]);
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropTable('Re"ader `${x}');
  await op.dropEnum("Label s");
}
