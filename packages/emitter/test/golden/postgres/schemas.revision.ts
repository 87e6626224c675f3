/**
 * a schema for the archive
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { column, foreignKey, primaryKey, type, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.createSchema("archive");
  await op.createEnum("loan_state", ["back", "lost"], { schema: "archive" });
  await op.createTable(
    "loan",
    [
      column("id", "integer", { identity: "serial" }),
      column("state", type("loan_state", { schema: "archive" })),
      column("reader_id", "integer", { nullable: true }),
      primaryKey(["id"], { name: op.f("PK_4ceda725a323d254a5fd48bf95f") }),
      foreignKey(["reader_id"], "reader", ["id"], { name: op.f("fk_loan_reader") }),
    ],
    { schema: "archive" },
  );
  await op.createIndex(op.f("ix_loan_state"), "loan", ["state"], { schema: "archive" });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropTable("loan", { schema: "archive" });
  await op.dropEnum("loan_state", { schema: "archive" });
  await op.dropSchema("archive");
}
