/**
 * names, labels and texts that try to break out
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, primaryKey, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.createTable('Re"ader ${x}', [
    column("id", "int", { identity: "auto increment" }),
    column("two words", "varchar(40)", {
      default: "it's `${x}` */",
      comment: "*/ process.exit() /*\n// next",
    }),
    column("select", "enum('a''b','c\"d','`${e}`')", { default: "a'b" }),
    primaryKey(["id"]),
  ]);
  await op.createIndex(op.f("Ix Of Mine"), 'Re"ader ${x}', ["select"]);
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropTable('Re"ader ${x}');
}
